"""Main text of web pages: what belongs to the paper stays, what belongs to the site goes."""
import runpy
from pathlib import Path

import pytest

from kexie_nlp.reading.html import read_html
from kexie_nlp.text import normalize

TITLE = "云溪市科普阵地建设三年计划"
BODY = ["到2026年底全市建成乡镇科普站90个，开放率达到95%以上。", "各县区应当在每季度末报送进展，逾期不报的予以通报。",
        "市科协每年安排经费40万元，用于支持学会下乡。"]
TOP = "<div><ul><li><a>首页</a></li><li><a>机构</a></li><li><a>公开</a></li></ul></div><div>位置：首页/文件</div>"
FOOT = "<div><p>主办：云溪市科协</p><p>技术支持：某公司</p><p>青ICP备00000000号</p></div>"


def page(content: str, head: str = f"<title>{TITLE}_云溪市科协</title>") -> str:
    return f"<html><head>{head}</head><body>{TOP}{content}{FOOT}</body></html>"


def paragraphs(lines=BODY, tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def lines_of(content: str, **options) -> list[str]:
    text, blocks = read_html(page(content, **options), "x")
    assert "\n".join(text[b.start:b.end] for b in blocks if b.kind == "paragraph") == "\n".join(
        line for line in text.splitlines() if "\t" not in line)
    return text.splitlines()


HEAD = f"<h1>{TITLE}</h1>"
KEPT = [TITLE, *BODY]


@pytest.mark.parametrize("around", [
    "<div><h3>相关推荐</h3><p>茶园里的新课堂</p><p>老站长的一天</p></div>",
    "<div><div>精彩评论(2)</div><p>什么时候也到我们镇上来看看，大家都等着呢。</p><p>支持，这样的事应该多做。</p></div>",
    "<form><h4>您的意见</h4><input name=tel><textarea></textarea><p>注：带星号的项目须填，个人信息不公开。</p></form>",
    "<div><span>上传人：某用户</span> <span>页数：5</span></div><div>本站资源由用户上传，如有侵权请联系客服删除。</div>",
    "<div><a>打印</a> <a>关闭</a></div><table><tr><td>2021-04-01</td><td><a>高龄津贴怎样领取</a></td></tr></table>",
])
def test_blocks_of_the_site_go(around):
    assert lines_of(f"{HEAD}<div>{paragraphs()}</div>{around}") == KEPT


@pytest.mark.parametrize("tag", ["div", "section", "span"])
def test_what_stands_before_the_title_goes_and_the_index_table_stays(tag):
    menu = "".join(f"<{tag}>{word}</{tag}>" for word in ("网站", "资讯", "部门", "服务"))
    index = "<table><tr><td>索引号</td><td>YX-2024-07</td></tr><tr><td>文号</td><td>云科协发〔2024〕7号</td></tr></table>"
    got = lines_of(f"<div>{menu}</div><div>无关的一句话在标题上面</div>{index}<div>{HEAD}<div>{paragraphs()}</div></div>")
    assert got == ["索引号\tYX-2024-07", "文号\t云科协发〔2024〕7号", *KEPT]


@pytest.mark.parametrize(("content", "more"), [
    ("<div>{body}</div><div>云溪市科学技术协会</div><div>2024年3月1日</div><div><a>打印</a></div>",
     ["云溪市科学技术协会", "2024年3月1日"]),
    ("<div>{body}</div><div><p>下列单位参加：</p><ul><li>第一中学</li><li>县科技馆</li></ul></div>",
     ["下列单位参加：", "第一中学", "县科技馆"]),
    ("<div>{body}</div><ul><li><a>附件：任务分解表.docx</a></li></ul>", ["附件：任务分解表.docx"]),
    ("<div>{body}<h3>热点问题</h3><p>站点少、离得远，群众意见最大。</p></div>", ["热点问题", "站点少、离得远，群众意见最大。"]),
    ("<div>{body}<p>您对本次修订怎么看？</p><p>群众盼着站点近一些。</p></div>", ["您对本次修订怎么看？", "群众盼着站点近一些。"]),
    ("<div>{body}</div><div><table><tr><td>任务</td><td>单位</td></tr><tr><td>建站</td><td>科协</td></tr></table></div>",
     ["任务\t单位", "建站\t科协"]),
    ("<div class=a>{body}</div><div class=b><p>本计划由市科协负责解释，自印发之日起执行。</p></div>",
     ["本计划由市科协负责解释，自印发之日起执行。"]),
])
def test_ends_and_parts_of_the_paper_stay(content, more):
    assert lines_of(HEAD + content.format(body=paragraphs())) == [*KEPT, *more]


def test_a_notice_before_the_plan_that_the_page_is_named_after_stays():
    notice = ["关于印发三年计划的通知", "各县区科协：", "现将三年计划印发给你们，请认真落实。", "2024年3月1日"]
    assert lines_of(paragraphs([*notice, TITLE, *BODY], "div")) == [*notice, TITLE, *BODY]


def test_a_page_of_names_without_sentences_stays():
    names = [f"第{number}小学科普室" for number in "一二三四五六七八"]
    tip = "<div><p>本站内容仅供参考，如有错误请与我们联系，我们将及时更正。</p></div>"
    assert lines_of(f"{HEAD}<div>{paragraphs(names, 'li')}</div>{tip}")[:9] == [TITLE, *names]


def test_lines_of_a_layout_table_are_not_joined():
    content = f"<table><tr><td>{HEAD}</td></tr><tr><td>{'<br>'.join(BODY)}</td></tr></table>"
    assert lines_of(content) == KEPT


def test_the_title_that_the_body_has_is_not_put_in_front_again():
    head = f"<title>云溪市科协 通知公告 {TITLE}(共3页)</title>"
    assert lines_of(f"<div>{TITLE}</div><div>{paragraphs()}</div>", head=head) == KEPT
    named = f"<title>云溪市科协门户网站</title><meta name=ArticleTitle content='{TITLE}'>"
    assert lines_of(f"<div>云溪概况一览</div><div>{TITLE}</div><div>{paragraphs()}</div>", head=named) == KEPT


def test_readings_above_characters_are_no_text():
    ruby = "<p>推<ruby>进<rp>(</rp><rt>jìn</rt><rp>)</rp></ruby>工作，按期完成。</p>"
    assert lines_of(f"{HEAD}<div>{paragraphs()}{ruby}</div>") == [*KEPT, "推进工作，按期完成。"]


@pytest.mark.parametrize(("text", "wanted"), [
    ("• 首页\n• 政务公开\n• 走进云溪\n• 互动交流\n正文一句。", "\n\n\n\n正文一句。"),
    ("  * 无障碍浏览\n  * 长者模式\n  * 登录\n正文一句。", "\n\n\n正文一句。"),
    ("正文一句。\n微信\n新浪微博\n复制链接", "正文一句。\n\n\n"),
    ("正文一句。\n大鼠标 放大 缩小 配色 重置\n听新闻 03:21", "正文一句。\n\n"),
    ("正文一句。\n共1条 1/1 首页 上一页 下一页 尾页", "正文一句。\n"),
    ("点击蓝字 关注我们\n正文一句。\nEND\n编辑：融媒体中心", "\n正文一句。\n\n"),
    ("正文一句。\n【字体大小：大 中 小】 【返回上页】", "正文一句。\n"),
    ("上页。\n1 / 3\n中页。\n2 / 3\n下页。\n3 / 3", "上页。\n\n中页。\n\n下页。\n"),
])
def test_bars_of_tools_and_menus_as_bullets(text, wanted):
    assert normalize(text, steps=["page_marks", "web_lines"]).text == wanted


@pytest.mark.parametrize("text", [
    "活动内容：\n• 朗读\n• 讲解\n• 展览", "比赛项目\n朗读\n书法", "企业规模\n大\t中\t小\n12\t30\t58", "完成进度\n1/5\n其余明年完成。",
    "• 建设科普馆\n• 通知公告\n• 培训教师\n• 购置展品\n• 开放日", "编辑：负责稿件的审核、发布；校对：负责文字。",
])
def test_words_of_bars_in_the_paper_stay(text):
    assert normalize(text, steps=["page_marks", "web_lines"]).text == text


def test_pinyin_without_brackets_and_letters_among_characters_go():
    text = "推tuī进学xué会治k理，支持z三十家协xié会a。"
    norm = normalize(text, steps=["pinyin"])
    assert norm.text == "推进学会治理，支持三十家协会。"
    start = norm.text.index("三十家")
    assert norm.quote(start, start + 3) == "三十家"
    letters = "加a强b学c会d建e设f，支g持h三十家。"
    assert normalize(letters, steps=["pinyin"]).text == "加强学会建设，支持三十家。"


@pytest.mark.parametrize("text", ["沿x轴和y轴移动，系数k不变，共n个。", "使用App办理，接入WiFi热点。", "品牌名café，读作é音。"])
def test_letters_that_mean_something_stay(text):
    assert normalize(text, steps=["pinyin"]).text == text


def test_the_comparison_scores_what_is_lost_and_kept():
    tool = runpy.run_path(str(Path(__file__).parent.parent / "scripts" / "compare_main_text.py"))
    truth = {"main": [TITLE, *BODY], "neutral": ["来源：云溪市科协"], "furniture": ["首页", "版权所有云溪市科协"],
             "tables": [[["任务", "单位"]]]}
    page_score = tool["score"](f"{TITLE}\n来源：云溪市科协\n{BODY[0]}\n{BODY[2]}\n首页\n任务\t单位", truth)
    assert page_score.lost == ["各县区应当在每季度末报送进展逾期不报的予以通报"]
    assert page_score.furniture == ["首页"] and page_score.tables == 1
    assert 0.5 < page_score.recall < 0.8 and 0.9 < page_score.precision < 1
    assert tool["score"]("\n".join([TITLE, *BODY]), truth).f1 == 1
