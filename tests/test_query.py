"""Questions to a store of three made-up documents."""
import pytest
from made_up import CENTRAL, NORTH, SOUTH, MadeAligner, made, made_link

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.store import open_store

C, N, S = "中央2016", "北山2019", "南水2020"


@pytest.fixture
def store(tmp_path):
    central, north, south = made(CENTRAL, "c.txt"), made(NORTH, "n.txt"), made(SOUTH, "s.txt")
    with open_store(tmp_path / "k.db", create=True) as opened:
        for document in (north, central, south):
            opened.put(document, fingerprint="f")
        links = list(MadeAligner(central).align([north, south]))
        # 整理旧档案 touches 办好科普大篷车 in part
        links.append(made_link(south, "一.2", central, "一.1", 1, 0.4, relation="related"))
        opened.set_links([north.record.sha256, south.record.sha256], links, "key")
        opened.set_fact("central", central.record.sha256)
        yield opened


def code(error):
    return error.value.code


def test_coverage_counts_links_by_document(store):
    table = {(row.ref, c.document): (c.grade2, c.grade1) for row in query.coverage(store) for c in row.counts}
    assert table == {(f"{C}/一.1", N): (1, 0), (f"{C}/一.1", S): (0, 1), (f"{C}/一.2", N): (0, 0),
                     (f"{C}/一.2", S): (1, 0), (f"{C}/二.1", N): (0, 0), (f"{C}/二.1", S): (1, 0)}
    assert [row.title for row in query.coverage(store)] == ["建设乡镇科协", "办好科普大篷车", "举荐青年人才"]


def test_gaps_overall_and_by_document(store):
    assert [(g.document, g.id, g.related) for g in query.gaps(store)] == \
        [(N, "一.2", 0), (N, "二.1", 0), (S, "一.1", 1)]  # overall none: somebody carries each of them out
    assert [g.id for g in query.gaps(store, document="n.txt")] == ["一.2", "二.1"]
    north = store.documents()[1].record
    store.set_links([north.sha256], [], "key")
    assert [(g.document, g.id) for g in query.gaps(store)][0] == (None, "一.1")
    assert {g.document for g in query.gaps(store, document=N)} == {N}


def test_novel_tasks_name_the_nearest(store):
    rows = query.novel(store)
    assert [(r.ref, r.score) for r in rows] == [(f"{N}/一.2", 0.1), (f"{S}/一.3", 0.1)]
    assert rows[0].nearest_title == "建设乡镇科协"
    assert query.novel(store, document=N)[0].text == "2.举办赏花节。邀请科学家赏花，每年举办赏花节。"


def test_a_task_that_is_partly_related_is_not_novel(store):
    central, _, south = store.documents()
    store.set_links([south.record.sha256], [made_link(south, "一.3", central, "一.1", 1, 0.3)], "key")
    assert [r.id for r in query.novel(store, document=S)] == ["一.1", "一.2"]


def test_without_a_central_plan(store):
    store.set_fact("central", None)
    for ask in (query.coverage, query.gaps, query.novel):
        with pytest.raises(KexieError) as error:
            ask(store)
        assert code(error) == "K401"
    assert query.documents(store)[0].linked is None


def test_task_shows_everything_and_quotes_the_source(store):
    view = query.task(store, f"{N}/一.1")
    assert [m.ref for m in view.measures] == [f"{N}/一.1#1", f"{N}/一.1#2"]
    assert view.measures[0].actors == ("省科协", "市科协")
    assert [(t.value, t.deadline) for t in view.targets] == [(40, (None, "2019-12-31"))]
    assert [t.date for t in view.times] == ["2019-06-28"]
    link, = view.links
    assert (link.ref, link.grade, link.relation) == (f"{C}/一.1", 2, "implements")
    assert link.evidence[0].task == NORTH[slice(*link.evidence[0].task_span)] == view.text
    assert link.evidence[0].measure == CENTRAL[slice(*link.evidence[0].measure_span)]
    assert link.numbers[0].verdict == "stricter"
    assert link.numbers[0].task_target == "科协 不少于40个"


def test_task_with_all_candidates_and_from_the_central_side(store):
    assert [k.grade for k in query.task(store, f"{N}/一.2", grade=0).links] == [0, 0, 0]
    assert {k.ref for k in query.task(store, f"{C}/一.1").links} == {f"{N}/一.1", f"{S}/一.2"}


def test_measure_tells_who_carries_it_out_and_who_does_not(store):
    view = query.measure(store, f"{C}/二.1")
    assert ([k.ref for k in view.links], view.without, view.kind) == ([f"{S}/一.1"], (N,), "task")
    view = query.measure(store, f"{C}/二.1#2")
    assert (view.text, view.kind, view.actors) == ("支持不少于12.5个", "measure", ("省科协", "市科协"))
    assert view.links[0].evidence  # the quote touches the measure


def test_evidence_is_narrowed_to_the_measure(store):
    central, _, south = store.documents()
    first = next(m for m in central.record.measures if m.provision == "一.2")
    link = made_link(south, "一.3", central, "一.2", 2, 0.7, evidence=[
        {"task": (0, 2), "measure": (first.start, first.end), "score": 0.5},
        {"task": (0, 2), "measure": (0, 3), "score": 0.4}])
    store.set_links([south.record.sha256], [link], "key")
    assert len(query.measure(store, f"{C}/一.2").links[0].evidence) == 2
    assert [e.score for e in query.measure(store, f"{C}/一.2#1").links[0].evidence] == [0.5]


def test_targets_and_filters(store):
    assert [(t.ref, t.value) for t in query.targets(store)] == \
        [(f"{C}/一.1", 30), (f"{C}/二.1", 12.5), (f"{N}/一.1", 40)]
    assert [t.document for t in query.targets(store, document=N)] == [N]
    assert query.targets(store, status="achieved") == []
    assert len(query.targets(store, indicator="科协")) == 2
    assert query.targets(store, indicator="%") == []  # a percent sign is no wildcard


def test_deadlines_in_order_of_date_undated_last(store):
    assert [t.date for t in query.deadlines(store)] == ["2018-12-28", "2019-06-28", "2020-03-28", None, None]
    assert query.deadlines(store)[2].sentence == "设立青年托举项目，2020年3月底前完成评审"
    assert query.deadlines(store, status="done") == []
    assert [t.document for t in query.deadlines(store, document=S, status="planned")] == [S]


def test_summary(store):
    rows = {r.document: (r.tasks, r.measures, r.targets, r.times, r.linked) for r in query.documents(store)}
    assert rows == {C: (3, 5, 2, 2, None), N: (2, 4, 1, 2, 1), S: (3, 4, 0, 1, 2)}
    assert [r.document for r in query.documents(store)][0] == C


@pytest.mark.parametrize("ref", ["南水2020/一.3", " 南水2020／一.3 ", "s.txt/一.3", "s/一.3", "{sha}/一.3", "一.3",
                                 "南水2020/一．3"])
def test_names_of_a_task(store, ref):
    sha256 = next(i.sha256 for i in store.infos() if i.label == S)
    assert query.task(store, ref.format(sha=sha256[:8])).title == "整理档案"


@pytest.mark.parametrize(("ref", "wanted"), [
    ("一.1", "K304"), ("南水2020/九.9", "K303"), ("nobody/一.1", "K303"), ("", "K303"), ("/", "K303"), ("#1", "K303"),
    ("南水2020/%", "K303"), ("南水2020", "K303"), ("南水2020/一.3#9", "K303"), ("南水2020/#1", "K303"),
    ("南水2020/一.3#99999999999999999999", "K303"), ("abc/一.1", "K303")])
def test_refused_names(store, ref, wanted):
    with pytest.raises(KexieError) as error:
        query.measure(store, ref)
    assert code(error) == wanted
    if wanted == "K304":
        assert f"{C}/一.1" in error.value.message


def test_a_measure_outside_all_provisions_has_a_name(store):
    document = made(NORTH + "\n")
    m = document.record.measures[0].model_copy(update={"provision": None})
    document = type(document)(document.record.model_copy(update={"measures": (m,)}), document.text)
    label = store.put(document, fingerprint="f")
    assert query.measure(store, f"{label}/#1").text == "推动乡镇建立科协"


def test_answers_are_frozen(store):
    with pytest.raises(ValueError, match="frozen"):
        query.targets(store)[0].value = 3
