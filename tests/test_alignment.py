"""Alignment: ranking, grades, evidence, numbers, the model and its training. All sentences are made up."""
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import made

from kexie_nlp.alignment import AlignOptions, align, aligner, find_central, train_align
from kexie_nlp.alignment.candidates import tasks_of
from kexie_nlp.alignment.context import CONTEXT
from kexie_nlp.alignment.evidence import MATCH, best_pairs
from kexie_nlp.alignment.features import FEATURES
from kexie_nlp.alignment.ranker import RankModel, load_model
from kexie_nlp.alignment.topics import TopicVectors
from kexie_nlp.alignment.training import best_threshold, fit, load_graded
from kexie_nlp.alignment.vectors import NgramVectors
from kexie_nlp.analysis import Document
from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.packs import packaged

GOLD = Path(__file__).resolve().parents[2] / "shared" / "eval" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents lie in ../shared, not here")

CENTRAL = made("""central - 2016
一、组织
1.让乡镇都有科协。鼓励乡镇建立科协，把科协组织办到农民家门口。
2.完善学会治理。学会设立监事会，秘书处配备专职人员，学会按期换届。
二、服务
1.承接政府转移职能。引导学会参与政府购买服务，开展风险评估。
2.办好科普。建设流动科技馆，开发科普资源，让公众用得上。
3.建设科技智库。组织专家建言献策，开展第三方评估。
4.支持学术交流。举办小型前沿学术会议，办好科技期刊。
""", "central.txt")
EAST = made("""provincial 东山省 2018
一、工作
1.送科学下乡。新建科技馆3座，举办科普日活动，新建科普展厅不少于20个。
2.请专家出主意。围绕产业选题开展决策咨询，报送咨询报告。
3.修缮食堂。更换灶台，粉刷墙壁。
4.壮大学会。指导学会设立监事会，推动学会按期换届，鼓励乡镇建立科协。
""", "east.txt")
WEST = made("""provincial 西河省 2019
一、工作
1.承能工作。学会承接政府购买服务不少于5个。
2.学术年会。举办学术会议，办好科技期刊。
""", "west.txt")


def best(links, document, task):
    """The best link of a task."""
    return next(x for x in links if (x.task.sha256, x.task.provision) == (document.record.sha256, task))


def test_importing_stays_cheap():
    code = ("import sys, kexie_nlp.alignment\n"
            "print([m for m in ('sklearn', 'scipy', 'jieba', 'networkx', 'spacy') if m in sys.modules])")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


# candidates

def test_no_central_plan_is_an_error():
    with pytest.raises(KexieError) as caught:
        find_central([EAST, WEST])
    assert caught.value.code == "K401"


def test_of_two_central_documents_the_one_with_more_tasks_is_the_plan():
    note = made("central - 2016\n一、通知\n1.转发文件。转发文件。\n", "note.txt")
    assert find_central([EAST, note, CENTRAL]) is CENTRAL


def test_without_measures_the_pieces_between_marks_are_the_clauses():
    bare = Document(WEST.record.model_copy(update={"measures": ()}), WEST.text)
    task = tasks_of(bare)[1]
    assert [WEST.text[c.start:c.end] for c in task.clauses] == ["2.学术年会", "举办学术会议", "办好科技期刊"]


def test_a_task_without_title_is_known_by_its_first_clause():
    record = WEST.record
    provisions = tuple(p.model_copy(update={"title": None}) for p in record.provisions)
    bare = Document(record.model_copy(update={"provisions": provisions}), WEST.text)
    assert tasks_of(bare)[1].title == "举办学术会议"


# ranking

@pytest.mark.parametrize(("document", "task", "central"), [
    (EAST, "一.1", "二.2"), (EAST, "一.2", "二.3"), (EAST, "一.4", "一.2"), (WEST, "一.1", "二.1"),
    (WEST, "一.2", "二.4")])
def test_the_same_matter_comes_first_and_is_graded(document, task, central):
    link = best(align(CENTRAL, [document]), document, task)
    assert (link.measure.provision, link.grade) == (central, 2)


def test_a_task_of_several_matters_has_several_links():
    links = [x for x in align(CENTRAL, [EAST]) if x.task.provision == "一.4" and x.grade]
    assert {x.measure.provision for x in links} >= {"一.1", "一.2"}


def test_a_task_outside_the_plan_gets_candidates_but_no_grade():
    links = [x for x in align(CENTRAL, [EAST]) if x.task.provision == "一.3"]
    assert len(links) >= 5
    assert [(x.grade, x.relation, x.evidence, x.numbers) for x in links] == [(0, None, (), ())] * len(links)


@pytest.mark.parametrize("candidates", [1, 3, 6])
def test_every_task_has_its_best_candidates_and_all_graded_links(candidates):
    links = align(CENTRAL, [EAST], options=AlignOptions(candidates=candidates))
    every = {(x.task.provision, x.measure.provision): x.score for x in align(CENTRAL, [EAST], options=AlignOptions(candidates=99))}
    for task in EAST.record.tasks():
        mine = [x.score for x in links if x.task.provision == task.id]
        assert mine == sorted(mine, reverse=True)
        assert mine[:candidates] == sorted((s for (t, _), s in every.items() if t == task.id), reverse=True)[:candidates]
    assert all(every[x.task.provision, x.measure.provision] == x.score for x in links)
    graded = {pair for x in align(CENTRAL, [EAST]) if x.grade for pair in [(x.task.provision, x.measure.provision)]}
    assert graded <= {(x.task.provision, x.measure.provision) for x in links}


def test_the_task_that_comes_nearest_to_each_reference_task_is_kept():
    links = align(CENTRAL, [EAST, WEST], options=AlignOptions(candidates=1))
    every = align(CENTRAL, [EAST, WEST], options=AlignOptions(candidates=99))
    for sha256 in (EAST.record.sha256, WEST.record.sha256):
        for task in CENTRAL.record.tasks():
            best = [max(x.score for x in found if x.task.sha256 == sha256 and x.measure.provision == task.id) for found in (links, every)]
            assert best[0] == best[1]


def test_the_plan_is_not_aligned_with_itself_and_nothing_gives_nothing():
    assert align(CENTRAL, [CENTRAL]) == []
    assert align(CENTRAL, []) == []
    assert align(made("central - 2016\n一、空\n", "empty.txt"), [EAST]) == []


@given(st.permutations([EAST, WEST, made("provincial 南水省 2020\n一、工作\n1.科普科普。科普科普科普，科技馆。\n")]),
       st.integers(1, 5))
@settings(deadline=None)
def test_other_documents_and_the_batch_size_change_no_link(documents, size):
    alone = {d.record.sha256: align(CENTRAL, [d]) for d in documents}
    usual, aligner.BATCH = aligner.BATCH, size
    try:
        together = align(CENTRAL, documents)
    finally:
        aligner.BATCH = usual
    assert together == [link for d in documents for link in alone[d.record.sha256]]


# evidence

def test_evidence_quotes_the_raw_text_of_both_sides():
    raw = "central - 2016\n一、服務\n1.辦(bàn)好科普。建設(shè)流動科技館，開發科普資(zī)源。\n2.辦學會。支持學會。\n"
    central = made(raw)
    link = best(align(central, [EAST]), EAST, "一.1")
    quotes = [(EAST.text[slice(*e.task)], raw[slice(*e.measure)]) for e in link.evidence]
    assert quotes[0] == ("新建科技馆3座", "建設(shè)流動科技館")
    assert [e.score for e in link.evidence] == sorted((e.score for e in link.evidence), reverse=True)


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_clause_stands_in_two_pairs(rows):
    similarity = np.array(rows)
    pairs = best_pairs(similarity)
    assert len({r for r, _, _ in pairs}) == len({c for _, c, _ in pairs}) == len(pairs) <= 3
    assert all(score >= round(MATCH, 4) for _, _, score in pairs[1:])
    assert bool(pairs) == bool(similarity.max() > 0)


# relations

def test_a_number_where_the_plan_has_none_quantifies():
    assert best(align(CENTRAL, [WEST]), WEST, "一.1").relation == "quantifies"
    numberless = made(WEST.text.replace("不少于5个", ""), "numberless.txt")
    assert best(align(CENTRAL, [numberless]), numberless, "一.1").relation == "implements"


def test_most_clauses_outside_the_plan_extend_it():
    document = made("provincial 南水省 2020\n一、工作\n1.办好科普。开发科普资源，开通夜间班车，栽种行道树，"
                    "修补堤岸，扩建粮仓。\n")
    link = best(align(CENTRAL, [document]), document, "一.1")
    assert (link.measure.provision, link.grade, link.relation) == ("二.2", 2, "extends")


# vectors and topics

TEXTS = st.lists(st.text(alphabet="科协学会普及，。 \0x9\ud800😀", max_size=12), min_size=1, max_size=6)


@given(TEXTS)
def test_a_vector_depends_on_its_own_text_only(texts):
    vectors = NgramVectors(["学会科普科协", "普及科学"])
    together = vectors.transform(texts).toarray()
    alone = np.vstack([vectors.transform([text]).toarray() for text in texts])
    assert np.array_equal(together, alone)
    lengths = np.linalg.norm(together, axis=1)
    assert all(np.isclose(x, 1) or x == 0 for x in lengths)


def test_no_ngram_crosses_a_mark():
    vectors = NgramVectors(["学会，科普"])
    same, crossed = vectors.transform(["学会，科普", "学会科普"]).toarray()
    assert np.array_equal(same, crossed)


def test_two_words_for_one_matter_are_one_topic():
    rows = TopicVectors(["决策咨询", "科普"]).transform(["智库", "建言献策", "科普", "天气"])
    assert rows[0] @ rows[1] > 0.3
    assert rows[0] @ rows[2] == 0
    assert not rows[3].any()


@pytest.mark.parametrize("pack", packaged(), ids=[pack.name for pack in packaged()])
def test_a_term_stands_in_one_group(pack):
    terms = [term for _, term in pack.topics]
    assert sorted(terms) == sorted(set(terms))
    assert all(len(term) > 1 for term in terms)


# the model

FIRST = dict.fromkeys(FEATURES, 0) | {"body": 1, "topic": 2, "clause": -1}
WEIGHTS = dict.fromkeys((*FEATURES, *CONTEXT), 0) | {"body": 1, "topic": 2, "clause": -1, "column spread": 3}
MODEL = RankModel("made", FIRST, WEIGHTS, -1, 0.2, 0.6)


def test_a_model_is_read_back_as_it_was_saved(tmp_path):
    MODEL.save(tmp_path / "model.json")
    assert load_model(tmp_path / "model.json") == MODEL
    link = align(CENTRAL, [EAST], options=AlignOptions(model=tmp_path / "model.json"))[0]
    assert link.model == "made"


@pytest.mark.parametrize("content", [
    "", "{}", "[]",
    json.dumps({"name": "x", "first": FIRST, "coefficients": {"body": 1}, "intercept": 0, "grade1": 0, "grade2": 1}),
    json.dumps({"name": "x", "first": {"body": 1}, "coefficients": WEIGHTS, "intercept": 0, "grade1": 0, "grade2": 1}),
    json.dumps({"name": "x", "coefficients": WEIGHTS, "intercept": 0, "grade1": 0, "grade2": 1}),
    json.dumps({"name": "x", "first": FIRST, "coefficients": WEIGHTS, "intercept": 0, "grade1": 0.9, "grade2": 0.1})])
def test_a_bad_model_is_named(tmp_path, content):
    path = tmp_path / "model.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KexieError, match="K502 .*model.json"):
        load_model(path)


def test_scores_and_grades():
    rows = [{"topic": 0.5, "title": 1}, {"body": 1, "topic": 1, "title": 1}, {"clause": 3}, {"column spread": 1, "clause": 2}]
    scores = MODEL.score(np.array([[row.get(name, 0) for name in (*FEATURES, *CONTEXT)] for row in rows]))
    assert scores.tolist() == [0.5, 0.880797, 0.017986, 0.5]
    assert [MODEL.grade(x) for x in scores] == [1, 2, 0, 1]


def test_a_neutral_pair_costs_nothing():
    scores = np.array([0.9, 0.8, 0.7, 0.1])
    assert best_threshold(scores, np.array([1, 0, 1, 0], bool), np.array([0, 1, 0, 0], bool)) == 0.7
    assert best_threshold(scores, np.array([1, 0, 0, 0], bool), np.zeros(4, bool)) == 0.9


# training

def write_gold(folder):
    """Two annotated documents and the plan."""
    for name, document in (("plan", CENTRAL), ("east", EAST), ("west", WEST)):
        record = document.record.model_dump(mode="json", by_alias=True)
        (folder / f"{name}.gold.json").write_text(json.dumps(record | {"doc": name, "text": document.text}))
    east = {"一.1": {"二.2": 2}, "一.2": {"二.3": 2}, "一.3": {}, "一.4": {"一.2": 2, "一.1": 1}}
    west = {"一.1": {"二.1": 2}, "一.2": {"二.4": 2}}
    for name, links in (("east", east), ("west", west)):
        content = {"doc": name, "central": {"doc": "plan"}, "links": links}
        (folder / f"{name}.align.json").write_text(json.dumps(content))


def test_training_finds_what_ranks_the_gold_links_first(tmp_path):
    write_gold(tmp_path)
    model = train_align(tmp_path, path=tmp_path / "model.json")
    assert load_model(tmp_path / "model.json") == model == train_align(tmp_path)
    data = load_graded(tmp_path)
    grades = np.concatenate([case.grades for case in data])
    assert grades.sum() == 11
    scores = np.concatenate([model.score(case.values(model)) for case in data])
    assert scores[grades == 2].min() > scores[grades == 0].max()


def test_a_folder_without_annotations_is_an_error(tmp_path):
    with pytest.raises(KexieError) as caught:
        train_align(tmp_path)
    assert caught.value.code == "K101"


# the annotated documents

@needs_gold
def test_documents_not_trained_on_are_ranked_well():
    data = load_graded(GOLD)
    gains, right, wrong = [], 0, 0
    for case in data:
        model = fit([other for other in data if other is not case])
        for scores, grades in zip(model.score(case.values(model)), case.grades, strict=True):
            accepted = scores >= model.grade2
            right += 2 * (accepted & (grades == 2)).sum()
            wrong += (accepted & (grades == 0)).sum() + (~accepted & (grades == 2)).sum()
            if grades.any():
                worth, discount = 2.0 ** grades - 1, np.log2(np.arange(5) + 2)
                ideal = (np.sort(worth)[::-1][:5] / discount).sum()
                gains.append((worth[np.argsort(-scores, kind="stable")[:5]] / discount).sum() / ideal)
    assert np.mean(gains) >= 0.92
    assert right / (right + wrong) >= 0.85
