"""The aligner on plans of six fields (tests/domains), each by a model of the others without the pack of its field; packaged models."""
from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

from kexie_nlp.alignment.ranker import load_model
from kexie_nlp.alignment.training import Graded, fit, graded, load_cases
from kexie_nlp.evaluate import load_floors
from kexie_nlp.evaluate.metrics import ndcg

FOLDERS = sorted(path for path in (ROOT / "tests" / "domains").iterdir() if path.is_dir())
LINKS = ROOT / "tests" / "links"


def scores_of(model, case: Graded) -> np.ndarray:
    return model.score(case.values(model))


@pytest.fixture(scope="module")
def cases():
    return {folder.name: load_cases(folder) for folder in FOLDERS}


@pytest.fixture(scope="module")
def scored(shared, cases):
    """(model, case, its scores) for every document of a field, by the model of the other fields."""
    bare = {name: graded(found, bare=True) for name, found in cases.items()}
    full = {name: graded(found) for name, found in cases.items()}
    home = graded(load_cases(LINKS, shared / "eval" / "gold"))
    rows = []
    for name in cases:
        model = fit([*home, *(case for other in cases if other != name for case in (*full[other], *bare[other]))])
        rows += [(model, case, scores_of(model, case)) for case in bare[name]]
    return rows


def test_every_field_has_graded_documents_and_its_own_pack(cases):
    assert len(cases) == 6
    for name, found in cases.items():
        assert {pack.name for case in found for pack in case.packs} == {"general", name}
        assert len({case.plan for case in found}) == 1
        assert all((case.grades == 2).any() for case in found)
        assert [pack.name for pack in found[0].general] == ["general"]


def test_a_field_that_no_pack_knows_is_aligned_well(scored):
    floors = load_floors(ROOT / "tests" / "floors.toml", "domains")
    right = wrong = 0
    gains = []
    for model, case, scores in scored:
        accepted = scores >= model.grade2
        right += 2 * int((accepted & (case.grades == 2)).sum())
        wrong += int((accepted & (case.grades == 0)).sum() + (~accepted & (case.grades == 2)).sum())
        linked = ((row, grades) for row, grades in zip(scores, case.grades, strict=True) if grades.any())
        gains += [ndcg(grades[np.argsort(-row, kind="stable")], grades) for row, grades in linked]
    found = {"link_grade2": right / (right + wrong), "ndcg@5": float(np.mean(gains))}
    assert {name: found[name] for name in floors if found[name] < floors[name]} == {}


def test_the_packaged_models_are_what_the_script_gives(shared, monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import train_align

    kept = {train_align.PACK: "pack.json", train_align.MODEL: "model.json"}
    before = {name: load_model(path) for path, name in kept.items()}
    for attribute, path in (("PACK", train_align.PACK), ("MODEL", train_align.MODEL)):
        monkeypatch.setattr(train_align, attribute, tmp_path / kept[path])
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
