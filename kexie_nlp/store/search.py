"""Provisions and measures to the full-text index: their texts, words and trigrams, kept up to date with the documents.

Texts are in `search_texts`; words and trigrams are in two tables of SQLite's FTS5, where it is available. A provision is indexed
without its descendants, so that a search finds the lowest one. The fact `search` holds the version and kind of the index; an
index of another version or kind, or none, is rebuilt by the next search.
"""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.segmenter import dictionary
from kexie_nlp.store.rows import insert_rows
from kexie_nlp.store.schema import documents, facts, measures, provisions, search_texts
from kexie_nlp.text.editing import HAN

VERSION = 1  # a new one rebuilds every index
FACT = "search"
OLDEST = (3, 35)  # of SQLite, with trigrams and materialized subqueries
REMEMBERED = 50_000  # words that are kept with the words within them
Span = tuple[int, int]
_BREAK = "\0"  # between texts that are cut at once; no part of a word
_RUN = re.compile(f"[{HAN}]+|[^{HAN}]+")
_SMALL = {code: small for code in range(0x530) if len(small := chr(code).lower()) == 1 and small != chr(code)}
_MAKE = (
    "DROP TABLE IF EXISTS search_words", "DROP TABLE IF EXISTS search_grams",
    "CREATE VIRTUAL TABLE search_words USING fts5(heading, body, tokenize = 'unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE search_grams USING fts5(folded, content = 'search_texts', content_rowid = 'id', columnsize = 0, "
    "detail = none, tokenize = 'trigram')")
_ADD_WORDS = "INSERT INTO search_words (rowid, heading, body) VALUES (?, ?, ?)"
_ADD_GRAMS = text("INSERT INTO search_grams (rowid, folded) SELECT id, folded FROM search_texts WHERE sha256 = :sha256")
_DROP_WORDS = text("DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_texts WHERE sha256 = :sha256)")
_DROP_GRAMS = text("INSERT INTO search_grams (search_grams, rowid, folded) "
                   "SELECT 'delete', id, folded FROM search_texts WHERE sha256 = :sha256")
_lock = Lock()


def folded(plain: str) -> str:
    """Normalised text in lower case, of the same length."""
    return plain.translate(_SMALL)


def words(plain: str) -> list[str]:
    """The words of a folded text and the dictionary words within them, as in jieba's search mode; no punctuation."""
    return [word for form in _cut(plain) for word in _with_inner(form)]


def whole_words(plain: str) -> list[str]:
    """The words of a folded text without the words within them."""
    return list(filter(_tells, _cut(plain)))


def _words_of(texts: Iterable[str]) -> Iterator[str]:
    """The words of each text, with blanks between them; all are cut at once."""
    found: list[str] = []
    for form in [*_cut(_BREAK.join(each.replace(_BREAK, " ") for each in texts)), _BREAK]:
        if form == _BREAK:
            yield " ".join(found)
            found.clear()
        else:
            found += _with_inner(form)


def gaps(start: int, end: int, inner: Iterable[Span]) -> list[Span]:
    """The parts of a span outside `inner` spans, which are in order."""
    left = []
    for first, last in inner:
        if first > start:
            left.append((start, first))
        start = max(start, last)
    return [*left, (start, end)] if end > start else left


def make(connection: Connection) -> None:
    """Create an empty index in place of any former one."""
    how = _form(connection)
    connection.execute(delete(facts).where(facts.c.key == FACT))  # first: begins SQLite's transaction
    search_texts.create(connection, checkfirst=True)
    connection.execute(delete(search_texts))
    if _has_words(how):
        for statement in _MAKE:
            connection.execute(text(statement))
    connection.execute(insert(facts).values(key=FACT, value=how))


def add(connection: Connection, sha256: str, own_provisions: Sequence[Mapping[str, Any]],
        own_measures: Sequence[Mapping[str, Any]]) -> None:
    """Index a new document by its rows of the two tables; does nothing where the index is out of date."""
    rows = [*_provision_texts(own_provisions), *_measure_texts(own_measures)]
    if not rows or not _current(connection):
        return
    insert_rows(connection, search_texts, [
        {"sha256": sha256, **{name: value for name, value in row.items() if name != "heading"}} for row in rows])
    if _has_words(_form(connection)):
        s = search_texts.c
        ids = connection.scalars(select(s.id).where(s.sha256 == sha256).order_by(s.id))
        headings, bodies = _words_of(folded(row["heading"]) for row in rows), _words_of(row["folded"] for row in rows)
        connection.exec_driver_sql(_ADD_WORDS, list(zip(ids, headings, bodies, strict=True)))
        connection.execute(_ADD_GRAMS, {"sha256": sha256})


def remove(connection: Connection, sha256: str) -> None:
    """Remove a document from the index; does nothing where the index is out of date."""
    if not _current(connection):
        return
    if _has_words(_form(connection)):
        for statement in (_DROP_GRAMS, _DROP_WORDS):
            connection.execute(statement, {"sha256": sha256})
    connection.execute(delete(search_texts).where(search_texts.c.sha256 == sha256))


def ensure(engine: Engine) -> bool:
    """Rebuild the index of all documents where it is out of date. Gives whether it has words and trigrams.

    K305 where the database cannot be written.
    """
    with engine.connect() as connection:
        how = _form(connection)
        if _noted(connection) == how:
            return _has_words(how)
    try:
        with _lock, engine.begin() as connection:
            if _noted(connection) != how:
                make(connection)
                for sha256 in connection.scalars(select(documents.c.sha256)).all():
                    add(connection, sha256, _rows(connection, provisions, sha256), _rows(connection, measures, sha256))
    except SQLAlchemyError as error:
        name = engine.url.render_as_string(hide_password=True)
        raise KexieError("K305", path=name, detail=f"no search index: {getattr(error, 'orig', None) or error}") from None
    return _has_words(how)


def _rows(connection: Connection, part: Table, sha256: str) -> list[Mapping[str, Any]]:
    found = connection.execute(select(part).where(part.c.sha256 == sha256).order_by(part.c.position))
    return [dict(row) for row in found.mappings()]


def _form(connection: Connection) -> str:
    """The version and kind of index that this program makes in this database."""
    if connection.dialect.name != "sqlite" or sqlite3.sqlite_version_info < OLDEST:
        return f"{VERSION} texts"
    if "fts5" not in connection.info:  # what the database's connection is known to have
        connection.info["fts5"] = connection.scalar(text("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'"))
    return f"{VERSION} words" if connection.info["fts5"] else f"{VERSION} texts"


def _has_words(how: str) -> bool:
    return how.endswith("words")


def _noted(connection: Connection) -> str | None:
    return connection.scalar(select(facts.c.value).where(facts.c.key == FACT))


def _current(connection: Connection) -> bool:
    """Whether the index is up to date; if not, its fact is deleted, so that the next search rebuilds it."""
    if _noted(connection) == _form(connection):
        return True
    connection.execute(delete(facts).where(facts.c.key == FACT))
    return False


def _provision_texts(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    below: dict[str | None, list[str]] = {}
    for row in rows:
        below.setdefault(row["parent"], []).append(row["plain"])
    for row in rows:
        plain, inner, done = row["plain"], [], 0
        for child in below.get(row["id"], ()):
            at = plain.find(child, done)
            if at >= 0:
                done = at + len(child)
                inner.append((at, done))
        own = "\n".join(plain[start:end].strip() for start, end in gaps(0, len(plain), inner))
        yield {"kind": "provision", "position": row["position"], "provision": row["id"], "number": None,
               "chapter": row["chapter"], "folded": folded(own), "heading": row["title"] or ""}


def _measure_texts(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {"kind": "measure", "position": row["position"], "provision": row["provision"], "number": row["number"],
               "chapter": row["chapter"], "folded": folded(row["plain"]), "heading": ""}


def _cut(plain: str) -> list[str]:
    """The words of each run of Han characters and of each run of others; a line break keeps the runs apart and is no word."""
    return dictionary().cut("\n".join(_RUN.findall(plain)))


@lru_cache(REMEMBERED)
def _with_inner(form: str) -> tuple[str, ...]:
    if not _tells(form):
        return ()
    known = dictionary().has
    inner = (form[start:start + size] for size in range(2, len(form)) for start in range(len(form) - size + 1))
    return (*filter(known, inner), form)


def _tells(word: str) -> bool:
    return any(map(str.isalnum, word))
