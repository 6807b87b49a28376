"""Search strings: parsed into terms, and the terms as SQL conditions and scores.

The terms are looked up in the index of words and trigrams (`Words`), or in the texts where the database has none (`Texts`).
Any string is legal.
"""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Float, Select, case, column, func, literal, literal_column, or_, select, table, text

from kexie_nlp.model.records import Conversion
from kexie_nlp.query.filters import Column
from kexie_nlp.store import Store
from kexie_nlp.store.schema import documents, search_texts
from kexie_nlp.store.search import folded, whole_words
from kexie_nlp.text import normalize
from kexie_nlp.text.regional import LETTERS

LENGTH, MOST = 500, 40  # characters and terms of a search string that are read
_CLEAN = ("invisible", "glyphs", "width")
_STEPS = ("pinyin", "punctuation", "year_zeros", "simplified")  # the other steps work on lines and pages
_QUOTES = "\"“”„＂「」『』"
_TOKEN = re.compile(rf"(?P<without>[-－](?=[^\s{_QUOTES}]|[{_QUOTES}]))?"
                    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<either>[|｜]+)|(?P<word>[^\s{_QUOTES}|｜]+))")
_EITHER, _WITHOUT, _ALSO = "OR", "NOT", "AND"
_EMPTY = frozenset("的了和与及等并或在对为向从以由将把")
HEADING = 4  # weight of a word in a heading
GRAM = 3
Scores = dict[int, float]  # {ID of a row of `search_texts`: score}, in order
_WORDS, _GRAMS = (table(name, column("rowid", search_texts.c.id.type)) for name in ("search_words", "search_grams"))
_RANK = literal_column(f"bm25(search_words, {HEADING}.0, 1.0)", Float)  # negative, the best is the lowest


@dataclass(frozen=True)
class Term:
    """A term of a search, folded. `exact`: only the string itself matches, otherwise also a text with all its words."""
    text: str
    exact: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the term, without function words; empty where it is exact."""
        if self.exact:
            return ()
        found = list(dict.fromkeys(whole_words(self.text)))
        return tuple([word for word in found if word not in _EMPTY] or found)


@dataclass(frozen=True)
class Wanted:
    """A parsed search: a text must contain one term of each of `clauses` and none of `without`."""
    clauses: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    @property
    def terms(self) -> list[Term]:
        """The terms of all clauses."""
        return [term for clause in self.clauses for term in clause]


def parse(text: str, conversions: Collection[Conversion] = ()) -> Wanted:
    """The parsed search string: words, "phrases", a OR b (a | b), -without (NOT without), in either script.

    `conversions` are those of the documents with regional words: a term stands for what each makes of it too (網路 also for 网络). Only
    the first `LENGTH` characters and `MOST` terms are read.
    """
    clean = normalize(text[:LENGTH].encode("utf-8", "ignore").decode(), steps=_CLEAN).text
    clauses: list[tuple[Term, ...]] = []
    without: list[Term] = []
    either = negated = False
    for match in list(_TOKEN.finditer(clean))[:MOST]:
        if match["either"] or match["word"] == _EITHER:
            either = bool(clauses)
        elif match["word"] == _WITHOUT:
            negated = True
        elif match["word"] != _ALSO:
            terms = tuple(dict.fromkeys(term for name in (LETTERS, *conversions) if (term := _term(match, name))))
            if not terms:
                continue
            if negated or match["without"]:
                without += terms
            elif either:
                clauses[-1] += terms
            else:
                clauses.append(terms)
            either = negated = False
    return Wanted(tuple(clauses), tuple(without))


def found(*conditions: Column) -> Select[Any]:
    """A SELECT of the IDs of texts, joined with their documents, that meet the conditions."""
    s = search_texts.c
    return select(s.id).join(documents, documents.c.sha256 == s.sha256).where(*conditions)


class Texts:
    """Matches by LIKE, without an index. The score is the share of terms that the text contains as they were typed."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self.store, self.wanted = store, wanted

    def holds(self, term: Term) -> Column:
        """The condition that a text contains a term, or all its words."""
        folded, there = search_texts.c.folded, self.string(term.text)
        if not term.words or term.words == (term.text,):
            return there
        apart = folded.contains(term.words[0], autoescape=True)
        for word in term.words[1:]:
            apart &= folded.contains(word, autoescape=True)
        return there | apart

    def string(self, string: str) -> Column:
        """The condition that a text contains a string."""
        return search_texts.c.folded.contains(string, autoescape=True)

    def wholly(self) -> list[Column]:
        """The conditions that a text matches the search."""
        return [*(or_(*map(self.holds, clause)) for clause in self.wanted.clauses), *self.without()]

    def without(self) -> list[Column]:
        """The conditions that a text contains no excluded term."""
        return [~self.string(term.text) for term in self.wanted.without]

    def all(self, filters: Sequence[Column]) -> Select[Any]:
        """A SELECT of the IDs of all matches that pass the filters."""
        return found(*filters, *self.wholly())

    def best(self, filters: Sequence[Column], first: int, size: int) -> tuple[Scores, int]:
        """The scores of `size` matches from rank `first` on, best first, and the number of all matches."""
        terms = self.wanted.terms
        score = sum((case((self.string(term.text), 1.0 / len(terms)), else_=0.0) for term in terms), start=literal(0.0))
        rows = self.store.rows(self.all(filters).add_columns(score.label("score")).order_by(
            score.desc(), search_texts.c.id).offset(first).limit(size))
        return {row.id: row.score for row in rows}, self.count(self.all(filters))

    def scores(self, ids: Sequence[int]) -> Scores:
        """The scores of matches given by ID, in the same order."""
        held, _ = self.best([search_texts.c.id.in_(ids)], 0, len(ids))
        return {number: held.get(number, 0.0) for number in ids}

    def count(self, query: Select[Any]) -> int:
        """The number of rows of a SELECT."""
        return self.store.count(query)


class Words(Texts):
    """Matches by the index. The score is BM25 for texts with all words; other matches come after them, with 0."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        super().__init__(store, wanted)
        clauses = [[_all(term.words or Term(term.text).words) for term in clause] for clause in wanted.clauses]
        self._whole = " AND ".join(f"({' OR '.join(filter(None, clause))})" for clause in clauses if any(clause))

    def holds(self, term: Term) -> Column:
        """The condition that a text contains a term, or all its words."""
        there = self.string(term.text)
        if not term.words or term.words == (term.text,):
            return there
        return search_texts.c.id.in_(select(_WORDS.c.rowid).where(_matches("search_words", _all(term.words)))) | there

    def string(self, string: str) -> Column:
        """The condition that a text contains a string; the trigram index preselects the texts."""
        s, size = search_texts.c, len(string)
        there: Column = func.instr(s.folded, string) > 0
        if size < GRAM:
            return there
        grams = _all(dict.fromkeys(string[i:i + GRAM] for i in range(size - GRAM + 1)))
        return s.id.in_(select(_GRAMS.c.rowid).where(_matches("search_grams", grams))) & there

    def best(self, filters: Sequence[Column], first: int, size: int) -> tuple[Scores, int]:
        """As in `Texts`: matches with all words by BM25, then the others by ID."""
        s, ahead, scores = search_texts.c, 0, Scores()
        rest = self.all(filters)
        if self._whole:
            hold = select(_WORDS.c.rowid.label("id")).where(_matches("search_words", self._whole))
            rest = rest.where(s.id.not_in(hold))
            conditions = [*filters, *self.without(), *self._strings()]
            if conditions:
                hold = hold.join(search_texts, s.id == _WORDS.c.rowid).join(documents, documents.c.sha256 == s.sha256).where(*conditions)
            ranked = hold.add_columns(_RANK.label("least"))
            if conditions:  # filters are slow: evaluated once, for the page and the count
                held = ranked.cte("held").prefix_with("MATERIALIZED")
                ranked = select(held, func.count().over().label("ahead"))
            rows = self.store.rows(ranked.order_by(text("least"), text("id")).offset(first).limit(size))
            scores = {row.id: round(-row.least, 6) for row in rows}
            ahead = rows[0].ahead if rows and conditions else self.count(hold)
        if len(scores) < size:
            more = self.store.rows(rest.order_by(s.id).offset(max(first - ahead, 0)).limit(size - len(scores)))
            scores.update((row.id, 0.0) for row in more)
        return scores, ahead + self.count(rest)

    def _strings(self) -> list[Column]:
        """The clauses that a match of their words does not decide; FTS5 reads 65% as 65."""
        return [or_(*map(self.holds, clause)) for clause in self.wanted.clauses
                if any(term.exact or not term.words or term.words == (term.text,) and not term.text.isalnum() for term in clause)]


def _term(match: re.Match[str], conversion: Conversion) -> Term | None:
    exact = match["phrase"] is not None
    plain = folded(normalize(match["phrase" if exact else "word"], steps=_STEPS, conversion=conversion).text.strip())
    return Term(plain, exact) if plain else None


def _matches(name: str, expression: str) -> Column:
    return literal_column(name).op("MATCH")(expression)


def _all(strings: Iterable[str]) -> str:
    quoted = ('"' + string.replace('"', '""') + '"' for string in strings)
    return " AND ".join(quoted)
