"""What a searcher types, read: words, "phrases", a OR b, -without, in either script; anything typed is legal."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kexie_nlp.store.search import folded, whole_words
from kexie_nlp.text import normalize

LENGTH, MOST = 500, 40  # characters of a question that are read, and terms
_CLEAN = ("invisible", "glyphs", "width")
_STEPS = ("pinyin", "punctuation", "year_zeros", "simplified")  # the others look at lines and pages
_QUOTES = "\"“”„＂「」『』"
_TOKEN = re.compile(rf"(?P<without>[-－](?=[^\s{_QUOTES}]|[{_QUOTES}]))?"
                    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<either>[|｜]+)|(?P<word>[^\s{_QUOTES}|｜]+))")
_EITHER, _WITHOUT, _ALSO = "OR", "NOT", "AND"
_EMPTY = frozenset("的了和与及等并或在对为向从以由将把")


@dataclass(frozen=True)
class Term:
    """A string that is looked for, folded; `exact`: as it stands, otherwise its words will do."""
    text: str
    exact: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that a text must hold; none where only the string itself will do."""
        if self.exact:
            return ()
        found = list(dict.fromkeys(whole_words(self.text)))
        return tuple([word for word in found if word not in _EMPTY] or found)


@dataclass(frozen=True)
class Wanted:
    """All of `clauses`, of each at least one term, and none of `without`."""
    clauses: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    @property
    def terms(self) -> list[Term]:
        """The terms that a text may hold."""
        return [term for clause in self.clauses for term in clause]


def parse(text: str) -> Wanted:
    """The terms of a question. Of a long one the first `LENGTH` characters and `MOST` terms count."""
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
            term = _term(match)
            if term is None:
                continue
            if negated or match["without"]:
                without.append(term)
            elif either:
                clauses[-1] = (*clauses[-1], term)
            else:
                clauses.append((term,))
            either = negated = False
    return Wanted(tuple(clauses), tuple(without))


def _term(match: re.Match[str]) -> Term | None:
    exact = match["phrase"] is not None
    plain = folded(normalize(match["phrase" if exact else "word"], steps=_STEPS).text.strip())
    return Term(plain, exact) if plain else None
