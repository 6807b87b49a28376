"""Classifies a measure by word lists: the text of a clause in, `Label` objects for policy instrument and reform topic out.

Two tables with the columns word, name, group, source: `policy_instruments` (supply, environment and demand side after Rothwell and
Zegveld 1985, with the sub-types usual in Chinese research on policy texts) and `reform_topics` (the topics of the central reform plan). A
folder can provide tables with the same names for another field.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon import load_table, parse_table
from kexie_nlp.model import Label

COLUMNS = ("word", "name", "group", "source")
TABLES = ("policy_instruments", "reform_topics")
TITLE_SHARE = 0.5  # a word of the heading has half the weight of a word of the measure
REMEMBERED = 10_000  # maximum number of cached labels, by the words found
FULL_EVIDENCE = 3.0  # weight from which the amount of evidence no longer lowers the confidence
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Scheme:
    """The classes of one table with their words. Longer words have more weight and suppress the shorter words inside them.

    `classes` maps each word to the name and group of its class.
    """
    classes: Mapping[str, tuple[str, str]]
    _known: dict[tuple[tuple[str, ...], tuple[str, ...]], Label | None] = field(default_factory=dict, compare=False, repr=False)
    _headings: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Scheme:
        """Returns the scheme of table rows with the columns word, name and group."""
        return cls({row["word"]: (row["name"], row["group"]) for row in rows if row["word"]})

    @cached_property
    def automaton(self) -> AhoCorasick:
        """The Aho-Corasick automaton that finds the words."""
        return AhoCorasick(list(self.classes), matchkind=MatchKind.LeftmostLongest, store_patterns=True)

    def __reduce__(self) -> tuple[type[Scheme], tuple[object, ...]]:
        return Scheme, (self.classes,)  # another process builds its own automaton

    def label(self, text: str, heading: str = "") -> Label | None:
        """Returns the class with the highest weight of words, the first found in a tie; None if no word is found."""
        find = self.automaton.find_matches_as_strings
        if heading not in self._headings:  # that of many clauses
            _remember(self._headings, heading, tuple(find(heading)))
        key = tuple(find(text)), self._headings[heading]
        if key not in self._known:
            _remember(self._known, key, self._judge(*key))
        return self._known[key]

    def _judge(self, said: tuple[str, ...], above: tuple[str, ...]) -> Label | None:
        weights: dict[tuple[str, str], float] = {}
        for words, share in ((said, 1.0), (above, TITLE_SHARE)):
            for word in words:
                found = self.classes[word]
                weights[found] = weights.get(found, 0.0) + share * (len(word) - 1)
        if not weights:
            return None
        best = max(weights, key=weights.__getitem__)
        confidence = weights[best] / sum(weights.values()) * min(1.0, 0.5 + weights[best] / FULL_EVIDENCE / 2)
        evidence = tuple(dict.fromkeys(word for word in (*said, *above) if self.classes[word] == best))
        return Label(name=best[0], group=best[1], confidence=round(confidence, 2), evidence=evidence)


def _remember(known: dict[K, V], key: K, value: V) -> None:
    if len(known) > REMEMBERED:
        known.clear()
    known[key] = value


@dataclass(frozen=True)
class Typology:
    """The two schemes in use."""
    policies: Scheme
    topics: Scheme

    def policy(self, clause: str) -> Label | None:
        """Returns the policy instrument of a measure. `clause` is its text without whitespace."""
        return self.policies.label(clause)

    def topic(self, clause: str, heading: str) -> Label | None:
        """Returns the topic of a measure. `clause` is its text without whitespace, `heading` the heading above it."""
        return self.topics.label(clause, heading)


@cache
def load_typology(folder: str | None = None) -> Typology:
    """Loads the packaged schemes; tables in `folder` replace them. Raises K203 if the folder has neither table or a table is invalid."""
    return Typology(*(Scheme.of(_rows(name, folder)) for name in TABLES))


def _rows(name: str, folder: str | None) -> tuple[dict[str, str], ...]:
    if folder is None:
        return load_table(name, COLUMNS)
    if not any(Path(folder, f"{table}.csv").is_file() for table in TABLES):
        raise KexieError("K203", path=folder, detail=f"the folder holds none of {', '.join(f'{t}.csv' for t in TABLES)}")
    path = Path(folder, f"{name}.csv")
    try:
        return parse_table(path.read_text(encoding="utf-8-sig"), path.name, COLUMNS) if path.is_file() else load_table(name, COLUMNS)
    except (OSError, ValueError) as error:
        raise KexieError("K203", path=path, detail=str(error)) from None
