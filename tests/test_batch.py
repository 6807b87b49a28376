"""Building: every file an outcome, only what changed is done, nothing is lost."""
import os

import pytest
from made_up import CENTRAL, NORTH, SOUTH, MadeAligner, made, stand_in, write_texts

from kexie_nlp import alignment, analysis
from kexie_nlp.batch import build
from kexie_nlp.batch.workers import work_all
from kexie_nlp.cli.build import timings_report
from kexie_nlp.settings import Settings, load_settings
from kexie_nlp.store import open_store

SETTINGS = Settings()


@pytest.fixture
def seen(monkeypatch):
    return stand_in(monkeypatch)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "k.db", create=True) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    return write_texts(tmp_path / "in", a=NORTH, b=CENTRAL, c=SOUTH)


def statuses(summary):
    return {os.path.basename(f.path): f.status for f in summary.files}


def test_a_folder_is_read_aligned_and_summed_up(seen, store, folder):
    calls = []
    summary = build([folder], store, SETTINGS, progress=lambda *args: calls.append(args))
    assert (summary.exit_code, summary.central, summary.aligned) == (0, "中央2016", 2)
    assert [(d.document, d.linked) for d in summary.documents] == [("中央2016", None), ("北山2019", 1), ("南水2020", 2)]
    assert [(done, total, os.path.basename(f.path)) for done, total, f in calls] == \
        [(1, 3, "a.txt"), (2, 3, "b.txt"), (3, 3, "c.txt")]
    assert not summary.nothing_to_do


def test_an_interpretation_or_a_news_item_is_never_counted_as_a_plan_in_silence(seen, store, tmp_path):
    about = NORTH.replace(" 2019", " 2019 interpretation", 1)
    news = CENTRAL.replace(" 2016", " 2016 news", 1) + "三、更多任务\n1.建馆。建设科技馆。\n2.建站。建设工作站。\n"
    folder = write_texts(tmp_path / "in", a=about, b=CENTRAL, c=SOUTH.replace(" 2020", " 2020 plan", 1), d=news)
    for _ in range(2):  # also where nothing was done
        summary = build([folder], store, SETTINGS)
        warned = [note for note in summary.notes if note.startswith("K403 ")]
        assert sorted(note.split()[1] for note in warned) == ["中央2016-2", "北山2019"], summary.notes
    assert summary.central == "中央2016"
    assert {d.document: d.kind for d in summary.documents} == {
        "中央2016": None, "中央2016-2": "news", "北山2019": "interpretation", "南水2020": "plan"}


def test_a_second_build_does_no_work(seen, store, folder, monkeypatch):
    build([folder], store, SETTINGS)
    before = store.links(), store.infos()
    seen.clear()
    monkeypatch.setattr(alignment, "Aligner", None)  # touching it would fail
    monkeypatch.setattr(alignment, "find_central", None)
    summary = build([folder], store, SETTINGS)
    assert summary.nothing_to_do and summary.exit_code == 0 and seen == []
    assert set(statuses(summary).values()) == {"unchanged"}
    assert (store.links(), store.infos()) == before


def test_only_the_changed_file_is_read_and_aligned(seen, store, folder):
    build([folder], store, SETTINGS)
    seen.clear()
    MadeAligner.calls.clear()
    write_texts(folder, c=SOUTH + "4.举办赏花节。举办赏花节。\n")
    summary = build([folder], store, SETTINGS)
    assert seen == ["c.txt"]
    assert summary.aligned == 1 and len(MadeAligner.calls) == 1
    assert [d.document for d in summary.documents] == ["中央2016", "北山2019", "南水2020"]
    assert summary.documents[2].tasks == 4


def test_a_changed_central_plan_aligns_everything(seen, store, folder):
    build([folder], store, SETTINGS)
    write_texts(folder, b=CENTRAL.replace("举荐青年人才", "举办赏花节"))
    summary = build([folder], store, SETTINGS)
    assert summary.aligned == 2
    assert [d.linked for d in summary.documents] == [None, 2, 1]


def test_another_aligner_aligns_everything_again(seen, store, folder):
    build([folder], store, SETTINGS)
    assert build([folder], store, load_settings(options={"align": {"candidates": 7}})).aligned == 2


def test_another_pipeline_reads_everything_again(seen, store, folder, monkeypatch):
    build([folder], store, SETTINGS)
    monkeypatch.setattr(analysis, "fingerprint", lambda settings: "made-2")
    seen.clear()
    assert build([folder], store, SETTINGS).aligned == 2
    assert seen == ["a.txt", "b.txt", "c.txt"]


def test_bad_files_are_listed_and_the_rest_is_done(seen, store, folder, tmp_path):
    write_texts(folder, d=b"", e=bytes(range(256)) * 9, f="no form")
    summary = build([folder, tmp_path / "none.txt"], store, SETTINGS)
    assert summary.exit_code == 1
    failures = {os.path.basename(f.path): (f.stage, f.code) for f in summary.failures}
    assert failures == {"d.txt": ("reading", "K102"), "e.txt": ("reading", "K103"), "none.txt": ("reading", "K101"),
                        "f.txt": ("analysis", "ValueError")}
    assert len(summary.documents) == 3 and summary.aligned == 2
    assert store.outcomes()[str(folder / "f.txt")].message == "not a made-up document"
    # a failing file is tried again, and is well again when it is repaired
    write_texts(folder, f=NORTH + "3.甲。开展甲。\n")
    again = build([folder], store, SETTINGS)
    assert statuses(again)["f.txt"] == "done" and statuses(again)["d.txt"] == "failed"


def test_nothing_could_be_done(seen, store, tmp_path):
    (tmp_path / "hollow").mkdir()
    summary = build([tmp_path / "hollow", tmp_path / "none"], store, SETTINGS)
    assert (summary.exit_code, [f.code for f in summary.failures]) == (2, ["K107", "K101"])


def test_a_file_that_goes_bad_keeps_its_document_until_it_is_well(seen, store, folder):
    build([folder], store, SETTINGS)
    write_texts(folder, c=b"")
    assert build([folder], store, SETTINGS).exit_code == 1
    assert "南水2020" in [i.label for i in store.infos()]
    write_texts(folder, c=SOUTH + "4.甲。开展甲。\n")
    build([folder], store, SETTINGS)
    assert [i.label for i in store.infos()] == ["中央2016", "北山2019", "南水2020"]  # the old one made way


def test_equal_bytes_are_one_document(seen, store, folder):
    write_texts(folder, copy=NORTH)
    summary = build([folder], store, SETTINGS)
    assert statuses(summary)["copy.txt"] == statuses(summary)["a.txt"] == "done"
    assert seen.count("a.txt") == 1 and "copy.txt" not in seen
    assert len(summary.documents) == 3


def test_files_that_swap_places_are_not_lost(seen, store, folder):
    build([folder], store, SETTINGS)
    seen.clear()
    write_texts(folder, a=SOUTH, c=NORTH)
    summary = build([folder], store, SETTINGS)
    assert seen == [] and len(summary.documents) == 3


def test_a_file_that_becomes_a_copy_of_another_takes_its_old_document_along(seen, store, folder):
    build([folder], store, SETTINGS)
    write_texts(folder, a=SOUTH)
    summary = build([folder], store, SETTINGS)
    assert [d.document for d in summary.documents] == ["中央2016", "南水2020"]
    assert {link.task.sha256 for link in store.links()} == {made(SOUTH).record.sha256}


def test_a_central_plan_read_anew_aligns_even_documents_without_links(seen, store, folder, monkeypatch):
    whole = analysis.analyze

    def without_tasks(raw, *, settings=None):
        document = whole(raw, settings=settings)
        return type(document)(document.record.model_copy(update={"provisions": ()}), document.text)

    monkeypatch.setattr(analysis, "analyze", without_tasks)
    build([folder / "b.txt"], store, SETTINGS)
    monkeypatch.setattr(analysis, "analyze", whole)
    build([folder], store, SETTINGS)
    assert store.links() == []
    monkeypatch.setattr(analysis, "fingerprint", lambda settings: "made-2")
    assert build([folder / "b.txt"], store, SETTINGS).aligned == 2
    assert store.links() != []


def test_a_file_named_twice_is_one(seen, store, folder):
    assert len(build([folder, folder / "a.txt", folder / "." / "a.txt"], store, SETTINGS).files) == 3


def test_removed_files_stay_until_pruned(seen, store, folder):
    build([folder], store, SETTINGS)
    (folder / "c.txt").unlink()
    assert len(build([folder], store, SETTINGS).documents) == 3
    summary = build([folder], store, SETTINGS, prune=True)
    assert summary.pruned == ("南水2020",) and len(summary.documents) == 2
    assert {link.task.sha256 for link in store.links()} == {made(NORTH).record.sha256}


def test_pruning_spares_other_folders_and_renamed_files(seen, store, folder, tmp_path):
    build([folder], store, SETTINGS)
    other = write_texts(tmp_path / "other", d=NORTH + "3.甲。开展甲。\n")
    (folder / "c.txt").rename(folder / "renamed.txt")
    assert build([other], store, SETTINGS, prune=True).pruned == ("南水2020",)  # its new name has not been met yet
    summary = build([other, folder], store, SETTINGS, prune=True)
    assert summary.pruned == () and len(summary.documents) == 4


def test_without_a_central_plan_there_is_a_note(seen, store, folder):
    (folder / "b.txt").unlink()
    summary = build([folder], store, SETTINGS)
    assert summary.exit_code == 0 and summary.central is None and "--central" in summary.notes[0]
    assert store.links() == []
    write_texts(folder, b=CENTRAL)
    assert build([folder], store, SETTINGS).aligned == 2


def test_a_named_central_plan_is_kept_for_later_builds(seen, store, folder):
    summary = build([folder], store, SETTINGS, central=folder / "a.txt")
    assert summary.central == "北山2019" and summary.aligned == 2
    assert build([folder], store, SETTINGS).nothing_to_do
    write_texts(folder, a=NORTH + "3.甲。开展甲。\n")
    assert build([folder], store, SETTINGS).central == "北山2019"  # the file was named, not its bytes


def test_a_central_plan_outside_the_paths_is_read_too(seen, store, folder, tmp_path):
    (folder / "b.txt").rename(tmp_path / "plan.dat")
    assert build([folder], store, SETTINGS, central=tmp_path / "plan.dat").central == "中央2016"


def test_a_bad_named_central_plan(seen, store, folder, tmp_path):
    summary = build([folder], store, SETTINGS, central=tmp_path / "none.txt")
    assert summary.exit_code == 1 and any("--central" in note for note in summary.notes)


def test_alignment_that_fails_leaves_the_documents_and_is_tried_again(seen, store, folder, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no\nluck")

    monkeypatch.setattr(alignment, "Aligner", broken)
    summary = build([folder], store, SETTINGS)
    assert summary.exit_code == 1 and len(summary.documents) == 3
    assert [(f.stage, f.code, f.message) for f in summary.failures] == [("align", "RuntimeError", "no luck")]
    monkeypatch.setattr(alignment, "Aligner", MadeAligner)
    assert build([folder], store, SETTINGS).aligned == 2


def test_a_failure_while_storing_is_one_files_failure(seen, store, folder, monkeypatch):
    put = type(store).put

    def failing(self, document, **more):
        if document.record.source == "a.txt":
            raise OSError("disk full")
        return put(self, document, **more)

    monkeypatch.setattr(type(store), "put", failing)
    summary = build([folder], store, SETTINGS)
    assert [(f.stage, f.code) for f in summary.failures] == [("store", "OSError")] and len(summary.documents) == 2


def test_names_that_are_not_utf8(seen, store, folder):
    try:
        with open(os.fsencode(folder) + b"/\xff.txt", "wb") as file:
            file.write((NORTH + "3.甲。开展甲。\n").encode())
    except OSError:
        pytest.skip("this file system has UTF-8 names only")
    summary = build([folder], store, SETTINGS, prune=True)
    assert any("\\xff.txt" in f.path for f in summary.files) and summary.pruned == ()


def test_too_large_a_file_is_not_even_hashed(seen, store, folder):
    settings = load_settings(options={"reading": {"max_bytes": len(CENTRAL.encode()) - 1}})
    assert [f.code for f in build([folder], store, settings).failures] == ["K106"]


def test_processes_give_what_one_process_gives(tmp_path, folder):
    if not hasattr(analysis, "analyze"):
        pytest.skip("the pipeline is not there yet")
    write_texts(folder, d=b"", e="x")
    records = []
    for jobs in (1, 2):
        with open_store(tmp_path / f"{jobs}.db", create=True) as opened:
            summary = build([folder], opened, SETTINGS, jobs=jobs)
            records.append(([(f.path, f.status, f.code) for f in summary.files], opened.documents(), opened.links(),
                            [i.label for i in opened.infos()]))
    assert records[0] == records[1] and len(records[0][1]) >= 3


def test_a_killed_process_fails_its_own_file_only(folder, monkeypatch):
    from kexie_nlp.batch import workers as module

    monkeypatch.setattr(module, "work", die_on_b)
    paths = [str(folder / f"{name}.txt") for name in "abc"]
    results = list(work_all(paths, SETTINGS, 2))
    assert [getattr(r, "code", r) for r in results] == [paths[0], "BrokenProcessPool", paths[2]]


def die_on_b(path, settings):
    if path.endswith("b.txt"):
        os._exit(1)
    return path


@pytest.mark.parametrize("jobs", [1, 2])
def test_timings_have_the_seconds_of_every_stage(tmp_path, folder, jobs):
    timings = {}
    with open_store(tmp_path / "k.db", create=True) as opened:
        build([folder], opened, SETTINGS, jobs=jobs, timings=timings)
    stages = ["normalise", "document", "kexie_outline", "kexie_words", "kexie_measures", "record"]
    assert {"find", "read", *stages, "store", "align", "summary"} <= set(timings)
    assert all(seconds > 0 for seconds in timings.values())


def test_the_table_of_timings_has_shares():
    sheet = timings_report({"read": 1.0, "store": 3.0}).sheets[0]
    assert list(sheet.rows) == [("read", "1.00", "25.0%"), ("store", "3.00", "75.0%"), ("total", "4.00", None)]
