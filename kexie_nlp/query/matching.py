"""What is looked for as SQL: in the index of words and trigrams, or in the bare texts where there is none."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Float, Select, case, column, func, literal, literal_column, or_, select, table, text

from kexie_nlp.query.asking import Column
from kexie_nlp.query.terms import Term, Wanted
from kexie_nlp.store import Store
from kexie_nlp.store.schema import documents, search_texts

HEADING = 4  # a word in a heading weighs as much as so many in the text
GRAM = 3
Scores = dict[int, float]  # of the rows of `search_texts`, in order
_WORDS, _GRAMS = (table(name, column("rowid", search_texts.c.id.type)) for name in ("search_words", "search_grams"))
_RANK = literal_column(f"bm25(search_words, {HEADING}.0, 1.0)", Float)  # below 0, the best is the least


def found(*conditions: Column) -> Select[Any]:
    """A SELECT of the texts that meet conditions on them and their documents."""
    s = search_texts.c
    return select(s.id).join(documents, documents.c.sha256 == s.sha256).where(*conditions)


class Texts:
    """Matching by LIKE. The score is the share of the terms that a text holds as they were typed."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self.store, self.wanted = store, wanted

    def holds(self, term: Term) -> Column:
        """The condition that a text holds a term."""
        folded, there = search_texts.c.folded, self.string(term.text)
        if not term.words or term.words == (term.text,):
            return there
        apart = folded.contains(term.words[0], autoescape=True)
        for word in term.words[1:]:
            apart &= folded.contains(word, autoescape=True)
        return there | apart

    def string(self, string: str) -> Column:
        """The condition that a text holds a string."""
        return search_texts.c.folded.contains(string, autoescape=True)

    def wholly(self) -> list[Column]:
        """The conditions that a text holds all that it must and nothing that it must not."""
        return [*(or_(*map(self.holds, clause)) for clause in self.wanted.clauses), *self.without()]

    def without(self) -> list[Column]:
        """The conditions that a text holds nothing that it must not."""
        return [~self.string(term.text) for term in self.wanted.without]

    def all(self, filters: Sequence[Column]) -> Select[Any]:
        """A SELECT of all that is found."""
        return found(*filters, *self.wholly())

    def best(self, filters: Sequence[Column], first: int, size: int) -> tuple[Scores, int]:
        """Of what is found the best, from `first` on, and the number of all."""
        terms = self.wanted.terms
        score = sum((case((self.string(term.text), 1.0 / len(terms)), else_=0.0) for term in terms), start=literal(0.0))
        rows = self.store.rows(self.all(filters).add_columns(score.label("score")).order_by(
            score.desc(), search_texts.c.id).offset(first).limit(size))
        return {row.id: row.score for row in rows}, self.count(self.all(filters))

    def scores(self, ids: Sequence[int]) -> Scores:
        """The scores of some of what is found, in their order."""
        held, _ = self.best([search_texts.c.id.in_(ids)], 0, len(ids))
        return {number: held.get(number, 0.0) for number in ids}

    def count(self, query: Select[Any]) -> int:
        """The number of rows of a SELECT."""
        return self.store.count(query)


class Words(Texts):
    """Matching by the index. The score is the BM25 of texts that hold all words; the others come after them, with 0."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        super().__init__(store, wanted)
        clauses = [[_all(term.words or Term(term.text).words) for term in clause] for clause in wanted.clauses]
        self._whole = " AND ".join(f"({' OR '.join(filter(None, clause))})" for clause in clauses if any(clause))

    def holds(self, term: Term) -> Column:
        """The condition that a text holds a term, or its words."""
        there = self.string(term.text)
        if not term.words or term.words == (term.text,):
            return there
        return search_texts.c.id.in_(select(_WORDS.c.rowid).where(_matches("search_words", _all(term.words)))) | there

    def string(self, string: str) -> Column:
        """The condition that a text holds a string; trigrams tell which texts are worth reading."""
        s, size = search_texts.c, len(string)
        there: Column = func.instr(s.folded, string) > 0
        if size < GRAM:
            return there
        grams = _all(dict.fromkeys(string[i:i + GRAM] for i in range(size - GRAM + 1)))
        return s.id.in_(select(_GRAMS.c.rowid).where(_matches("search_grams", grams))) & there

    def best(self, filters: Sequence[Column], first: int, size: int) -> tuple[Scores, int]:
        """Those with all words in the order of their BM25, then the others in that in which they came."""
        s, ahead, scores = search_texts.c, 0, Scores()
        rest = self.all(filters)
        if self._whole:
            hold = select(_WORDS.c.rowid.label("id")).where(_matches("search_words", self._whole))
            rest = rest.where(s.id.not_in(hold))
            conditions = [*filters, *self.without(), *self._strings()]
            if conditions:
                hold = hold.join(search_texts, s.id == _WORDS.c.rowid).join(documents, documents.c.sha256 == s.sha256).where(*conditions)
            ranked = hold.add_columns(_RANK.label("least"))
            if conditions:  # filters are dear: asked once, and counted besides
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
        """The clauses that their words alone do not answer for; FTS5 takes 65% for 65."""
        return [or_(*map(self.holds, clause)) for clause in self.wanted.clauses
                if any(term.exact or not term.words or term.words == (term.text,) and not term.text.isalnum() for term in clause)]


def _matches(name: str, expression: str) -> Column:
    return literal_column(name).op("MATCH")(expression)


def _all(strings: Iterable[str]) -> str:
    quoted = ('"' + string.replace('"', '""') + '"' for string in strings)
    return " AND ".join(quoted)
