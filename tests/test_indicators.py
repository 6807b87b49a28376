"""What a number measures: the words around it, the choice among them, the model and its training; the marked texts it learns from."""
from __future__ import annotations

import json

import pytest
import spacy
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from marked.markup import MarkupError, marked_documents, marked_lines, parse

from kexie_nlp.errors import KexieError
from kexie_nlp.grammar.quantities import find_quantities
from kexie_nlp.indicators import Indicators, load_indicators
from kexie_nlp.indicators.evidence import TEMPLATES, features
from kexie_nlp.indicators.reading import choose, completed, of_other_members
from kexie_nlp.indicators.surroundings import Window
from kexie_nlp.lexicon.segmenter import segments
from kexie_nlp.pipes.component import records
from kexie_nlp.pipes.targets import TargetsPipe
from kexie_nlp.training.indicators import Example, document_examples, fit, label


def window(text: str) -> tuple[Window, list]:
    numbers = list(find_quantities(text))
    return Window(text, segments(text), [(q.start, q.end) for q in numbers], []), numbers


def indicators(text: str) -> list[str]:
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_targets")
    return [t.indicator for t in records(nlp(text), TargetsPipe)]


@pytest.mark.parametrize(("text", "wanted"), [
    ("新建口袋公园12个。", ["口袋公园"]),
    ("培育100个省级示范农技协。", ["农技协"]),
    ("规上工业增加值增长7.5%。", ["工业增加值增长"]),
    ("氨氮、氮氧化物排放量分别下降6%、9%。", ["氨氮", "氮氧化物"]),
    ("完成产值12亿元，同比增长5%。", ["产值", "产值增长"]),
    ("建成养老机构50家、托育机构20家。", ["养老机构", "托育机构"]),
    ("城镇登记失业率控制在4.2%以内。", ["城镇登记失业率"])])
def test_an_indicator_holds_what_is_counted(text, wanted):
    found = indicators(text)
    assert len(found) == len(wanted)
    for indicator, words in zip(found, wanted, strict=True):
        assert not [c for c in words if c not in indicator], (indicator, words)


def test_numbers_times_and_item_numbers_are_no_words_of_an_indicator():
    assert not [c for c in "".join(indicators("3.到2027年，全市新建公厕210座，改造老旧小区46个。")) if c.isdigit()]


PARTS = ["全市", "新建", "公厕", "12座", "，", "、", "和", "增长", "5%", "；", "其中", "分别", "|", "。", "的"]


@given(st.lists(st.sampled_from(PARTS), max_size=18))
@settings(max_examples=80, deadline=None)
def test_words_around_a_number_are_in_order_and_outside_numbers(parts):
    text = "".join(parts)
    around, numbers = window(text)
    for q in numbers:
        words = around.around(q.start, q.end)
        assert all(a.end <= b.start for a, b in zip(words, words[1:], strict=False))
        assert all(text[w.start:w.end] == w.form and not any(w.start < n.end and n.start < w.end for n in numbers) for w in words)
        assert all(w.before == (w.end <= q.start) for w in words)
        assert all(len(row) == len(TEMPLATES) for row in features(around, words, q.start, q.end, q.unit))
        assert len(of_other_members(words)) == len(words)


def test_nouns_of_other_members_are_left_out():
    around, (first, _) = window("80%以上乡镇和50%行政村建成服务站。")
    words = around.around(first.start, first.end)
    assert [w.form for w, other in zip(words, of_other_members(words), strict=True) if other] == ["行政村"]


def phrase(text: str, forms: str) -> str:
    """The indicator that some words of the sentence around its only number make, completed."""
    around, (q,) = window(text)
    words = around.around(q.start, q.end)
    kept = [word for word in words if word.form in forms.split()]
    assert len(kept) == len(forms.split())
    return "".join(w.form for w in completed(around.text, words, kept))


@pytest.mark.parametrize(("text", "kept", "wanted"), [
    ("在商场、公园、车站安装净水器120台。", "车站 安装 净水器", "商场公园车站安装净水器"),  # the other places of the list
    ("在商场、公园、车站安装净水器120台。", "车站 净水器", "车站净水器"),  # no verb
    ("在商场、公园、车站安装净水器120台。", "安装 净水器", "安装净水器"),  # no place
    ("具有高级职称的教师达到36名。", "具有 的 教师", "具有高级职称的教师"),  # the phrase of a verb to its 的
    ("取得执业资格的医师达到45名。", "取得 的 医师", "取得执业资格的医师"),
    ("具有高级职称的教师达到36名。", "具有 教师", "具有教师"),  # without 的 it is no phrase
    ("具有高级职称的教师达到36名。", "教师", "教师"),
    ("推动企业、高校、院所共建实验室12家。", "院所 共建 实验室", "企业高校院所共建实验室")])
def test_phrases_of_an_indicator_are_completed(text, kept, wanted):
    assert phrase(text, kept) == wanted


@given(st.lists(st.sampled_from([*PARTS, "公园、", "车站", "安装", "具有", "高级职称"]), max_size=14), st.integers(0, 2**12))
@settings(max_examples=80, deadline=None)
def test_completed_phrases_keep_their_words_in_order(parts, chosen):
    around, numbers = window("".join(parts))
    for q in numbers:
        words = around.around(q.start, q.end)
        kept = [word for i, word in enumerate(words) if chosen >> i & 1]
        found = completed(around.text, words, kept)
        assert set(kept) <= set(found) <= set(words) and found == sorted(found)
        assert completed(around.text, words, []) == []


def test_the_marks_of_a_completed_list_are_kept():
    around, (q,) = window("在商场、公园、车站安装净水器120台。")
    words = around.around(q.start, q.end)
    chances = [0.9 if word.form in ("车站", "安装", "净水器") else 0.1 for word in words]
    assert choose(around.text, words, chances, 0.5) == "商场、公园、车站安装净水器"


def test_the_best_word_is_taken_if_none_is_likely_and_none_if_all_are_unlikely():
    around, (q,) = window("公厕12座。")
    words = around.around(q.start, q.end)
    assert choose(around.text, words, [0.2] * len(words), 0.5) == words[0].form
    assert choose(around.text, words, [0.1] * len(words), 0.5) == ""


def test_the_choice_can_be_explained():
    text = "全年新建公厕12座。"
    q = next(iter(find_quantities(text)))
    found = Indicators(text, segments(text), [(q.start, q.end)], [], load_indicators())
    chances = dict(found.explain(q.start, q.end, q.unit))
    assert chances["公厕"] > 0.5 and found.find(q.start, q.end, q.unit).endswith("公厕")


def test_an_annotated_indicator_is_spread_over_the_words():
    around, (q, _) = window("推进旧小区改造，全年完成12个、3万平方米。")
    words = around.around(q.start, q.end)
    kept = [w.form for w, own in zip(words, label(words, "完成旧小区改造", q.start), strict=True) if own]
    assert "".join(kept) == "旧小区改造完成"


def test_a_broken_model_has_a_code(tmp_path):
    path = tmp_path / "indicators.json"
    path.write_text('{"name": "x", "weights": []}', encoding="utf-8")
    with pytest.raises(KexieError, match="K502"):
        load_indicators(str(path))


def test_a_model_learns_and_survives_the_file(tmp_path):
    with pytest.raises(KexieError, match="K504"):
        fit([])
    examples = [e._replace(document=str(i)) for i in range(6)
                for e in document_examples({"doc": "x", **parse(f"全市新建公厕⟦{i + 2}2座|A|新建公厕|⟧。")})]
    assert examples and all(isinstance(e, Example) for e in examples)
    model = fit(examples)
    model.save(tmp_path / "m.json")
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["name"] == model.name
    again = load_indicators(str(tmp_path / "m.json"))
    assert [dict(w) for w in again.weights] == [dict(w) for w in model.weights]


def test_every_marked_text_says_something_definite():
    documents = [*marked_documents(), *marked_lines()]
    assert len({d["doc"] for d in documents}) == len(documents) > 400
    for document in documents:
        for item in (*document["targets"], *document["times"]):
            assert document["text"][item["start"]:item["end"]] == item["text"]
        assert all(t["indicator"] or t.get("optional") for t in document["targets"])


@pytest.mark.parametrize("body", ["⟦12座|Z|公厕|⟧", "⟪2022年|when|2022⟫", "⟦12座|A|公厕|soon⟧", "新建⟦12座"])
def test_a_mark_that_says_nothing_definite_is_an_error(body):
    with pytest.raises(MarkupError):
        parse(body, "x")


def test_marked_texts_hold_no_machine_paths():
    for path in (ROOT / "tests" / "marked").rglob("*.txt"):
        assert "/tmp/" not in path.read_text(encoding="utf-8")
