"""Full text: what is found, in which order, and where exactly it stands; the index beside the documents."""
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import NORTH, SOUTH, made
from sqlalchemy import event, text

from kexie_nlp.errors import KexieError
from kexie_nlp.query.fulltext import search
from kexie_nlp.query.fulltext_highlights import WIDTH
from kexie_nlp.query.fulltext_terms import LENGTH, Term, parse
from kexie_nlp.store import open_store
from kexie_nlp.store import search as searching
from kexie_nlp.text import normalize

TRADITIONAL = """municipal 东岭市 2021
一、發展科學普及事業
1.舉薦優秀青年。設立青年託舉項目，宣傳科學家精神。
2.開放App平台。推廣APP平臺，覆蓋率達到65%。
3.評選優秀論文。評選65篇。
"""
TEXTS = (NORTH, SOUTH, TRADITIONAL)


def filled(address):
    store = open_store(address, create=True)
    for n, each in enumerate(TEXTS):
        store.put(made(each), fingerprint="f", paths=[f"/{n}"])
    return store


@pytest.fixture
def store(tmp_path):
    with filled(tmp_path / "k.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def kept():
    """A store in memory for what changes nothing."""
    with filled("sqlite://") as opened:
        yield opened


def refs(store, question, **asked):
    return {hit.ref for hit in search(store, question, **asked)}


def same(text_):
    return searching.folded(normalize(text_).text)


@pytest.fixture(params=["words", "texts"])
def either(request, kept, monkeypatch):
    """A store with its index, and as on a database without FTS5."""
    if request.param == "texts":
        monkeypatch.setattr(searching, "OLDEST", (99, 0))
    search(kept, "青年")
    assert kept.fact("search") == f"{searching.VERSION} {request.param}"
    return kept


# -- what is found

@pytest.mark.parametrize(("question", "expected"), [
    ("青年人才", {"南水2020/一.1"}),  # both words in one text
    ("青年", {"南水2020/一.1", "南水2020/一.1#1", "东岭2021/一.1", "东岭2021/一.1#1"}),
    ("舉薦", {"南水2020/一.1", "东岭2021/一.1"}),  # simplified text by a traditional question
    ("举荐", {"南水2020/一.1", "东岭2021/一.1"}),  # and the other way round
    ("科學家", {"北山2019/一.2", "北山2019/一.2#1", "东岭2021/一.1", "东岭2021/一.1#2"}),
    ("“科学家赏月”", set()), ('"科学家精神"', {"东岭2021/一.1", "东岭2021/一.1#2"}),
    ("「青年托举」", {"南水2020/一.1", "南水2020/一.1#1", "东岭2021/一.1", "东岭2021/一.1#1"}),
    ("青年 精神", {"东岭2021/一.1"}), ("青年 -精神", {"南水2020/一.1", "南水2020/一.1#1", "东岭2021/一.1#1"}),
    ("青年 NOT 精神", {"南水2020/一.1", "南水2020/一.1#1", "东岭2021/一.1#1"}),
    ("档案 OR 乡镇", {"南水2020/一.3", "南水2020/一.3#1", "北山2019/一.1", "北山2019/一.1#1"}),
    ("档案|乡镇 -推动", {"南水2020/一.3", "南水2020/一.3#1"}),
    ("档案 AND 整理", {"南水2020/一.3", "南水2020/一.3#1"}),
    ("镇建立科", {"北山2019/一.1", "北山2019/一.1#1"}),  # no word begins or ends there
    ("篷车", {"南水2020/一.2", "南水2020/一.2#1"}), ("篷", {"南水2020/一.2", "南水2020/一.2#1"}),
    ("强", {"北山2019/一"}), ("app", {"东岭2021/一.2", "东岭2021/一.2#1"}), ("ＡＰＰ", {"东岭2021/一.2", "东岭2021/一.2#1"}),
    ("65%", {"东岭2021/一.2", "东岭2021/一.2#2"}), ("科学普及事业", {"东岭2021/一"}),
    ("月球车", set()), ("-青年", set()), ("", set()), ("OR", set()), ("的青年的", {"南水2020/一.1", "南水2020/一.1#1",
                                                                              "东岭2021/一.1", "东岭2021/一.1#1"})])
def test_found(either, question, expected):
    assert refs(either, question) == expected


def test_a_chapter_is_not_found_by_what_its_tasks_say(store):
    assert refs(store, "赏花", kind="provision") == {"北山2019/一.2"}


def test_text_of_a_chapter_behind_its_tasks_is_its_own(store):
    document = made("provincial 北山省 2018\n一、总则\n1.办展览。举办展览。\n以上各项望予落实。\n")
    store.put(document, fingerprint="f")
    hit = search(store, "望予落实")[0]
    assert hit.ref == "北山2018/一"
    assert [document.text[a:b] for a, b in hit.highlights] == ["望予落实"]


def test_words_come_before_strings_and_headings_before_texts(store):
    store.put(made("provincial 中原省 2021\n一、科普\n1.研讨智库。开展研讨。\n2.开展研讨。智库参加，组织智库报告会。\n"), fingerprint="f")
    assert [hit.ref for hit in search(store, "智库", kind="provision")] == ["中原2021/一.1", "中原2021/一.2"]
    scores = {hit.ref: hit.score for hit in search(store, "镇建立科 OR 智库")}
    assert scores["北山2019/一.1"] == 0 < scores["中原2021/一.2"]


def test_a_hit_tells_what_and_where(store):
    document = made(TRADITIONAL)
    hit = next(hit for hit in search(store, "科学家") if hit.ref == "东岭2021/一.1#2")
    assert (hit.document, hit.kind, hit.role, hit.title, hit.snippet) == ("东岭2021", "measure", "task", "舉薦優秀青年", "宣傳科學家精神")
    assert [document.text[a:b] for a, b in hit.highlights] == ["科學家"]
    assert document.text[hit.snippet_start:].startswith(hit.snippet)


# -- filters and pages

@pytest.mark.parametrize(("asked", "expected"), [
    ({"kind": "measure"}, {"南水2020/一.1#1", "东岭2021/一.1#1"}), ({"kind": "provision"}, {"南水2020/一.1", "东岭2021/一.1"}),
    ({"region": "南水"}, {"南水2020/一.1", "南水2020/一.1#1"}), ({"level": "municipal"}, {"东岭2021/一.1", "东岭2021/一.1#1"}),
    ({"year": 2021, "kind": "measure"}, {"东岭2021/一.1#1"}), ({"document": "南水2020", "kind": "measure"}, {"南水2020/一.1#1"}),
    ({"chapter": "服务"}, {"南水2020/一.1", "南水2020/一.1#1"}), ({"role": "section"}, set()), ({"status": "done"}, set()),
    ({"status": "planned", "actor": "省科协", "region": "东岭"}, {"东岭2021/一.1", "东岭2021/一.1#1"}), ({"actor": "县科协"}, set())])
def test_filters(either, asked, expected):
    assert refs(either, "青年", **asked) == expected


def test_pages_and_orders(either):
    whole = search(either, "青年")
    assert whole.total == 4 and [hit.score for hit in whole] == sorted((hit.score for hit in whole), reverse=True)
    page = search(either, "青年", limit=2, offset=1)
    assert (page.total, page.offset, list(page)) == (4, 1, whole[1:3])
    assert search(either, "青年", desc=True) == whole[::-1]
    assert [hit.document for hit in search(either, "青年", sort="place")] == ["东岭2021"] * 2 + ["南水2020"] * 2
    assert search(either, "青年", limit=0).total == 4


@pytest.mark.parametrize("asked", [{"kind": "target"}, {"sort": "title"}, {"status": "late"}, {"limit": -1}])
def test_bad_filters(store, asked):
    with pytest.raises(KexieError) as error:
        search(store, "青年", **asked)
    assert error.value.code == "K306"


# -- what strangers type

HOSTILE = [
    '"', '""', "'", "a\"b", "(", ")", "青年)", "NEAR(青年 人才, 2)", "青年*", "^青年", "heading:青年", "{heading body}: 青年", "-", "--",
    "-\"", "+青年", "青年 + 人才", "%", "_", "\\", "%%%", "😀", "👩‍🔬科协", "NOT", "NOT NOT", "OR OR", "| |", "AND", "青年 OR", "- 青年",
    "; DROP TABLE documents", "search_words", "\x00", "青\x00年", "\ud800", "青\u202e年", "1.2.3%", "c++ .net", "《》", "。", "[", "(?P<",
    "青" * 5000, "青年 " * 3000, "\"青年 " * 500, "-年 " * 200 + "青", "a b c d e f g " * 100, "𠀀𠀁𠀂", "ﬁ", "ß İ ſ"]


@pytest.mark.parametrize("question", HOSTILE)
def test_anything_can_be_typed(either, question):
    for asked in ({}, {"kind": "measure", "region": "%"}):
        found = search(either, question, **asked)
        assert found.total == len(found)


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("青年科协6的 \"“”-|()*^:'%_\\NOTRA赏\x00\ud800é.3")))
def test_any_string_can_be_typed(kept, question):
    best, placed = search(kept, question), search(kept, question, sort="place")
    assert best.total == placed.total == len(best) and {hit.ref: hit for hit in best} == {hit.ref: hit for hit in placed}


@pytest.mark.parametrize(("question", "clauses", "without"), [
    ("學會 改革", [["学会"], ["改革"]], []), ("a OR b c", [["a", "b"], ["c"]], []), ("甲|乙|丙 -丁", [["甲", "乙", "丙"]], ["丁"]),
    ("“學會 改革”－“展覽”", [["学会 改革"]], ["展览"]), ("「學會", [["学会"]], []), ("a-b", [["a-b"]], []), ("AND OR a", [["a"]], []),
    ("科(kē)普", [["科普"]], []), ("Ａｐｐ", [["app"]], []), ("a" * 600, [["a" * LENGTH]], []), ("责任编辑：", [["责任编辑："]], [])])
def test_questions_are_read(question, clauses, without):
    wanted = parse(question)
    assert [[term.text for term in clause] for clause in wanted.clauses] == clauses
    assert [term.text for term in wanted.without] == without


def test_words_of_a_question():
    assert Term("推动科普的改革").words == ("推动", "科普", "改革")
    assert Term("的").words == ("的",)
    assert Term("推动科普", exact=True).words == ()


# -- highlights

NOISE = ["", "", "\u200b", "\u00ad", "(gōng)", "（zuò）"]
HAN = st.sampled_from(list("科學學会會青年靑舉举薦托託設项項開开展覽览賞花宣傳传"))
MESSY = st.lists(st.one_of(st.tuples(HAN, st.sampled_from(NOISE)).map("".join), st.sampled_from("，,；ＡａＰ６%\u3000 ")),
                 min_size=1, max_size=60).map("".join)
WANTED = ("科学", "学会", "青年", "举荐", "开展 OR 展览", "宣传 OR 会", '"设项"', "青", "ａ", "科学会")


@settings(max_examples=60, deadline=None)
@given(heading=MESSY, body=MESSY, question=st.sampled_from(WANTED))
def test_highlights_are_exact(kept, heading, body, question):
    document = made(f"county 北山省 2001\n一、{heading}\n1.{body}。{heading}，{body}。\n")
    kept.put(document, fingerprint="f")
    strings = {string for term in parse(question).terms for string in (term.text, *term.words)}
    try:
        hits = search(kept, question, document=document.record.sha256)
        for hit in hits:
            assert hit.highlights
            for start, end in hit.highlights:
                assert same(document.text[start:end]) in strings
                if hit.snippet_start <= start and end <= hit.snippet_start + len(hit.snippet):
                    shown = hit.snippet[start - hit.snippet_start:end - hit.snippet_start]
                    assert same(shown) == same(document.text[start:end])
        found = {hit.ref.split("/")[1] for hit in hits}
        for part in (p for p in document.record.provisions if p.id == "一.1"):
            plain = searching.folded(document.plain(part))
            assert ("一.1" in found) == any(term.text in plain or set(term.words) <= set(searching.words(plain)) != set()
                                           for term in parse(question).terms if term.words or term.text in plain)
    finally:
        kept.remove(document.record.sha256)


def test_what_only_the_whole_document_shows_is_marked_too(store):
    document = made("county 北山省 2002\n一、科(kē)普(pǔ)作(zuò)品\n1.办学(xue)会(hui)。创新治(zhi)理。\n")
    store.put(document, fingerprint="f")
    hit = search(store, "学会 治理", kind="provision")[0]
    assert [document.text[a:b] for a, b in hit.highlights] == ["学(xue)会", "治(zhi)理"]


def test_snippets_of_long_texts(store):
    document = made(f"county 北山省 2003\n一、长文\n1.办会。{'平稳推进有关工作，' * 40}举办\t赏月会，再办赏月会。{'然后总结，' * 40}。\n")
    store.put(document, fingerprint="f")
    hit = search(store, "赏月会", year=2003, kind="provision")[0]
    assert len(hit.snippet) <= WIDTH and hit.snippet.startswith("平稳推进有关工作，举办 赏月会，再办赏月会。")
    assert [hit.snippet[a - hit.snippet_start:b - hit.snippet_start] for a, b in hit.highlights] == ["赏月会", "赏月会"]


# -- the index

def intact(store):
    """FTS5's own check of an index against its texts, and that all three have the same rows."""
    with store.engine.begin() as connection:
        for name in ("search_words", "search_grams"):
            connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')"))
        ids = [connection.scalars(text(f"SELECT {column} FROM {name} ORDER BY 1")).all()
               for name, column in (("search_texts", "id"), ("search_words", "rowid"))]
    assert ids[0] == ids[1]
    return len(ids[0])


def test_index_follows_the_documents(store):
    before = intact(store)
    store.put(made(NORTH.replace("赏花", "赏月")), fingerprint="f", paths=["/0"])
    assert refs(store, "赏花") == set() and refs(store, "赏月") == {"北山2019/一.2", "北山2019/一.2#1", "北山2019/一.2#2"}
    assert intact(store) == before
    store.put(made(SOUTH), fingerprint="g", paths=["/1"])
    assert intact(store) == before
    store.remove(made(SOUTH).record.sha256)
    assert refs(store, "档案") == set() and intact(store) == before - 8


def test_failed_put_leaves_the_index(store, monkeypatch):
    monkeypatch.setattr(searching, "_ADD_GRAMS", text("INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(Exception, match="nowhere"):
        store.put(made(NORTH.replace("赏花", "赏月")), fingerprint="f", paths=["/0"])
    assert refs(store, "赏月") == set() and len(refs(store, "赏花")) == 3
    intact(store)


def strip_index(store):
    """The store as it was before there was an index."""
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM kexie_facts WHERE key = 'search'"))
        for name in ("search_words", "search_grams", "search_texts"):
            connection.execute(text(f"DROP TABLE {name}"))


def test_older_store_gets_its_index_with_the_first_question(store, tmp_path):
    rows, before = intact(store), refs(store, "青年")
    strip_index(store)
    with open_store(tmp_path / "k.db") as older:
        older.put(made(SOUTH), fingerprint="g", paths=["/1"])
        older.remove(made(NORTH).record.sha256)
        assert older.fact("search") is None
        assert refs(older, "青年") == before
        assert intact(older) == rows - 7


def test_older_store_that_cannot_be_written_is_refused(store, tmp_path):
    strip_index(store)
    with open_store(tmp_path / "k.db") as older:
        older.engine.dispose()
        event.listen(older.engine, "connect", query_only)
        with pytest.raises(KexieError) as error:
            search(older, "青年")
    assert error.value.code == "K305" and "k.db" in error.value.message


def query_only(connection, _):
    connection.execute("PRAGMA query_only = ON")


def test_index_of_another_program_is_made_anew(store, monkeypatch):
    with monkeypatch.context() as without_fts:
        without_fts.setattr(searching, "OLDEST", (99, 0))
        store.put(made(NORTH.replace("赏花", "赏月")), fingerprint="f", paths=["/0"])
        assert store.fact("search") is None
        assert len(refs(store, "赏月")) == 3 and store.fact("search") == "1 texts"
    assert len(refs(store, "赏月")) == 3 and store.fact("search") == "1 words"
    intact(store)


def test_jieba_is_loaded_only_for_words(tmp_path):
    code = ("import sys\nfrom kexie_nlp.store import open_store\nfrom kexie_nlp.query.fulltext import search\n"
            "with open_store(sys.argv[1], create=True) as store: search(store, '-青年', kind='measure')\n"
            "assert not {'jieba', 'spacy'} & set(sys.modules), 'loaded'")
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "k.db")], check=True)


def test_texts_are_folded_in_place():
    assert searching.folded("ÀB科İẞΣ") == "àb科İẞσ"
    assert list(searching.words("举办全国科普日活动3.5%。")) == ["举办", "全国", "科普", "日", "活动", "3.5%"]
