"""Chooses the reference plans of a document among several: a document and the plans in, those that it names or else resembles out."""
from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from kexie_nlp.alignment.vectors import NgramVectors
from kexie_nlp.model import Meta
from kexie_nlp.text.document import Document

Ground = Literal["named", "resembles"]
READ = 20_000  # characters of a text that are compared
_QUOTED = re.compile("《([^《》]{4,80})》")
_FULL_WIDTH = str.maketrans("(),:;", "（），：；")
_AROUND = re.compile(r"^[^关]{0,30}?关于(?:印发|转发|发布)?|^(?:印发|转发)|的(?:通知|决定|公告)$|[（(][^（）()]*[）)]$|[\s《》〈〉“”]")
_LEAST, _SAME = 6, 0.85  # characters of a title without what surrounds it; share of the longer one that the shorter one must have


class Choice(NamedTuple):
    """A reference plan, by its place among the plans, and why it is one."""
    plan: int
    ground: Ground


class References:
    """The reference plans of a collection, vectorised once."""

    def __init__(self, plans: Sequence[Document]) -> None:
        texts = self._texts = [plan.norm.text[:READ] for plan in plans]
        self._metas = [plan.record.meta for plan in plans]
        self._titles = [core(plan.record.meta.title or "") for plan in plans]
        self._vectors = NgramVectors(texts)
        self._plans = self._vectors.transform(texts)

    def above(self, plan: int) -> list[int]:
        """Returns the plans that a plan itself names in 《》, without those that are newer: what a ministry's carries out."""
        others = [k for k in range(len(self._metas)) if k != plan and not is_older(self._metas[plan], self._metas[k])]
        return self._named(self._texts[plan], others)

    def _named(self, text: str, plans: Sequence[int]) -> list[int]:
        quoted = {core(title) for title in _QUOTED.findall(text)}
        return [k for k in plans if any(_same(self._titles[k], title) for title in quoted)]

    def of(self, document: Document) -> list[Choice]:
        """Returns the plans that a document names in 《》, the one it resembles most if it names none.

        Plans that are newer than the document are left out, unless all are.
        """
        places = range(len(self._metas))
        in_time = [k for k in places if not is_older(document.record.meta, self._metas[k])] or list(places)
        text = document.norm.text[:READ]
        named = self._named(text, in_time)
        if named:
            return [Choice(k, "named") for k in named]
        likeness = (self._vectors.transform([text]) @ self._plans.T).toarray()[0]
        return [Choice(in_time[int(np.argmax(likeness[in_time]))], "resembles")]


def core(title: str) -> str:
    """Returns the words of a title that tell it from others: without issuer, 关于印发, brackets and 的通知."""
    before, title = None, title.translate(_FULL_WIDTH)
    while before != title:
        before, title = title, _AROUND.sub("", title)
    return title


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST and short in long and len(short) >= _SAME * len(long)


def is_older(meta: Meta, plan: Meta) -> bool:
    """Whether a paper was issued, and its period ended, before a plan was issued; of a paper for its own year alone, whether it was
    issued before.

    False where the dates are not known.
    """
    issued, until = meta.issued, (meta.period or (None, None))[1]
    if issued and plan.issued and len(issued) == len(plan.issued) == len("2021-03-01") and (until is None or until[:4] == issued[:4]):
        return issued < plan.issued
    dates = [date for date in (issued, until) if date]
    return bool(dates and plan.issued) and max(map(_last_day, dates)) < _first_day(plan.issued or "")


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4:] if len(date) < 10 else date


def _last_day(date: str) -> str:
    if len(date) == 4:
        return f"{date}-12-31"
    return f"{date}-{monthrange(int(date[:4]), int(date[5:7]))[1]}" if len(date) == 7 else date
