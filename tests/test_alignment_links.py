"""The aligner on annotated documents: left one out, held out, made up; above the baselines; evidence quotes exactly."""
from pathlib import Path

import pytest
from conftest import HELDOUT, ROOT

from kexie_nlp.alignment import align
from kexie_nlp.analysis import analyze
from kexie_nlp.evaluate.aligner import judge

LINKS = Path(__file__).parent / "links"
DIGEST = ROOT / "corpora" / "kexie-reform" / "01-central-2016.txt"
LEXICAL = ("BM25（词）", "TF-IDF（词）", "TF-IDF（2–3字）", "三者融合")


@pytest.fixture(scope="module")
def scores(shared):
    return judge(shared / "eval" / "gold", {"heldout": HELDOUT, "links": LINKS})


@pytest.mark.parametrize(("row", "floors"), [
    ("对应模型 / aligner", {"ndcg@5": 0.94, "map": 0.92, "link_f1": 0.90, "none_auc": 0.90}),
    ("全部训练后 / trained on all", {"ndcg@5": 0.96, "link_f1": 0.90, "none_auc": 0.90}),
    ("另检 / check: heldout", {"ndcg@5": 0.95, "link_f1": 0.92, "none_auc": 0.95}),
    ("另检 / check: links", {"ndcg@5": 0.94, "link_f1": 0.87, "none_auc": 0.95})])
def test_scores_stay_above_the_floors(scores, row, floors):
    assert {name: scores[row][name] for name in floors if scores[row][name] < floors[name]} == {}


@pytest.mark.parametrize("measure", ["ndcg@5", "map", "link_f1", "none_auc"])
def test_the_aligner_beats_every_baseline_in_the_same_run(scores, measure):
    for prefix, row in (("", "对应模型 / aligner"), ("heldout: ", "另检 / check: heldout"), ("links: ", "另检 / check: links")):
        for name in LEXICAL:
            assert scores[row][measure] > scores[prefix + name][measure], (row, name)


def test_probabilities_are_calibrated(scores):
    assert scores["对应模型 / aligner"]["brier"] < min(scores[name]["brier"] for name in LEXICAL)
    for label, row in scores.items():
        if label.startswith("概率") and row["pairs"] >= 10:
            assert abs(row["said"] - row["true"]) < 0.15, label


@pytest.mark.parametrize("folder", [HELDOUT, LINKS], ids=["heldout", "links"])
def test_every_evidence_is_a_clause_of_its_task_word_for_word(folder):
    central = analyze(DIGEST)
    documents = [analyze(path) for path in sorted(folder.glob("*.txt"))]
    sides = {d.record.sha256: d for d in (central, *documents)}
    seen = 0
    for link in align(central, documents):
        for pair in link.evidence:
            for place, span in ((link.task, pair.task), (link.measure, pair.measure)):
                document = sides[place.sha256]
                assert place.start <= span[0] < span[1] <= place.end
                measures = {(m.start, m.end): m.text for m in document.record.measures if m.provision == place.provision}
                if measures:
                    assert measures[span] == document.text[slice(*span)]
                seen += 1
        assert bool(link.why) == bool(link.grade)
    assert seen > 100
