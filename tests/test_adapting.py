"""Reviews adapt a model and cannot ruin it. The plans of tests/domains and all sentences are made up."""
import json
from dataclasses import replace

import numpy as np
import pytest
from conftest import ROOT
from made_up import CENTRAL, NORTH, command_line, made
from test_alignment import write_gold

from kexie_nlp.alignment import adapt
from kexie_nlp.alignment.adapting import FEW, LEAST, Trial
from kexie_nlp.alignment.ranker import load_model
from kexie_nlp.alignment.training import load_cases
from kexie_nlp.errors import KexieError
from kexie_nlp.report import export_reviews
from kexie_nlp.store import Review, open_store

DOMAIN = ROOT / "tests" / "domains" / "health"


@pytest.fixture(scope="module")
def cases():
    return load_cases(DOMAIN)


@pytest.fixture(scope="module")
def base():
    return load_model()


def reviewed(case, accepted, refused, seed=0):
    """The case with some links judged: `accepted` of those that are carried out, `refused` of those that are not; the rest unjudged."""
    judged, random = np.zeros_like(case.grades, bool), np.random.default_rng(seed)
    for grade, count in ((2, accepted), (0, refused)):
        places = np.argwhere(case.grades == grade)
        for row, column in places[random.permutation(len(places))[:count]]:
            judged[row, column] = True
    return replace(case, judged=judged)


def distance(model, base):
    return max(abs(model.coefficients[name] - base.coefficients[name]) for name in base.coefficients)


@pytest.mark.parametrize(("accepted", "refused"), [(6, 0), (0, 9), (LEAST - 1, 20), (6, LEAST - 1)])
def test_few_or_one_sided_reviews_are_refused_with_what_is_missing(base, cases, accepted, refused):
    with pytest.raises(KexieError) as caught:
        adapt(base, [reviewed(cases[0], accepted, refused)])
    assert caught.value.code == "K507" and f"{accepted} accepted" in str(caught.value) and f"{refused} refused" in str(caught.value)


def test_a_few_wrong_reviews_move_the_model_little(base, cases):
    wrong = replace(cases[0], grades=np.where(cases[0].grades == 0, 2, 0))  # everything the other way round
    model, trial = adapt(base, [reviewed(wrong, 6, 5)])
    assert (model.grade1, model.grade2, model.first) == (base.grade1, base.grade2, base.first)
    unlike = np.zeros((1, len(base.coefficients)))  # a pair that has nothing in common
    assert model.score(unlike)[0] < 0.05 > base.score(unlike)[0]
    assert trial.links == 11 and model.name == f"{base.name}+reviews"


def test_right_reviews_help_on_links_left_out_and_more_of_them_count_more(base, cases):
    weak = replace(base, intercept=base.intercept - 3)  # a model that accepts too little
    few, many = (adapt(weak, [reviewed(case, n, n) for case in cases]) for n in (5, 18))
    assert many[1].better and many[1].loss[1] < many[1].loss[0]
    assert abs(many[0].intercept - weak.intercept) > abs(few[0].intercept - weak.intercept) > 0


def test_only_what_a_person_judged_is_learnt_from(base, cases):
    case = reviewed(cases[0], 6, 6)
    other = replace(case, grades=np.where(case.judged, case.grades, 2 - case.grades))
    assert adapt(base, [case])[0] == adapt(base, [other])[0]


def test_adapting_again_does_not_add_to_the_name(base, cases):
    once = adapt(base, [reviewed(cases[0], 6, 6)])[0]
    assert adapt(once, [reviewed(cases[1], 6, 6)])[0].name == once.name and distance(once, base) > 0


@pytest.fixture
def kexie(tmp_path, monkeypatch, capsys):
    return command_line(tmp_path, monkeypatch, capsys)


def export(folder, accepted, refused):
    """Exported reviews of a store in which each task of the north is accepted or refused for tasks of the plan."""
    central, north = made(CENTRAL), made(NORTH.replace("2.举办赏花节。邀请科学家赏花，每年举办赏花节。\n", "".join(
        f"{n}.修建科普站{n}。推动乡镇修建科普站{n}处，培训讲解员。\n" for n in range(2, 12))))
    places = [(task, measure) for task in north.record.tasks() for measure in central.record.tasks()]
    with open_store(folder / "k.db", create=True) as store:
        store.put(central, fingerprint="made")
        store.put(north, fingerprint="made")
        for n, (task, measure) in enumerate(places[:accepted + refused]):
            ends = [{"sha256": d.record.sha256, "provision": p.id, "start": p.start, "end": p.end}
                    for d, p in ((north, task), (central, measure))]
            store.add_review(Review(task=ends[0], measure=ends[1], grade=2 if n < accepted else 0, who="复核甲"))
        export_reviews(store, folder / "reviewed")


def test_the_command_refuses_one_sided_reviews(kexie, tmp_path):
    export(tmp_path, 6, 0)
    code, _, err = kexie("train", "align", "--gold", "reviewed", "-o", "m.json")
    assert code == 2 and "K507" in err and "6 accepted" in err and not (tmp_path / "m.json").exists()


def test_the_command_shows_what_reviews_are_worth_and_refuses_to_get_worse(kexie, tmp_path):
    export(tmp_path, 6, 6)
    content = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "reviewed").glob("*.align.json")]
    assert sum(len(said) for each in content for said in each["reviewed"].values()) == 12 < FEW
    code, out, err = kexie("train", "align", "--gold", "reviewed", "-o", "m.json", "--force")
    assert code == 0 and "12" in err and "log loss" in err and "not reliable" in err
    assert load_model(tmp_path / "m.json").grade2 == load_model().grade2 or "grade 2 from" in out
    code, _, err = kexie("train", "align", "--gold", "reviewed", "-o", "worse.json")
    assert code == 0 or "K508" in err and "--force" in err and not (tmp_path / "worse.json").exists()


def test_a_plan_that_is_not_there_is_named(kexie, tmp_path):
    write_gold(tmp_path)
    (tmp_path / "plan.gold.json").unlink()
    code, _, err = kexie("train", "align", "--gold", ".", "-o", "m.json")
    assert code == 2 and "K504" in err and "plan.gold.json" in err


@pytest.mark.parametrize(("loss", "right", "better"), [((0.4, 0.2), (0.7, 0.9), True), ((0.4, 0.5), (0.7, 0.9), False),
                                                       ((6.4, 3.5), (0.0, 0.18), False)])
def test_reviews_that_contradict_the_model_do_not_make_it_better(loss, right, better):
    assert Trial(22, loss, right).better is better
