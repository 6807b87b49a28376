"""Linked tasks to suggestions for a domain pack: words of local tasks for the matters of the central ones, for a person to accept.

Over the links, a word of the local tasks and a word of the central tasks are associated by the log-likelihood ratio of their table of
co-occurrence (Dunning 1993, Accurate Methods for the Statistics of Surprise and Coincidence, Computational Linguistics 19.1). Words are
those of jieba. Words that many tasks share, words of routine, and pairs that have a topic in common already count for nothing.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import log
from typing import NamedTuple

from kexie_nlp.alignment.topics import Topics
from kexie_nlp.lexicon import load_table
from kexie_nlp.lexicon.segmenter import segments

LINKS = 10       # fewer links teach nothing
TOGETHER = 3     # different local tasks whose links hold both words of a pair
SIGNIFICANT = 10.83  # log-likelihood ratio from which two words are associated at p < .001
SHARE = 0.3      # share of the tasks of a side from which a word tells them apart no longer
# ICTCLAS tags of words for matters: nouns but no names, verbs used as nouns, abbreviations, idioms; x are words outside the dictionary
TAGS = ("n", "nz", "ng", "vn", "an", "j", "l", "i", "x")
DOCUMENTS = 2    # documents whose links hold both words of a pair: what one document says of a matter is its own
HAN = re.compile("[\u4e00-\u9fff]+")
TITLE = re.compile("[。；\n]")


class Linked(NamedTuple):
    """A link: the normalised texts of the local and the central task, and how they are named."""
    task: str
    central: str
    task_ref: str
    central_ref: str


@dataclass(frozen=True)
class Suggestion:
    """A term for a group of a pack: the word on the other side that it goes with, the number of links that hold both words, the
    log-likelihood ratio, and the first of these links as an example. `new`: the pack has no such group; it is named after `other`."""
    group: str
    term: str
    other: str
    count: int
    score: float
    example: Linked
    new: bool


def suggest(links: Iterable[Linked], field: Topics, general: Topics) -> list[Suggestion]:
    """Returns suggestions for the pack of a field, the strongest first; none from fewer than `LINKS` links.

    `field` and `general` are the topics of the field and of all fields. A word gets at most one suggestion: the word with the highest
    ratio; of equal ones one in a group of the field, in the title of its task, or the longer one.
    """
    found = list(links)
    if len(found) < LINKS:
        return []
    local, central = (_distinctive([link[side] for link in found], field) for side in (0, 1))
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, pairs in enumerate(map(product, local, central)):
        for word, other in pairs:
            if word not in other and other not in word:
                rows[word, other].append(row)
    counts = [Counter(word for words in side for word in words) for side in (local, central)]
    best: dict[str, tuple[tuple[float, bool, bool, int, str], Suggestion]] = {}
    for (word, other), together in rows.items():
        score = _ratio(len(together), counts[0][word], counts[1][other], len(found))
        if score < SIGNIFICANT or not _widespread([found[row] for row in together]) or general.of(word) & general.of(other):
            continue
        mine, theirs = field.of(word), field.of(other)
        if mine and theirs:  # a term stands in one group, and these have theirs
            continue
        side, term, partner, groups = (1, other, word, mine) if mine else (0, word, other, theirs)
        if groups and all(field.of(found[row][side]) & groups for row in together):  # these texts have the topic by other words
            continue
        titled = any(partner in TITLE.split(found[row][1 - side], maxsplit=1)[0] for row in together)
        rank = score, bool(groups), titled, len(partner), partner
        if term not in best or rank > best[term][0]:
            group = min(groups, default=partner)
            best[term] = rank, Suggestion(group, term, partner, len(together), round(score, 2), found[together[0]], not groups)
    return sorted((suggestion for _, suggestion in best.values()), key=_strongest_first)


def _distinctive(texts: Sequence[str], field: Topics) -> list[frozenset[str]]:
    """The words of content of each text that at most `SHARE` of the different texts have."""
    common = {row["word"] for row in load_table("common_words", ("word", "source"))}
    words = {text: frozenset(form for form, tag in zip(*segments(text)[:2], strict=True)
                             if len(form) > 1 and tag in TAGS and HAN.fullmatch(form) and form not in common
                             and not field.of(form) & field.routine) for text in dict.fromkeys(texts)}
    counts = Counter(word for found in words.values() for word in found)
    return [frozenset(word for word in words[text] if counts[word] <= max(SHARE * len(words), 1)) for text in texts]


def _widespread(links: Sequence[Linked]) -> bool:
    return len({link.task for link in links}) >= TOGETHER and len({link.task_ref.partition("/")[0] for link in links}) >= DOCUMENTS


def _ratio(both: int, first: int, second: int, total: int) -> float:
    """The log-likelihood ratio of a table of co-occurrence; 0 where two words are together no more often than by chance."""
    if both * total <= first * second:
        return 0.0
    table = ((both, first, second), (first - both, first, total - second), (second - both, total - first, second),
             (total - first - second + both, total - first, total - second))
    return 2 * sum(count * log(count * total / (row * column)) for count, row, column in table if count)


def _strongest_first(suggestion: Suggestion) -> tuple[float, str]:
    return -suggestion.score, suggestion.term
