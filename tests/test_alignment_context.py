"""What stands out among the pairs of a document: features of the context, by hand. All sentences are made up."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import made

from kexie_nlp.alignment import align
from kexie_nlp.alignment.context import CONTEXT, FAR, FEW, with_context
from kexie_nlp.alignment.evidence import WORDS
from kexie_nlp.alignment.features import FEATURES, MEANING
from kexie_nlp.alignment.ranker import RankModel
from kexie_nlp.lexicon.packs import packs_of

NO_FEATURES = np.zeros((FEW, FEW, 0))
ONE = np.array(["a"] * FEW)
# five tasks, five reference tasks: the first column attracts the first two tasks
LIKENESS = np.array([[9.0, 1, 1, 1, 1], [7, 5, 1, 1, 1], [0, 0, 4, 0, 0], [0, 0, 0, 4, 0], [0, 0, 0, 0, 4]])


def context(likeness, documents):
    found = with_context(np.zeros((*likeness.shape, 0)), likeness, documents)
    return {name: found[..., n] for n, name in enumerate(CONTEXT)}


def test_margins_and_spreads_by_hand():
    found = context(LIKENESS, ONE)
    assert found["column margin"][:, 0].tolist() == [2, -2, -FAR, -FAR, -FAR]
    assert found["column margin"][:, 1].tolist() == [-4, 4, -5, -5, -5]
    assert found["column margin"][:, 2].tolist() == [-3, -3, 3, -4, -4]
    assert found["row spread"][0] == pytest.approx([2, -0.5, -0.5, -0.5, -0.5])  # mean 2.6, deviation 3.2
    assert found["column spread"][:, 2] == pytest.approx((np.array([1, 1, 4, 0, 0]) - 1.2) / np.sqrt(2.16))


def test_equal_scores_stand_out_from_nothing():
    found = context(np.ones((FEW, FEW)), ONE)
    assert not any(values.any() for values in found.values())


def test_features_stay_in_front():
    features = np.arange(FEW * FEW * 2.0).reshape(FEW, FEW, 2)
    assert np.array_equal(with_context(features, LIKENESS, ONE)[..., :2], features)


@pytest.mark.parametrize("size", range(1, FEW))
def test_of_few_tasks_the_rows_stand_for_the_columns(size):
    found = context(LIKENESS[:size], ONE[:size])
    assert np.array_equal(found["column spread"], found["row spread"])
    assert found["column margin"][0].tolist() == [FAR, -FAR, -FAR, -FAR, -FAR]
    assert size == 1 or found["column margin"][1].tolist() == [2, -2, -FAR, -FAR, -FAR]


@pytest.mark.parametrize("size", range(1, FEW))
def test_in_a_plan_of_few_tasks_nothing_stands_out(size):
    assert not any(values.any() for values in context(LIKENESS[:, :size], ONE).values())


@given(st.permutations(["a", "b", "c"]))
def test_a_document_competes_with_itself_only_whatever_the_order(order):
    parts = {"a": LIKENESS, "b": LIKENESS[::-1] * 2, "c": LIKENESS[:2]}
    together = context(np.concatenate([parts[name] for name in order]), np.array([name for name in order for _ in parts[name]]))
    for name in CONTEXT:
        alone = np.concatenate([context(parts[each], np.array([each] * len(parts[each])))[name] for each in order])
        assert np.array_equal(together[name], alone)


def test_a_strong_attractor_keeps_its_first_task_and_loses_the_second():
    first = dict.fromkeys(FEATURES, 0.0) | {"body": 1.0}
    weights = dict.fromkeys((*FEATURES, *CONTEXT), 0.0) | {"body": 1.0, "column margin": 1.0}
    model = RankModel("made", first, weights, -4.0, 0.5, 0.5)
    features = np.zeros((FEW, FEW, len(FEATURES)))
    features[..., FEATURES.index("body")] = LIKENESS
    scores = model.score(model.values(features, ONE))
    assert scores[0].argmax() == 0
    assert scores[1].argmax() == 1  # 7 against 5 in its row, but another task is nearer to the first
    assert [model.grade(score) for score in scores[1, :2]] == [2, 2]


def test_every_feature_has_its_words():
    assert set(WORDS) == {*FEATURES, MEANING, *CONTEXT} and all(WORDS.values())


def test_a_plan_of_no_field_is_aligned_without_any_pack():
    central = made("central - 2016\n一、邮政\n1.办好邮递。开通村村邮路，投递到户。\n2.发行邮票。印制生肖邮票。\n3.修缮邮局。翻新营业厅。\n"
                   "4.培训邮差。举办驾驶练习。\n5.清洗邮筒。刷绿漆。\n")
    local = made("provincial 北山省 2019\n一、邮政\n1.村村通邮路。开通村村邮路，投递到户。\n")
    assert [pack.name for pack in packs_of(central.norm.text)] == ["general"]
    best = align(central, [local])[0]
    assert (best.measure.provision, best.grade) == ("一.1", 2)
