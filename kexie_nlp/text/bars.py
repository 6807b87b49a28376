"""Bars of a web site as lines of text: menus as bullets, accessibility and reading tools, share and comment buttons."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kexie_nlp.text.offsets import Edit

_SURE = (
    r"(?:进入)?(?:无障碍|适老化?|长者|关怀|老年)(?:浏览|阅读|辅助|助手|专区|模式|版本?)|繁体(?:中文|版)|简体(?:中文|版)|个人中心"
    r"|网站(?:地图|导航|首页|支持IPv6)|语音播报|听(?:新闻|全文)(?: ?\d+[:：]\d+)?|大鼠标|十字线|辅助线|大字幕|退出服务"
    r"|(?:保护视力|视力保护)色?|护眼模式|打印(?:正文|文章|页面|本页|此页)|列印(?:此页|本页)?|友善列印|关闭(?:页面|此页|窗口)"
    r"|(?:转寄|寄给|发送给|推荐给)(?:友人|好友|朋友)|返?回(?:到)?(?:首页|页首|顶部|上一?[页级]|上级目录|列表)"
    r"|写留言|我要(?:评论|纠错)|发表评论|\d+条评论|打开APP|阅读原文|(?:展开|收起)全文|下载文档|(?:QQ|微信)好友|QQ空间|新浪微博|人人网"
    r"|朋友圈|复制链接|跳[到转至](?:主要)?(?:正文|内容区块?)|加入收藏|设为首页|收藏(?:本页|此页)"
    r"|(?:浏览|阅读|点击|访问)(?:次数|[量数])?[：:]? ?\d+(?:\.\d+万)?[次+]?|点赞 ?\d+|赞 ?\d+")
_WEAK = (
    "登录|注册|默认|重置|转发|收藏|朗读|语音|配色|放大[+⊕]?|缩小[-⊖]?|在看|举报|移动端|手机版|微信|微博|智能问答|English|EN|繁体?|简体?"
    r"|首页|[上下]一页|[尾末]页|共 ?\d+ ?[条页]|\d+/\d+|无障碍|返回|打印|关闭|分享[到至]?|点赞|大|中|小|下载|字[体号](?:大小)?")
_SIGNS = (r"点击(?:上方)?蓝字[，, ]{0,2}关注.{0,8}|END|发表于[一-龥]{2,3}|(?:喜欢)?请?点个(?:赞|在看).{0,6}|您?已进入辅助.{0,40}"
          r"|(?:图文|美术)?(?:编辑|美编|排版|校对|监制)[：:丨|] ?[^\s。；：]{1,12}"
          r"|(?:(?:来源|责编|责任编辑|编辑|审核|校对|监制|供稿)[丨｜|][^\s。；：]{1,12}[ \t]*)+")
_BAR = re.compile(rf"(?:[\[【〖(（]?(?:{_SURE}|{_WEAK})[\]】〗)）]?[ |/：:]*)+|{_SIGNS}")
_CERTAIN = re.compile(f"{_SURE}|{_SIGNS}")
_WORD = re.compile(f"{_SURE}|{_WEAK}")
_MENU = re.compile(
    "首 ?页|主页|(?:政府)?信息公开|政务公开|政务服务|办事(?:服务|大厅)|网上办事|(?:互动|政民)(?:交流|互动)|公众参与"
    "|数据(?:开放|发布)|(?:新闻|资讯)(?:中心|动态)|机构(?:设置|职能|概况)|专题(?:专栏|栏目)|通知公告|(?:联系|关于)我们"
    "|党建(?:工作|园地)|(?:科协|本会|单位)概况|领导(?:之窗|信箱)")
_BULLET = re.compile(r"[•·●▪◦*+-][ \t]+")
_ENTRY = re.compile(r"[^\s。，；：、]{1,12}")
_LINE = re.compile("[^\n]+")
_LONGEST = 60
FEW, SHARE = 3, 3  # so many words or lines one after another are a bar; of a menu's entries one in so many is known


@dataclass
class _Line:
    start: int
    end: int
    bulleted: bool
    known: bool
    certain: bool


def bars(text: str) -> Iterator[Edit]:
    """Yields the edits that remove bars.

    A line of bars with a word that only sites use is removed. Other words (注册, 朗读) are removed beside such a line or where there are
    `FEW`, and a run of short bullets where one in `SHARE` is known.
    """
    run: list[_Line] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        line = _line(match[0], start, end) if end - start <= _LONGEST else None
        if line:
            run.append(line)
        elif run and match[0].strip():
            yield from _edits(run)
            run = []
    yield from _edits(run)


def _line(text: str, start: int, end: int) -> _Line | None:
    """A line that may belong to a bar."""
    words = text.strip(" \t")
    bullet = _BULLET.match(words)
    if bullet:
        words = words[bullet.end():]
    if _BAR.fullmatch(words):
        many = sum(len(word) > 1 for word in _WORD.findall(words)) >= FEW
        return _Line(start, end, bool(bullet), True, many or bool(_CERTAIN.search(words)))
    if bullet and _ENTRY.fullmatch(words):
        return _Line(start, end, True, bool(_MENU.fullmatch(words)), False)
    return None


def _edits(run: list[_Line]) -> Iterator[Edit]:
    known = sum(line.known for line in run)
    bullets = sum(line.bulleted for line in run)
    menu = bullets == len(run) >= FEW and known > 1 and SHARE * known >= len(run)
    bar = known >= FEW and known == len(run) or any(line.certain for line in run)
    for line in run:
        if menu or line.certain or bar and line.known:
            yield line.start, line.end, ""
