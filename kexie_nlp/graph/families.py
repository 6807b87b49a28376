"""Families of plans: which document carries out which, by the titles it cites and by level and region."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kexie_nlp.text.document import Document

LEVELS = {"central": 0, "provincial": 1, "municipal": 2, "county": 3}
TITLE = re.compile(r"《([^《》]{4,60})》")
FRAME = re.compile(r"\s|[（(][^）)]*[）)]$|^关于(?:印发|转发)?|的通知$")
LEAST = 6   # characters a cited title needs
SHARE = 0.3  # of a plan's tasks that must be linked with a higher plan for it to follow without citing it


class Follows(NamedTuple):
    """A document carries out another; `basis` cited or level."""
    lower: str
    upper: str
    basis: str


@dataclass(frozen=True)
class Member:
    """What is needed of a document: its hash, title, level, region, number of tasks and the titles it cites."""
    sha256: str
    title: str
    level: int | None
    region: str | None
    tasks: int
    cited: frozenset[str]


def member(document: Document) -> Member:
    """A document as a member of families."""
    record = document.record
    return Member(record.sha256, record.meta.title or "", LEVELS.get(record.meta.level or ""), record.meta.region,
                  len(record.tasks()), frozenset(TITLE.findall(document.norm.text)))


def families(members: Sequence[Member], carried: Counter[tuple[str, str]]) -> Iterator[Follows]:
    """Which of the documents carries out which of the others; `carried`: how many tasks of one carry out tasks of another.

    cited: the lower one's text names the title of a higher one in 《》. level: no higher plan is cited, but at least `SHARE` of
    its tasks carry out tasks of a higher one in the same line of regions; the nearest such level counts.
    """
    for lower in members:
        above = [upper for upper in members if _above(upper, lower)]
        cited = [upper for upper in above if any(_same_title(upper.title, title) for title in lower.cited)]
        yield from (Follows(lower.sha256, upper.sha256, "cited") for upper in cited)
        linked = [] if cited else [upper for upper in above
                                   if carried[lower.sha256, upper.sha256] >= SHARE * max(lower.tasks, 1)]
        nearest = max((upper.level or 0 for upper in linked), default=0)
        yield from (Follows(lower.sha256, upper.sha256, "level") for upper in linked if upper.level == nearest)


def _above(upper: Member, lower: Member) -> bool:
    """Whether the level is higher, and the region no other one (a city names its province or nothing tells otherwise)."""
    if upper.level is None or lower.level is None or upper.level >= lower.level:
        return False
    if upper.level == 0 or not upper.region or not lower.region:
        return True
    # a city's name does not say its province: only two provinces, or two cities, are surely different
    return lower.region.startswith(upper.region) or not _same_kind(upper.region, lower.region)


def _same_kind(a: str, b: str) -> bool:
    return any(a.endswith(ends) and b.endswith(ends) for ends in (("省", "自治区"), ("市",)))


def _same_title(title: str, cited: str) -> bool:
    title, cited = (FRAME.sub("", text) for text in (title, cited))
    return min(len(title), len(cited)) >= LEAST and (title == cited or title.endswith(cited) or cited.endswith(title))
