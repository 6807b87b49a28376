"""Classes of a measure by word lists: the policy instrument, and the topic of reform.

Two tables with the columns word, name, group, source: `policy_instruments` (supply, environment and demand side after
Rothwell and Zegveld 1985, with the sub-types usual in Chinese research on policy texts) and `reform_topics` (the matters
of the central reform plan). A folder may bring tables of the same names for another field.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon import load_table, parse_table
from kexie_nlp.model import Label

COLUMNS = ("word", "name", "group", "source")
TABLES = ("policy_instruments", "reform_topics")
TITLE_SHARE = 0.5  # a word of the heading speaks half as loud as one of the measure
REMEMBERED = 10_000  # labels that are kept by the words they were judged by
FULL_EVIDENCE = 3.0  # weight from which on the words alone make no doubt


@dataclass(frozen=True)
class Scheme:
    """Classes with their words; longer words weigh more and hide the shorter ones inside them.

    `classes` maps each word to its class: name and group.
    """
    classes: Mapping[str, tuple[str, str]]
    _known: dict[tuple[tuple[str, ...], tuple[str, ...]], Label | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Scheme:
        return cls({row["word"]: (row["name"], row["group"]) for row in rows if row["word"]})

    @cached_property
    def automaton(self) -> AhoCorasick:
        """Finds the words."""
        return AhoCorasick(list(self.classes), matchkind=MatchKind.LeftmostLongest, store_patterns=True)

    def __reduce__(self) -> tuple[type[Scheme], tuple[object, ...]]:
        return Scheme, (self.classes,)  # the automaton is made anew in another process

    def label(self, text: str, heading: str = "") -> Label | None:
        """The class that most of the words speak for, the first named where two are equal; None where no word is found."""
        find = self.automaton.find_matches_as_strings
        key = tuple(find(text)), tuple(find(heading)) if heading else ()
        if key not in self._known:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            self._known[key] = self._judge(*key)
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


@dataclass(frozen=True)
class Typology:
    """The two schemes in use."""
    policies: Scheme
    topics: Scheme

    def policy(self, clause: str) -> Label | None:
        """The policy instrument of a measure, by the words of its clause, without blanks."""
        return self.policies.label(clause)

    def topic(self, clause: str, heading: str) -> Label | None:
        """The topic of a measure, by the words of its clause, without blanks, and those of the heading above it."""
        return self.topics.label(clause, heading)


@cache
def load_typology(folder: str | None = None) -> Typology:
    """The packaged schemes, those of the folder in their place. K203 where the folder has neither table or a bad one."""
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
