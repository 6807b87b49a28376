"""The aligner on plans of ten fields (tests/domains), each by a model of the others without the pack of its field; packaged models."""
from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT

from kexie_nlp.alignment.embeddings import PACKAGED, load_embedder
from kexie_nlp.alignment.ranker import load_model
from kexie_nlp.alignment.training import load_cases
from kexie_nlp.evaluate import load_floors
from kexie_nlp.evaluate.fields import judge_fields

FOLDERS = sorted(path for path in (ROOT / "tests" / "domains").iterdir() if path.is_dir())
LINKS = ROOT / "tests" / "links"
WITHOUT_PACK = {"sports"}
EMBEDS = find_spec(PACKAGED) is not None
needs_embeddings = pytest.mark.skipif(not EMBEDS, reason="the extra embed is not installed")


@pytest.fixture(scope="module")
def cases():
    return {folder.name: load_cases(folder) for folder in FOLDERS}


@pytest.fixture(scope="module")
def rows(shared, cases):
    """Scores of every system, each field by models of the others, without the pack of the field."""
    return judge_fields(cases, load_cases(LINKS, shared / "eval" / "gold"), load_embedder(PACKAGED) if EMBEDS else None)


def test_every_field_has_graded_documents_and_nearly_every_one_a_pack(cases):
    assert len(cases) == 10
    for name, found in cases.items():
        names = {pack.name for case in found for pack in case.packs}
        assert names == {"general", name} or name in WITHOUT_PACK and name not in names
        assert len({case.plan for case in found}) == 1
        assert all((case.grades == 2).any() for case in found)
        assert [pack.name for pack in found[0].general] == ["general"]


@pytest.mark.parametrize(("system", "section"), [
    ("aligner", "domains"), pytest.param("aligner with embeddings", "domains_embed", marks=needs_embeddings)])
def test_a_field_that_no_pack_knows_is_aligned_well(rows, system, section):
    found = next(row for name, row in rows.items() if name.endswith(f"/ {system}"))
    floors = load_floors(ROOT / "tests" / "floors.toml", section)
    assert {name: found[name] for name in floors if found[name] < floors[name]} == {}


@needs_embeddings
def test_the_aligner_is_better_than_what_it_is_made_of(rows):
    plain, embedded, *others = list(rows.values())[:7]
    assert all(plain["link_f1"] > other["link_f1"] and plain["none_auc"] > other["none_auc"] for other in others)
    assert all(embedded[name] > other[name] for name in ("ndcg@5", "link_f1", "none_auc") for other in (plain, *others))


@needs_embeddings
def test_the_packaged_models_are_what_the_script_gives(shared, monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import train_align

    kept = {train_align.PACK: "pack.json", train_align.MODEL: "model.json", train_align.EMBEDDED: "embedded.json"}
    before = {name: load_model(path) for path, name in kept.items()}
    for attribute in ("PACK", "MODEL", "EMBEDDED"):
        monkeypatch.setattr(train_align, attribute, tmp_path / kept[getattr(train_align, attribute)])
    monkeypatch.setattr(train_align, "ROOT", tmp_path)
    for name in ("tests", "kexie_nlp"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.setattr(sys, "argv", ["train_align.py", str(shared / "eval" / "gold")])
    train_align.main()
    for name, packaged in before.items():
        model = load_model(Path(tmp_path, name))
        assert model.first == pytest.approx(packaged.first, abs=0.02)
        assert model.coefficients == pytest.approx(packaged.coefficients, abs=0.02)
        assert (model.intercept, model.grade1, model.grade2) == pytest.approx(
            (packaged.intercept, packaged.grade1, packaged.grade2), abs=0.02)
