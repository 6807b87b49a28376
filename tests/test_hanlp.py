"""HanLP for real: models trained here, saved, loaded, and mapped to exact offsets. Needs the extra `hanlp`."""
from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys

import pytest

pytest.importorskip("hanlp", reason="the extra hanlp is not installed")

from conftest import HELDOUT, ROOT
from hanlp_models import SENTENCES, name_samples, role_sentences, train_roles, train_tagger_of_words, train_tokenizer

from kexie_nlp.analysis import analyze, fingerprint
from kexie_nlp.cli import main
from kexie_nlp.errors import KexieError
from kexie_nlp.model.layers import Layers
from kexie_nlp.neural.analyzer import BATCH, hanlp_layers, reads_characters, task
from kexie_nlp.neural.loading import load
from kexie_nlp.pipes.words import hanlp as documents
from kexie_nlp.settings import load_settings
from kexie_nlp.text import normalize
from kexie_nlp.training.tagger import train_tagger

MESSY = "省科協積極組織培訓，組織培訓。\n\n　 市學會每年開展 5 場科普\u200b，\r\n開展科普。 "


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    train_tokenizer(folder / "tok")
    train_tagger_of_words(folder / "pos")
    train_tagger(name_samples(), folder / "ner", epochs=12, sizes={"embed": 32, "rnn_hidden": 32})
    return folder


@pytest.fixture(scope="module")
def model(models):
    return f"{models}/tok,{models}/pos,{models}/ner"


def forms(text, items):
    return [text[item.start:item.end] for item in items]


def test_hanlp_itself_loads_what_was_saved(models):
    import hanlp

    words = ["".join(w for w, _ in s) for s in SENTENCES[:4]]
    assert hanlp.load(str(models / "tok"), verbose=False)(words) == [[w for w, _ in s] for s in SENTENCES[:4]]
    assert hanlp.load(str(models / "pos"), verbose=False)([w for w, _ in SENTENCES[0]]) == [t for _, t in SENTENCES[0]]
    assert hanlp.load(str(models / "ner"), verbose=False)(list("省科协组织培训。")) == [("省科协", "ORG", 0, 3)]


def test_components_are_known_by_what_they_are(models):
    components = [load(str(models / name)) for name in ("tok", "pos", "ner")]
    assert [task(c) for c in components] == ["tok", "pos", "ner"]
    assert [reads_characters(c) for c in components] == [False, False, True]
    assert load(str(models / "tok")) is components[0]


def test_words_tags_and_names_lie_exactly_on_messy_traditional_text(model):
    norm = normalize(MESSY)
    layers = hanlp_layers(norm.text, model)
    assert "".join(forms(norm.text, layers.words)) == "".join(norm.text.split())
    tags = {norm.text[w.start:w.end]: w.tag for w in layers.words}
    assert (tags["培训"], tags["市学会"], tags["开展"]) == ("vn", "nt", "v")
    assert [w.start for w in layers.words if norm.text[w.start:w.end] == "组织"] == [
        i for i in range(len(norm.text)) if norm.text.startswith("组织", i)]
    names = [norm.to_raw(e.start, e.end) for e in layers.entities]
    assert [MESSY[a:b] for a, b in names] == ["省科協", "市學會"]


def test_blanks_and_odd_characters_do_not_shift_anything(model):
    text = "\n \u3000省科协 组织\t培训。𠀀５場①\x07 市学会\u200b开展科普"
    layers = hanlp_layers(text, model)
    assert [c for w in layers.words for c in text[w.start:w.end] if not c.isspace() and c not in "\x07\u200b"] == [
        c for c in text if not c.isspace() and c not in "\x07\u200b"]
    assert all(a.end <= b.start for a, b in zip(layers.words, layers.words[1:], strict=False))
    assert "市学会" in forms(text, layers.words)


def test_empty_and_blank_text(model):
    assert hanlp_layers("", model) == hanlp_layers(" \n\u3000", model) == Layers(())


def test_long_documents_are_read_in_batches_of_sentences_within_the_limit(model):
    sentence = "省科协积极组织培训，" * 20 + "\n"  # three times the length the tokenizer was trained for, without a full stop
    text = sentence * (BATCH // 16 + 1)
    layers = hanlp_layers(text, model)
    assert "".join(forms(text, layers.words)) == text.replace("\n", "")
    assert layers.entities and set(forms(text, layers.entities)) == {"省科协"}


def test_jieba_cuts_the_words_where_only_a_recogniser_is_at_hand(models):
    text = "省科协组织培训。"
    layers = hanlp_layers(text, f"jieba,{models}/ner")
    assert forms(text, layers.entities) == ["省科协"] and "".join(forms(text, layers.words)) == text
    assert dict(zip(forms(text, layers.words), [w.tag for w in layers.words], strict=True))["培训"] == "vn"
    with pytest.raises(KexieError, match="K502.*cuts no words"):
        hanlp_layers(text, f"{models}/ner")
    with pytest.raises(KexieError, match="K502.*name a tokenizer"):
        hanlp_layers(text, f"{models}/pos")


def test_pipe_and_settings_take_the_model(model, tmp_path):
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_words", config={"analyzer": "hanlp", "model": model})
    doc = nlp("省科协组织培训。")
    assert [s.text for s in doc.spans["kexie_entities"]] == ["省科协"] and doc.spans["kexie_entities"][0].label_ == "ORG"
    options = {"words": {"analyzer": "hanlp", "model": model, "names": True}}
    settings = load_settings(options=options, folder=tmp_path)
    assert fingerprint(settings) != fingerprint(load_settings(folder=tmp_path))
    document = analyze(MESSY, settings=settings)
    first = document.record.measures[0]
    assert first.action.startswith("组织") and document.quote(first).startswith("省科協")
    assert all(document.quote(m) == m.text for m in document.record.measures)


def test_command_line(model, tmp_path, capsys):
    file = tmp_path / "plan.txt"
    file.write_text(MESSY, encoding="utf-8")
    with pytest.raises(SystemExit) as done:
        main(["extract", str(file), "--analyzer", f"hanlp:{model}", "--json"])
    assert not done.value.code and "组织" in capsys.readouterr().out
    with pytest.raises(SystemExit) as done:
        main(["build", str(file), "--db", str(tmp_path / "k.db"), "--analyzer", f"hanlp:{tmp_path}/none"])
    assert done.value.code == 2 and "K502" in capsys.readouterr().err
    assert not (tmp_path / "k.db").exists()


def test_documents_go_to_hanlp_and_back(model, models):
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_words", config={"analyzer": "hanlp", "model": model})
    doc = nlp("省科协 组织培训。\n市学会每年开展科普。")
    document = documents.to_hanlp(doc)
    assert document["tok"] == [["省科协", "组织", "培训", "。"], ["市学会", "每年", "开展", "科普", "。"]]
    assert document["ner"] == [[("省科协", "ORG", 0, 1)], [("市学会", "ORG", 0, 1)]]
    back = documents.to_spacy(document, nlp.vocab, doc.text)
    assert back.text == doc.text and [e.text for e in back.ents] == ["省科协", "市学会"]
    assert [s.text.strip() for s in back.sents] == ["省科协 组织培训。", "市学会每年开展科普。"]
    assert documents.apply(document, nlp.make_doc(doc.text)).words == doc._.words
    assert "省科协" in documents.pretty(document) and "ORG" in documents.pretty(document)


def test_damaged_and_foreign_models_are_refused(models, tmp_path):
    import pickle

    damaged = tmp_path / "damaged"
    damaged.mkdir()
    config = json.loads((models / "ner" / "config.json").read_text(encoding="utf-8"))
    (damaged / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (damaged / "vocabs.json").write_text((models / "ner" / "vocabs.json").read_text(encoding="utf-8"), encoding="utf-8")
    (damaged / "model.pt").write_bytes(pickle.dumps(print))  # a pickle that is not plain tensors
    with pytest.raises(KexieError, match="K502"):
        load(str(damaged))
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "config.json").write_text(json.dumps({"classpath": "subprocess.Popen", "args": ["x"]}), encoding="utf-8")
    with pytest.raises(KexieError, match="K502.*subprocess.Popen"):
        load(str(foreign))
    tensorflow = tmp_path / "tensorflow"
    tensorflow.mkdir()
    for name in ("config.json", "meta.json"):
        (tensorflow / name).write_text("{}", encoding="utf-8")
    with pytest.raises(KexieError, match="K502.*TensorFlow"):
        load(str(tensorflow))
    with pytest.raises(KexieError, match="K502.*HanLP knows no such model"):
        load("NO_SUCH_MODEL")


def test_training_is_repeatable(tmp_path):
    options = {"epochs": 2, "sizes": {"embed": 8, "rnn_hidden": 8}}
    first = train_tagger(name_samples(), tmp_path / "a", **options)
    second = train_tagger(name_samples(), tmp_path / "b", **options)
    one, two = first.model.state_dict(), second.model.state_dict()
    assert one.keys() == two.keys() and all(one[key].equal(two[key]) for key in one)
    with pytest.raises(KexieError, match="K504"):
        train_tagger([], tmp_path / "c")


def test_train_command_writes_models_a_card_and_proposals_follow(tmp_path, capsys):
    import spacy

    gold = tmp_path / "gold"
    gold.mkdir()
    for name in ("tonglu-2024", "fujian-2022"):
        (gold / f"{name}.gold.json").write_bytes((HELDOUT / f"{name}.gold.json").read_bytes())
    plan = tmp_path / "plan.txt"
    plan.write_text("2024年工作要点\n一、省科协组织培训，开展讲座5场。\n二、举办科普活动。\n", encoding="utf-8")
    output = tmp_path / "mine"
    with pytest.raises(SystemExit) as done:
        main(["train", "hanlp", "--gold", str(gold), "--silver", str(plan), "-o", str(output), "--epochs", "1", "--scores"])
    assert not done.value.code and "mine" in capsys.readouterr().out
    assert sorted(p.name for p in (output / "parts").iterdir()) == ["config.json", "model.pt", "vocabs.json"]
    card = (output / "README.md").read_text(encoding="utf-8")
    for expected in ("| fujian-2022 |", "| plan |", "the rules (silver)", "| measure | rules |", "| value | proposals |", "--epochs 1",
                     "parts/model.pt", "| measure | gold only |", "| time | all silver |", "| action | confident silver |"):
        assert expected in card
    vocabulary = json.loads((output / "parts" / "vocabs.json").read_text(encoding="utf-8"))
    assert all(len(token) == 1 or token.startswith("<") for token in vocabulary["token"]["idx_to_token"])
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_measures")
    nlp.add_pipe("kexie_proposals", config={"model": str(output), "layers": ["measures", "parts"]})
    doc = nlp("一、省科协组织培训，开展讲座5场。")
    assert all(span.label_ != "measure" for span in doc.spans["kexie_proposals"] if span.text == "省科协组织培训")
    with pytest.raises(SystemExit) as done:
        main(["train", "hanlp", "--gold", str(tmp_path / "none"), "-o", str(output)])
    assert done.value.code == 2 and "K101" in capsys.readouterr().err


ROLE_PLAN = """2024年工作要点
一、服务基层
1.送教下乡。5场讲座3月15日由所属学会举办。流动讲堂每季巡讲乡镇。
2.学会建设。基层科协4月20日开展培训。
"""


@pytest.fixture(scope="module")
def roles(tmp_path_factory):
    return train_roles(tmp_path_factory.mktemp("roles") / "srl", role_sentences())


def test_roles_give_action_object_actors_and_times_and_say_so(roles, tmp_path):
    bare = analyze(ROLE_PLAN, settings=load_settings(folder=tmp_path))
    words = {"analyzer": "hanlp", "model": f"jieba,{roles}"}
    full = analyze(ROLE_PLAN, settings=load_settings(options={"words": words}, folder=tmp_path))
    by_text = {m.text: m for m in full.record.measures}
    assert [m.text for m in bare.record.measures] == list(by_text)

    lecture = by_text["5场讲座3月15日由所属学会举办"]  # rules: no object, no time, no deadline
    assert (lecture.action, lecture.object, lecture.actors) == ("举办", "5场讲座", ("所属学会",))
    assert lecture.rule == "measures.head-verb+role:A1" and [(b.name, b.part) for b in lecture.bodies] == [("所属学会", "subject")]
    assert not bare.record.targets[0].deadline and full.record.targets[0].deadline == ("2024-03-15", "2024-03-15")
    assert full.record.targets[0].rule.endswith("+role:ARGM-TMP")

    tour = by_text["流动讲堂每季巡讲乡镇"]  # the rules find this verb, too; its subject is no body
    assert (tour.action, tour.object, tour.actors) == ("巡讲", "乡镇", ())
    assert tour.rule == "measures.head-verb"

    times = {t.text: (t.kind, t.from_, t.rule) for t in full.record.times}
    assert [t.text for t in bare.record.times] == ["每季"]
    assert times["3月15日"] == ("within", "2024-03-15", "times.month+role:ARGM-TMP")
    assert times["每季"] == ("recurring", None, "times.recurring+role:ARGM-TMP") and "4月20日" in times
    assert [t.id for t in full.record.times] == [f"t{n}" for n in range(1, len(times) + 1)]
    assert all(full.quote(item) == item.text for item in (*full.record.times, *full.record.measures))


def test_a_model_with_its_encoder_may_be_moved(roles, tmp_path):
    moved = shutil.copytree(roles, tmp_path / "moved")
    config = json.loads((moved / "config.json").read_text(encoding="utf-8"))
    config["embed"]["transformer"] = "an/encoder-that-is-nowhere"
    (moved / "config.json").write_text(json.dumps(config), encoding="utf-8")
    text = "讲座4月20日由高校科协举办。"
    frame = hanlp_layers(text, f"jieba,{moved}").frames[0]
    assert {a.label: text[a.start:a.end] for a in frame.arguments} == {"A1": "讲座", "ARGM-TMP": "4月20日", "A0": "高校科协"}


BY_NAME = """
import sys
from kexie_nlp.cli import main
from kexie_nlp.errors import KexieError
from kexie_nlp.neural.analyzer import hanlp_layers
text = "市学会每年开展科普。"
print(*(text[w.start:w.end] for w in hanlp_layers(text, "COARSE_ELECTRA_SMALL_ZH").words))
for name in ("CTB9_TOK_ELECTRA_SMALL", "NO_SUCH_MODEL"):
    try:
        hanlp_layers(text, name)
    except KexieError as error:
        print(error)
try:
    main(["build", sys.argv[1], "--db", sys.argv[1] + ".db", "--analyzer", "hanlp:CTB9_TOK_ELECTRA_SMALL"])
except SystemExit as done:
    print("exit", done.code)
"""


def test_models_are_loaded_by_the_names_that_hanlp_gives_them(models, tmp_path):
    """A trained tokenizer lies in HanLP's cache where a real name resolves to, its encoder where HanLP keeps that of this model; a
    proxy without an address stands for a machine without a network."""
    cache = tmp_path / "cache"
    model = shutil.copytree(models / "tok", cache / "tok" / "coarse_electra_small_20220616_012050")
    shutil.copytree(model / "transformer", cache / "transformers" / "electra_zh_small_20210706_125427")
    shutil.rmtree(model / "transformer")
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    config["transformer"] = "hfl/chinese-electra-180g-small-discriminator"  # what the model of this name says
    (model / "config.json").write_text(json.dumps(config), encoding="utf-8")
    plan = tmp_path / "plan.txt"
    plan.write_text(MESSY, encoding="utf-8")
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://")
    done = subprocess.run([sys.executable, "-c", BY_NAME, str(plan)], capture_output=True, text=True, encoding="utf-8", check=False,
                          env={**os.environ, **nowhere, "HANLP_HOME": str(cache), "PYTHONIOENCODING": "utf-8"})
    assert "市学会 每年 开展 科普 。" in done.stdout, done.stderr
    download = [line for line in done.stdout.splitlines() if line.startswith("K505")]
    assert len(download) == 1 and "kexie_nlp[hanlp]" in download[0]
    assert "downloads https://file.hankcs.com/hanlp/tok/ctb9_electra_small_20220215_205427.zip" in download[0]
    assert str(cache / "tok" / "ctb9_electra_small_20220215_205427") in download[0]
    assert "K502 cannot load the model NO_SUCH_MODEL: HanLP knows no such model" in done.stdout
    assert "exit 2" in done.stdout and "K505" in done.stderr and not (tmp_path / "plan.txt.db").exists()


def test_the_shipped_model_is_what_its_card_says():
    folder = ROOT / "models" / "policy-spans"
    card = (folder / "README.md").read_text(encoding="utf-8")
    for layer in ("measures", "parts"):
        digest = hashlib.sha256((folder / layer / "model.pt").read_bytes()).hexdigest()
        assert f"{layer}/model.pt | {digest}" in card
    text = normalize((HELDOUT / "tonglu-2024.txt").read_text(encoding="utf-8")).text
    found = hanlp_layers(text, f"jieba,{folder}/parts")
    assert {e.label for e in found.entities} >= {"action", "value", "time"}
    assert all(text[e.start:e.end] == text[e.start:e.end].strip() for e in found.entities)
    for file in ("config.json", "vocabs.json"):  # nothing of the documents but single characters
        stored = json.loads((folder / "parts" / file).read_text(encoding="utf-8"))
        assert all(len(token) == 1 or token.startswith("<") for token in stored.get("token", {}).get("idx_to_token", ()))
        assert max(map(len, strings(stored))) < 60


def strings(data):
    if isinstance(data, str):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from strings(value)


def test_spans_of_the_tagger_become_records_where_asked():
    import spacy

    from kexie_nlp.analysis import pipeline

    model, text = str(ROOT / "models" / "policy-spans"), "一、能力提升\n1.学会建设。2024年6月底前建立服务站20个，开展学术交流活动。\n"
    alone = spacy.blank("zh")
    alone.add_pipe("kexie_outline")
    alone.add_pipe("kexie_proposals", config={"model": model, "layers": ["measures", "parts"], "accept": 0.0})
    document = analyze(text, nlp=alone)
    assert document.record.measures and all(m.rule.startswith("model.measure:") for m in document.record.measures)
    assert {t.value for t in document.record.targets} == {20} and [t.to for t in document.record.times] == ["2024-06-30"]
    assert all(document.quote(item) == item.text for item in (*document.record.measures, *document.record.targets))
    beside = pipeline.__wrapped__()
    beside.add_pipe("kexie_proposals", config={"model": model, "layers": ["measures", "parts"], "accept": 0.0})
    rules = {m.text: m.rule for m in analyze(text, nlp=beside).record.measures}
    assert rules["2024年6月底前建立服务站20个"] == "measures.head-verb"  # where the rules find one, theirs stays
    doc = alone(text)
    assert all(0 < span._.confidence <= 1 for span in doc.spans["kexie_proposals"])
