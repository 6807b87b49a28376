"""A document as spaCy keeps it: the shared layers are made once, and travel with the doc through bytes, files and processes."""
from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
import spacy
from generated import document as generated
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from kexie_nlp.analysis import analyze, pipeline, record_of
from kexie_nlp.errors import KexieError
from kexie_nlp.pipes import layers as layers_module
from kexie_nlp.pipes.layers import DocumentLayers, document_layers
from kexie_nlp.pipes.serialization import MARK, decode, encode
from kexie_nlp.pipes.tokenizer import CharacterTokenizer

COMPONENTS = ("kexie_outline", "kexie_words", "kexie_discourse", "kexie_times", "kexie_targets", "kexie_actors", "kexie_measures")
TEXT = """东岭市科协2023年工作要点
一、加强学会建设
1.优化学会治理。制定《市级学会管理办法》，2023年6月底前支持不少于12.5个学会开展试点。（责任单位：学会部；完成时限：2023年6月底前）
2.办好科普活动。每年开展科普大篷车下乡30场，力争公民具备科学素质的比例由10.9%提高到15%。
"""


def full_pipeline(config=None):
    nlp = spacy.blank("zh", config=config or {})
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


@pytest.fixture(scope="module")
def nlp():
    return full_pipeline()


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def test_the_record_holds_what_the_text_says(doc):
    record = record_of(doc, source="a.txt")
    assert record.source == "a.txt" and record.meta.region == "东岭市"
    assert [p.id for p in record.tasks()] == ["一.1", "一.2"]
    assert [(t.value, t.baseline, t.deadline) for t in record.targets][0] == (Decimal("12.5"), None, (None, "2023-06-30"))
    assert all(doc.text[item.start:item.end] == item.text for item in (*record.measures, *record.targets, *record.times))


def test_bytes_give_the_same_record(doc, nlp):
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert record_of(again) == record_of(doc)
    assert again._.words == doc._.words and again._.assignments == doc._.assignments and len(doc._.assignments) == 1
    assert [s._.target for s in again.spans["kexie_targets"]] == [s._.target for s in doc.spans["kexie_targets"]] != []


def test_a_doc_bin_gives_the_same_record_in_a_process_that_has_not_imported_the_package(doc, nlp, tmp_path):
    DocBin(store_user_data=True, docs=[doc]).to_disk(tmp_path / "docs.spacy")
    code = ("import sys, spacy\nfrom spacy.tokens import DocBin\n"
            "doc, = DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank('zh').vocab)\n"
            "from kexie_nlp.analysis import record_of\n"
            "print(record_of(doc).model_dump_json(), [s._.measure.action for s in doc.spans['kexie_measures']])")
    said = subprocess.run([sys.executable, "-c", code, str(tmp_path / "docs.spacy")], capture_output=True, text=True, check=True).stdout
    assert said.strip() == f"{record_of(doc).model_dump_json()} {[m.action for m in record_of(doc).measures]}"


def test_processes_give_the_same_records(nlp):
    texts = [generated(seed) for seed in range(4)]
    alone = [record_of(doc) for doc in nlp.pipe(texts)]
    assert [record_of(doc) for doc in nlp.pipe(texts, n_process=2)] == alone
    assert sum(len(record.measures) for record in alone) > 10


def test_a_pipeline_on_disk_is_loaded_by_spacy(nlp, tmp_path):
    nlp.to_disk(tmp_path / "full")
    pipeline().to_disk(tmp_path / "own")  # with the tokenizer of characters
    code = "import sys, spacy\nprint(len(spacy.load(sys.argv[1])(sys.argv[2])._.layers.measures))"
    for name in ("full", "own"):
        said = subprocess.run([sys.executable, "-c", code, str(tmp_path / name), TEXT], capture_output=True, text=True, check=True).stdout
        assert said.split() == [str(len(record_of(nlp(TEXT)).measures))]


@pytest.mark.parametrize("seed", [1, 5, 11])
def test_records_do_not_hang_on_the_tokens(seed, nlp):
    words = full_pipeline({"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    assert len(words.make_doc(TEXT)) < len(nlp.make_doc(TEXT))
    text = generated(seed)
    assert analyze(text, nlp=words).record == analyze(text, nlp=nlp).record == analyze(text).record


def test_a_pipeline_that_cannot_carry_the_document_is_refused():
    with pytest.raises(KexieError, match="K506.*has no kexie_outline"):
        analyze(TEXT, nlp=spacy.blank("zh"))
    nlp = full_pipeline()
    make = nlp.tokenizer
    nlp.tokenizer = lambda text: make(text.replace("科协", "协会"))
    with pytest.raises(KexieError, match="K506.*changes the text at character 3"):
        analyze(TEXT, nlp=nlp)


def test_components_that_need_the_outline_stand_behind_it():
    nlp = spacy.blank("zh")
    for name in ("kexie_words", "kexie_times", "kexie_outline"):
        nlp.add_pipe(name)
    with pytest.raises(KexieError, match="K506.*kexie_times stands before kexie_outline"):
        analyze(TEXT, nlp=nlp)
    nlp = spacy.blank("zh")
    for name in ("kexie_words", *COMPONENTS[:1], *COMPONENTS[2:]):  # words may be cut before
        nlp.add_pipe(name)
    assert analyze(TEXT, nlp=nlp).record == analyze(TEXT).record


def test_a_component_that_returns_another_doc_must_keep_the_layers():
    @spacy.Language.component("test_remade")
    def remade(doc):
        return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])

    @spacy.Language.component("test_copied")
    def copied(doc):
        return doc.copy()

    for name, kept in (("test_copied", True), ("test_remade", False)):
        nlp = full_pipeline()
        nlp.add_pipe(name, after="kexie_outline")
        if kept:
            assert analyze(TEXT, nlp=nlp).record == analyze(TEXT).record
        else:
            with pytest.raises(KexieError, match="K506.*test_remade returns another doc"):
                analyze(TEXT, nlp=nlp)


def test_a_part_of_a_doc_has_layers_of_its_own(doc):
    part = doc[20:].as_doc(copy_user_data=True)
    assert part._.layers.text == part.text and part._.layers.measures == () and doc._.layers.measures


def test_targets_are_numbered_in_the_order_of_the_text():
    found = analyze("由近三年10场次提高到20场次").record.targets
    assert [(t.id, t.start, t.baseline) for t in found] == [("n1", 1, None), ("n2", 4, 10)]
    assert found[0].end <= found[1].start


def test_layers_are_made_once(monkeypatch):
    calls = []
    for name in ("find_times", "find_quantities", "find_assignments", "segments", "document_clauses"):
        real = getattr(layers_module, name)
        monkeypatch.setattr(layers_module, name, lambda *a, _real=real, _name=name, **k: calls.append(_name) or _real(*a, **k))
    monkeypatch.setattr("kexie_nlp.pipes.words.factory.segments", layers_module.segments)
    analyze(TEXT)
    assert sorted(calls) == ["document_clauses", "find_assignments", "find_quantities", "find_times", "segments"]


def test_layers_without_components_are_there_when_asked_for():
    doc = spacy.blank("zh")(TEXT)
    layers = document_layers(doc)
    assert layers is doc._.layers and layers.provisions == () and layers.measures == ()
    assert {"制定《市级学会管理办法》", "2023年6月底前支持不少于12.5个学会开展试点"} <= {TEXT[c.start:c.end] for c in layers.clauses}
    assert [TEXT[q.start:q.end] for q in layers.quantities][0] == "不少于12.5个"
    assert TEXT[layers.sentence_start(TEXT.index("力争")):].startswith("每年开展")
    assert "".join(TEXT[w.start:w.end] for w in layers.words) == TEXT.replace("\n", "")


def test_outline_set_anew_drops_what_hung_on_the_former():
    doc = full_pipeline()(TEXT)
    assert doc._.layers.owner(TEXT.index("制定")) == "一.1"
    assert {c.provision for c in doc._.layers.clauses} == {"一.1", "一.2"}
    doc._.provisions = ()
    assert doc._.layers.owner(TEXT.index("制定")) is None
    assert {c.provision for c in doc._.layers.clauses} == {None}


@pytest.mark.parametrize("value", [{}, {"script": None}, "layers", None, {"script": "simplified", "meta": {"title": 1}, "provisions": []}])
def test_bytes_of_strangers_make_no_layers(value):
    with pytest.raises((KeyError, TypeError, ValueError)):
        decode({MARK: "layers", "value": value})


def test_other_data_pass_the_hooks():
    assert decode({"a": 1}) == {"a": 1} and encode("a") == "a"
    assert decode({"a": 1}, chain=lambda obj: "next") == "next" == encode(1, chain=lambda obj: "next")
    assert decode(encode(Decimal("0.10"))) == Decimal("0.10")


def test_records_of_one_layer_have_different_ids(doc):
    twice = [doc._.layers.targets[0]] * 2
    with pytest.raises(ValueError, match="one id"):
        DocumentLayers("").set_records("targets", twice)


@settings(max_examples=200)
@given(st.text(alphabet=" \t\n　学会a1。，\u200b", max_size=40))
def test_character_tokens_are_those_of_spacy(text):
    nlp = spacy.blank("zh")
    theirs, ours = nlp.make_doc(text), CharacterTokenizer(nlp.vocab)(text)
    assert [(t.text, t.whitespace_) for t in ours] == [(t.text, t.whitespace_) for t in theirs] and ours.text == text


def test_a_comma_inside_a_number_ends_no_clause():
    record = analyze("对每户补助1,234.50元,对困难户补助10,000元。").record
    assert [m.text for m in record.measures] == ["对每户补助1,234.50元", "对困难户补助10,000元"]
