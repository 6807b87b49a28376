"""The normalising steps, one sentence for each case, and what holds for all of them together."""
import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_nlp.errors import KexieError
from kexie_nlp.reading import from_text
from kexie_nlp.text import (
    apply_edits,
    detect_script,
    detect_variety,
    normalize,
    paragraph_scripts,
    register_step,
    registry,
    to_traditional,
)

CORPORA = Path(__file__).resolve().parents[1].parent / "shared" / "corpora"
CHARACTERS = CORPORA.parent / "eval" / "central-2016.chars.json"
TONED = "协会(huì)服务(wù)科(kē)学。"  # makes a text one of the annotated copies

CASES = {
    "pinyin": [
        ("印发了(le)通知（zhī）", "印发了通知"), ("協(xié)會", "協會"), ("科(kē)技(jì)工(gōng)作(zuò)", "科技工作"),
        ("采用模式(PPP)开发应用(App)", "采用模式(PPP)开发应用(App)"), ("按方法(a)和标准(ISO)", "按方法(a)和标准(ISO)"),
        (TONED + "上(shang)好(hao)课(ke)，见附件(pdf)", "协会服务科学。上好课，见附件(pdf)"),
        ("科(ke)学(xue)技(ji)术(shu)工(gong)作(zuo)", "科学技术工作"), ("科技(kē jì)与工作(gōngzuò)", "科技与工作"),
        ("女(nǚ)性(xing4)", "女性"),
    ],
    "page_marks": [
        ("上文\n—1—\n下文", "上文\n\n下文"),
        ("- 2 -", ""),
        ("上文\n 第 3 页 共 9 页 \n下文", "上文\n\n下文"),
        ("Page 3 of 9\n文", "\n文"),
        ("第3页的内容\n—1号文件—\n2—3年", "第3页的内容\n—1号文件—\n2—3年"),
    ],
    "web_lines": [
        ("科普工作\n  • 加入收藏\n  • 关闭\n正文。", "科普工作\n\n\n正文。"),
        ("首页 新闻 正文\n标题", "\n标题"),
        ("您当前的位置：首页 > 通知公告 > 正文\n标题", "\n标题"),
        ("字号：[大 中 小] 打印 关闭\n标题", "\n标题"),
        ("正文。\n扫一扫在手机打开当前页\n", "正文。\n\n"), ("正文。\n上一篇：别的通知\n下一篇：没有了", "正文。\n\n"),
        ("正文。\n版权所有：某省科协 地址：科技路1号", "正文。\n"),
        ("正文。\n某ICP备00000001号-1", "正文。\n"),
        ("正文。\n责任编辑：张三", "正文。\n"),
        ("发布者：李四发布时间：2022-04-21浏览次数：74", "发布时间：2022-04-21"),
        ("来源：某省科协 时间：2022-04-21 浏览次数：7次 字号：大 中 小", "来源：某省科协 时间：2022-04-21"),
        ("打印一批科普图书。\n首页要放置公告\n分享经验\n关闭落后产能", "打印一批科普图书。\n首页要放置公告\n分享经验\n关闭落后产能"),
        ("供稿人：办公室\n审核人：", "供稿人：办公室\n审核人："),
    ],
    "invisible": [
        ("科\u200b技\u00ad工\ufeff作\x07", "科技工作"),
        ("科\u00a0技\u3000工\u2003作", "科 技 工 作"),
        ("甲\u2028乙\x0b丙\x0c丁\r戊\r\n己", "甲\n乙\n丙\n丁\n戊\n己"),
        ("葛\U000e0100城", "葛城"),
    ],
    "width": [("２０２５年ＡＩ达到６５．５％，约＋３", "2025年AI达到65.5%，约+3"), ("（一），：；～、", "（一），：；～、")],
    "glyphs": [("\u2f00\u2f06工作\uf9f7项", "一二工作立项"), ("⻓期⻛险⻔户⻢⻋⻚⻘⺠", "长期风险门户马车页青民"), ("ⅢⅣ①㎡", "ⅢⅣ①㎡")],
    "gaps": [
        ("为 加快 建设 , 推进 2 项 工作 ; 各 县 、 区 ( 市 ) 要 落实 , 做好 保障 , 务 求 实效 。\n一 、 总则",
         "为加快建设,推进2项工作;各县、区(市)要落实,做好保障,务求实效。\n一、总则"),
        ("科普 工作 , 稳步推进，各县、区，各部门，各单位", "科普 工作 , 稳步推进，各县、区，各部门，各单位"),
    ],
    "year_zeros": [
        ("二O三五年", "二〇三五年"),
        ("二OO八年至二0一0年", "二〇〇八年至二〇一〇年"),
        ("二○二○年", "二〇二〇年"),
        ("一OO所，O型", "一OO所，O型"),
    ],
    "punctuation": [
        ("加强建设,推动发展;做到:一是好", "加强建设，推动发展；做到：一是好"), ("采用(App)平台(试点)", "采用（App）平台（试点）"),
        ("1,000人,10:30开会", "1,000人，10:30开会"),
        ('落实"四个方面"和"两个重点"', "落实“四个方面”和“两个重点”"),
        ('尺寸为5" 管', '尺寸为5" 管'), ("印发«植树办法»，价格«5»", "印发《植树办法》，价格«5»"),
        ("推动发展.\n一.要求1.5倍", "推动发展。\n一.要求1.5倍"),
    ],
    "doubled_marks": [("甲，，乙，、丙。。丁", "甲，乙，丙。丁"), ("等等。。。", "等等。。。"), ("甲……乙", "甲……乙")],
    "simplified": [
        ("爲 衆 産 鈎 緻 羣 裏 綫 説 衞 啓 峯", "为 众 产 钩 致 群 里 线 说 卫 启 峰"), ("執行著作權,顯著進步", "执行著作权,显著进步"),
        ("沿著這條路,隨著發展,編著原著", "沿着这条路,随着发展,编著原著"), ("乾淨與乾坤,幹部與樹幹", "干净与乾坤,干部与树干"),
        ("皇后前後理髮發展,特徵徵求", "皇后前后理发发展,特征征求"), ("瞭解瞭望與一目瞭然", "了解瞭望与一目了然"),
        ("執行計劃,軟體與記憶體", "执行计划,软体与记忆体"), ("瞭望塔、乾隆、显著、著作、皇后", "瞭望塔、乾隆、显著、著作、皇后"),
        ("积极动员组织，建设与發展并重，尊重陈昇同志", "积极动员组织，建设与发展并重，尊重陈昇同志"),
        ("標适态,實施標准", "标适态,实施标准"),
    ],
    "markdown": [("# 标题\n**重点**任务", "标题\n重点任务"), ("振兴**振兴**任务\n#1号", "振兴**振兴**任务\n#1号")],
    "join_lines": [
        ("加强科普工作，组织专家深入县域乡村开展活动，\n推动资源下沉。\n一、总体",
         "加强科普工作，组织专家深入县域乡村开展活动，推动资源下沉。\n一、总体"),
        *((lines, lines) for lines in (
            "云台县林业局2020年工作要点\n成文日期：2020-02-06\n发布时间：2023-05-06\n各林场：\n为做好今年工作，制定如下要点。\n一、造林。",
            "【发布单位】清河县人民政府\n【发布文号】清政发〔2022〕8号\n【发布日期】2022-03-25\n清河县造林管理办法\n第一条 制定本办法。",
            "清河县林业局文件\n清林发〔2022〕8号  签发人：\n清河县林业局关于造林的意见\n各林场：\n现提出以下意见。")),
        ("名称，数量，单位，备注，来源，时间，地点，\t负责\n甲，\t乙。", "名称，数量，单位，备注，来源，时间，地点，\t负责\n甲，\t乙。"),
    ],
    "split_headings": [
        ("一、总体要求\n团结引领。二、主要任务\n三、保障", "一、总体要求\n团结引领。\n二、主要任务\n三、保障"),
        ("一、要求\n分三类。二、四类除外。四、五类\n三、保障", "一、要求\n分三类。二、四类除外。四、五类\n三、保障"),
        ("一、要求\n如下：二、其他\n三、保障", "一、要求\n如下：二、其他\n三、保障"),
    ],
}


@pytest.mark.parametrize(("step", "text", "expected"), [(s, *case) for s, cases in CASES.items() for case in cases])
def test_step(step, text, expected):
    made, offsets = registry.STEPS[step](text)
    assert made == expected
    assert (offsets.source_length, offsets.text_length) == (len(text), len(made))
    for i, char in enumerate(made):  # what a step kept stands where the map says
        start, end = offsets.to_source(i, i + 1)
        if char in text and step in ("pinyin", "page_marks", "markdown") and char != "\n":
            assert text[start:end] == char


def test_every_step_has_cases():
    assert set(CASES) == set(registry.STEPS)


def test_steps_can_be_left_out_and_are_listed():
    text = "科\u200b技(jì)，，二O三五年"
    assert normalize(text).text == "科技，二〇三五年"
    assert normalize(text, steps=["invisible", "doubled_marks"]).text == "科技(jì)，二O三五年"
    changes = [(c.step, c.raw, c.text) for c in normalize(text, trace=True).changes()]
    assert changes == [("invisible", "\u200b", ""), ("pinyin", "(jì)", ""), ("doubled_marks", "，，", "，"), ("year_zeros", "O", "〇")]


def test_what_one_step_lays_bare_the_next_round_takes():
    assert normalize("工(gōng)(zuò)作").text == "工作"


def test_redactions_are_kept_and_marked():
    norm = normalize("为龙江******振兴作出贡献，联系人：张××，电话XXXX。")
    assert [norm.text[a:b] for a, b in norm.redactions] == ["******", "××", "XXXX"]
    assert norm.quote(*norm.redactions[0]) == "******"


def test_sources_of_every_kind(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("科\u3000技".encode("gb18030"))
    assert normalize(path).text == normalize(from_text("科\u3000技")).text == normalize("科\u3000技").text == "科 技"


def shout(text):
    return apply_edits(text, [(len(text), len(text), "！")])


def test_steps_of_others(monkeypatch):
    register_step("shout", shout)
    try:
        assert normalize("好,好", steps=["punctuation", "shout"]).text == "好，好！"  # once, although built-in ones repeat
        with pytest.raises(ValueError, match="built-in"):
            register_step("pinyin", shout)
    finally:
        registry._registered.clear()
    offers = {"loud": EntryPoint("loud", f"{__name__}:shout", registry.GROUP), "bad": EntryPoint("bad", "no_such:x", registry.GROUP)}
    monkeypatch.setattr(registry, "_offered", lambda: offers)
    assert normalize("好", steps=["loud"]).text == "好！"
    for name in ("bad", "polish"):
        with pytest.raises(KexieError) as error:
            normalize("好", steps=[name])
        assert error.value.code == "K112" and "pinyin" in error.value.hint


def test_scripts_of_texts_and_paragraphs():
    text = "加强实践，服务发展。\n組織專家開展科學普及。\n大中小\n"
    assert [detect_script(line) for line in text.splitlines()] == ["simplified", "traditional", "simplified"]
    assert [(text[a:b], s) for a, b, s in paragraph_scripts(text)][:2] == [
        ("加强实践，服务发展。\n", "simplified"), ("組織專家開展科學普及。\n", "traditional")]
    assert normalize(text).text == "加强实践，服务发展。\n组织专家开展科学普及。\n大中小\n"
    assert detect_variety("這裡的群眾都看著") == "tw" and detect_variety("衞生說法") == "hk"
    assert detect_script("") == "simplified"


def test_to_traditional():
    assert to_traditional("着力发展软件，为群众理发，里面")[0] == "着力發展軟件，爲羣衆理髮，裏面"
    assert to_traditional("着力发展软件，为群众理发，里面", "tw")[0] == "著力發展軟件，為群眾理髮，裡面"
    assert to_traditional("卫生、为群众", "hk")[0] == "衞生、為羣眾"
    text, offsets = to_traditional("科协组织", "tw")
    assert normalize(text).text == "科协组织" and offsets.to_source(1, 2) == (1, 2)
    with pytest.raises(KeyError):
        to_traditional("字", "cn")


SENTENCES = ("围绕中心工作，组织专家深入县域开展服务。", "推动学会与企业合作，促成成果转化。", "到2035年，比例达到25%以上。",
             "一、加强领导", "（二）办好学术活动。", "完善科普场馆体系，丰富展教内容，扩大覆盖面。", "各单位要结合实际制定细则。")
NOISE = ("\u200b", "\u00ad", "\ufeff", "(gōng)", "（zhī）", "\u3000", "\u00a0", ",", "，，", "\n—3—\n", "\n首页 新闻 正文\n", "Ａ１", "⻓",
         "二O三五年", "\n", "******", "\r\n", "(PPP)", "\n\n", "，\n", "(le)", '"', "(", "）", "# ", "**", "衆", "著", "三、")


@st.composite
def messy(draw):
    """Sentences with noise strewn in."""
    parts = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), max_size=8)):
        if draw(st.integers(0, 3)) == 0:
            sentence = to_traditional(sentence, draw(st.sampled_from(("traditional", "tw", "hk"))))[0]
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.integers(0, len(sentence)))
            sentence = sentence[:place] + draw(st.sampled_from(NOISE)) + sentence[place:]
        parts.append(sentence + draw(st.sampled_from(("", "\n", "\n\n"))))
    return "".join(parts)


@settings(max_examples=300, deadline=None)
@given(messy())
def test_normalising_twice_changes_nothing(text):
    once = normalize(text)
    assert normalize(once.text).text == once.text


@settings(max_examples=200, deadline=None)
@given(messy())
def test_map_of_all_steps_is_total_and_monotone(text):
    norm = normalize(text)
    assert (norm.map.source_length, norm.map.text_length) == (len(text), len(norm.text))
    before = (0, 0)
    for i in range(len(norm.text)):
        start, end = norm.to_raw(i, i + 1)
        assert before[0] <= start <= end <= len(text) and before[1] <= end
        if text[start:end] == norm.text[i]:
            assert norm.to_text(start, end) == (i, i + 1)
        before = (start, end)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(
    ("\u200b", "\u00ad", "(gōng)", "（zhī）", "\u3000", ",", "，，", "Ａ１", "⻓", "二O三五年", "******", "(PPP)")), st.integers(0, 12)),
    max_size=8))
def test_raw_text_of_a_line_normalises_to_the_line(parts):
    # whole lines: steps that look at the whole text (script, annotation, columns) decide the same way for the line alone
    raw = "\n".join(s[:n] + noise + s[n:] for s, noise, n in parts)
    norm = normalize(raw)
    place = 0
    for line in norm.text.split("\n"):
        end = place + len(line)
        if "\n" not in norm.quote(place, end):  # that lines were joined, the line alone does not show
            assert normalize(norm.quote(place, end)).text == line
        place = end + 1


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_clean_text_stays_as_it_is(sentences):
    text = "\n".join(sentences)
    norm = normalize(text)
    assert norm.text == text and not norm.map.layers


def corpus():
    if not CORPORA.is_dir():
        pytest.skip("the real documents of ../shared are not here")
    return {path.stem[:3]: path.read_text(encoding="utf-8") for path in sorted(CORPORA.glob("*.txt"))}


def standard(char):
    """Whether a Chinese character is one of the standard table: those of GB 2312 are, but for what traditional writing alone
    has in it; of the others only characters of names."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return char in "祎堃喆昇犇淼〇"
    return True


def test_real_central_plan():
    import re

    text = corpus()["001"]
    norm = normalize(text)
    assert norm.script == "traditional"
    assert not re.search(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+[)）]", norm.text)
    assert not [c for c in norm.text if "\u3400" <= c <= "\u9fff" and not standard(c)]
    pairs = {k: v for k, v in json.loads(CHARACTERS.read_text(encoding="utf-8")).items() if len(k) == 1}
    assert len(pairs) == 281
    seen = {}
    for i, char in enumerate(text):
        if char in pairs:
            start, end = norm.to_text(i, i + 1)
            assert norm.text[start:end] == pairs[char], (i, char)
            seen[char] = True
    assert seen.keys() == pairs.keys()
    for char in "标确适态":
        assert norm.text.count(char) >= text.count(char)


@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_real_simplified_documents_keep_their_characters(name):
    text = corpus()[name]
    norm = normalize(text, trace=True)
    assert norm.script == "simplified"
    han = [(i, c) for i, c in enumerate(text) if "\u3400" <= c <= "\u9fff"]
    dropped = {i for change in norm.changes() if change.step in ("page_marks", "web_lines") for i in range(change.start, change.end)}
    for i, char in han:
        start, end = norm.to_text(i, i + 1)
        assert norm.text[start:end] == char or i in dropped, (i, char)
    assert len(dropped) <= 20
    assert normalize(norm.text).text == norm.text


@pytest.mark.parametrize(("text", "joined"), [
    ("截至6月底，家庭医生签约21.6\n万人，签约率38.5%。", "截至6月底，家庭医生签约21.6万人，签约率38.5%。"),
    ("附件1\n个人申报材料", None), ("序号\n改造学校\n12\n个别\n", None)])
def test_a_number_is_joined_with_the_unit_on_the_next_line(text, joined):
    assert normalize(text).text == (joined or text)
