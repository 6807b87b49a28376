"""The evidence for what a passage does: a document's text, words, times and outline in, features of the passage at an offset out.

Evidence comes from the title, the headings above, the tense of the whole document and of the part, paragraph and sentence, the dates
against the document's date, and the cue words before, in and after the clause. The features of a group depend on its span only, so that
their weights are added once per span.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain as joined

from kexie_nlp.discourse.cues import Balance, families_in, find_cues, kind_of_title
from kexie_nlp.discourse.dates import YEAR, relate
from kexie_nlp.discourse.numbers import digits, number_features
from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.grammar.times import Time
from kexie_nlp.model import Meta, Provision
from kexie_nlp.model.spans import Ordered
from kexie_nlp.outline.rows import Cell

_MARK = re.compile("[，。；！？：\n|\t;]|,(?!(?<=\\d,)\\d{3})")
_HEADING = re.compile("^[ \t　]*([^\n。，；！？|\t]{2,40})[ \t　]*$", re.M)
_TENSES = frozenset(("done", "aspect", "promise", "plan", "ahead", "back", "rule", "lack", "now", "estimate"))
# families of cues that show an act by themselves
_SIGNALS = {"promise": "plan", "ahead": "plan", "done": "result", "aspect": "result", "back": "result", "growth on last year": "result",
            "rule": "rule", "lack": "lack", "stock": "stock", "estimate": "estimate", "report word": "result", "plan word": "plan",
            "rule word": "rule", "problem word": "lack"}
_LEVELS = ("paragraph", "sentence", "before", "clause", "after")  # around a clause, in text order
_PARAGRAPH, _NEAR = 200, 400  # characters read before a sentence and around a clause
_BEFORE, _AFTER = 12, 14
_TITLE = 60
_ARTICLE = re.compile("第[一二三四五六七八九十百\\d]{1,4}条[ 　]", re.M)
_ARTICLES, _FEW = 3, 3
_WORDS_BEFORE, _WORDS_BEHIND, _CLAUSE_WORDS = 120, 60, 12  # characters, and words of the clause on each side
_EXACT = 3  # digits without the zeros at the end


class Evidence:
    """The cues and dates of one document, and the features of its passages. Offsets are those of `text`."""

    def __init__(self, text: str, words: tuple[Sequence[int], Sequence[str]], times: Sequence[Time], meta: Meta,
                 chain: Callable[[int], Sequence[Provision]], numbers: Sequence[Quantity], cell: Callable[[int], Cell | None],
                 sentences: Sequence[int]) -> None:
        self.text, self.meta, self.chain, self.cell = text, meta, chain, cell
        self._numbers = Ordered.of(numbers)
        self.cues = find_cues(text, *words)
        self._words = Ordered(*words)
        self._balance = Balance(self.cues).of
        day = meta.issued or (meta.period[0] if meta.period else None)
        self.year = int(day[:4]) if day else None
        self.dated = relate(text, times, meta.issued, self.year)
        cues = list(zip(self.cues.starts, self.cues.items, strict=True))
        signals = [(start, _SIGNALS[family]) for start, family in cues if family in _SIGNALS]
        self._signals = _ordered([*signals, *self.dated.signals()])
        self._tenses = _ordered([cue for cue in cues if cue[1] in _TENSES])
        marks = _ordered([*cues, *self.dated.words()])
        self._marked, self._marks = marks.starts, marks.items
        self.clauses = [0, *(m.end() for m in _MARK.finditer(text)), len(text) + 1]
        self.sentences = [*sentences, len(text) + 1]
        self._headings = [(m.start(1), m[1]) for m in _HEADING.finditer(text)]
        self._heading_starts = [start for start, _ in self._headings]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Returns the span of the clauses that contain a span."""
        last = bisect_left(self.clauses, end)
        return self.clauses[bisect_right(self.clauses, start) - 1], min(self.clauses[min(last, len(self.clauses) - 1)], len(self.text) + 1)

    def reach(self, start: int, end: int) -> tuple[int, int]:
        """Returns the span of a time and the clause behind it, which it dates if it stands alone (2022年，…)."""
        i = bisect_left(self.clauses, end)
        mark = self.clauses[min(i, len(self.clauses) - 1)]
        if mark - 1 > end or mark > len(self.text) or self.text[mark - 1] in "。；！？\n":
            return start, end
        return start, max(end, min(self.clauses[min(i + 1, len(self.clauses) - 1)] - 1, len(self.text)))

    def sentence(self, offset: int) -> tuple[int, int]:
        """Returns the span of the sentence at an offset."""
        i = bisect_right(self.sentences, offset) - 1
        return self.sentences[i], self.sentences[min(i + 1, len(self.sentences) - 1)]

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Returns the span of the line at an offset."""
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end

    @property
    def numbers(self) -> Sequence[Quantity]:
        """The numbers of the document, in text order."""
        return self._numbers.items

    def numbers_within(self, start: int, end: int) -> Sequence[Quantity]:
        """Returns the numbers that start in a span."""
        return self._numbers.within(start, end)

    def _figures(self, name: str, start: int, end: int) -> Iterator[str]:
        """Yields how exact the numbers of a span are, and how many have a bound: a report counts exactly, a plan in round numbers."""
        numbers = self.numbers_within(start, end)
        if len(numbers) >= _FEW:
            yield f"{name} exact {sum(digits(q) >= _EXACT for q in numbers) * 4 // len(numbers)}"
            yield f"{name} bounded {sum(q.comparator in ('ge', 'le', 'range') for q in numbers) * 4 // len(numbers)}"

    # groups of features

    @cached_property
    def title(self) -> str:
        """The title, or the first line."""
        return self.meta.title or self.text[:_TITLE].strip().partition("\n")[0]

    @cached_property
    def _title_kind(self) -> str:
        return kind_of_title(self.title)

    @cached_property
    def of_document(self) -> list[str]:
        """Features of the title and of the whole text."""
        return [f"title of {self._title_kind}", "date of issue known" if self.meta.issued else "date of issue unknown",
                *self._figures("document", 0, len(self.text)), *(("one line",) if "\n" not in self.text.strip() else ()),
                *(("articles",) if len(_ARTICLE.findall(self.text)) >= _ARTICLES else ())]

    def of_part(self, provision: Provision | None) -> list[str]:
        """Features of a provision and the headings above it."""
        if provision is None:
            return ["no provision"]
        found = [f"part tense {self._balance(provision.start, provision.end)}"]
        found += self._figures("part", provision.start, provision.end)
        if _ARTICLE.match(self.text, provision.start):
            found.append("article")
        titles = [p.title for p in self.chain(provision.start) if p.title]
        for k, title in enumerate(titles):
            found += [f"{'headings' if k else 'heading'}:{family}" for family in families_in(title)]
        for title in titles:
            years = YEAR.findall(title)
            if years and self.year:
                last = max(map(int, years))
                found.append(f"heading year {'past' if last < self.year else 'same' if last == self.year else 'future'}")
                break
        return list(dict.fromkeys(found))

    def heading_line(self, offset: int) -> tuple[int, str] | None:
        """Returns the last line before an offset that may be a heading without a number."""
        i = bisect_right(self._heading_starts, offset) - 1
        if i < 0:
            return None
        start, line = self._headings[i]
        return None if start == 0 or start <= offset < start + len(line) else (start, line)

    @staticmethod
    def of_line(line: str) -> list[str]:
        """Features of a line that may be a heading without a number."""
        return [f"line:{family}" for family in families_in(line)]

    def of_paragraph(self, offset: int) -> list[str]:
        """Features of the line at an offset."""
        begin, end = self.paragraph(offset)
        found = [f"paragraph tense {self._balance(begin, end)}", *self._figures("paragraph", begin, end)]
        return [*found, "table row"] if self.text.find("|", begin, end) >= 0 or self.text.find("\t", begin, end) >= 0 else found

    def of_sentence(self, offset: int) -> list[str]:
        """Features of the sentence at an offset."""
        return [f"sentence tense {self._balance(*self.sentence(offset))}"]

    def of_clause(self, start: int, end: int) -> list[str]:
        """Features of the words before, in and after the clauses that contain a span."""
        begin, stop = self.clause(start, end)
        begin, stop = max(begin, start - _NEAR), min(stop, end + _NEAR)
        first, last = self.sentence(start)
        first, last = max(first, start - _NEAR), min(last, end + _NEAR)
        line = max(self.text.rfind("\n", 0, start) + 1, first - _PARAGRAPH)
        half = max(self.text.rfind("；", first, start) + 1, first)
        places = [bisect_left(self._marked, offset) for offset in (line, first, half, begin, stop, last)]
        found = [f"{level}:{word}" for level, a, b in zip(_LEVELS, places, places[1:], strict=False) for word in self._marks[a:b]]
        tenses = self._tenses.within(first, start)
        found.append(f"last tense:{tenses[-1] if tenses else 'none'}")
        date = self.dated.last(first, start)
        found.append(f"last time {date or 'none'}")
        if date is not None:
            found.append(f"last time {date}, title of {self._title_kind}, {tenses[-1] if tenses else 'none'}")
        if date is None:
            found.append(f"paragraph's last time {self.dated.last(line, start) or 'none'}")
        found.append(f"near tense {self._balance(max(0, start - _NEAR), start)}")
        found += self._nearest(start, begin, half, first, line)
        return list(dict.fromkeys(found))

    def _nearest(self, start: int, begin: int, half: int, first: int, line: int) -> Iterator[str]:
        """Yields the nearest signal of an act before an offset with its level, the one before it, and all of the clause.

        Levels: the clause, the clauses up to ；, the sentence, the line, the headings, the title. A nearer signal counts for more.
        """
        yield f"signals of the clause:{'+'.join(sorted(set(self._signals.within(begin, start)))) or 'none'}"
        levels = (("clause", begin, start), ("half", half, begin), ("sentence", first, half), ("line", line, first))
        found = joined(((level, signal) for level, a, b in levels for signal in reversed(self._signals.within(a, b))),
                       ((level, _SIGNALS[f]) for level, words in self._above(start) for f in families_in(words) if f in _SIGNALS))
        level, nearest = next(found, ("", ""))
        if not level:
            yield "no signal"
            return
        yield f"nearest {nearest}"
        yield f"nearest {nearest} in the {level}"
        other_level, other = next(((name, signal) for name, signal in found if signal != nearest), ("", "none"))
        yield f"nearest {nearest}, before it {other}"
        if other_level:
            yield f"nearest {nearest} in the {level}, before it {other} in the {other_level}"

    def _above(self, offset: int) -> Iterator[tuple[str, str]]:
        for provision in self.chain(offset):
            if provision.title:
                yield "heading", provision.title
        line = self.heading_line(offset)
        if line:
            yield "heading", line[1]
        yield "title", self.title

    def of_number(self, q: Quantity) -> list[str]:
        """Features of a number and of the words next to it."""
        begin, stop = self.clause(q.start, q.end)
        return [*(f"number before:{f}" for f in dict.fromkeys(self.cues.within(max(begin, q.start - _BEFORE), q.start))),
                *(f"number after:{f}" for f in dict.fromkeys(self.cues.within(q.end, min(stop, q.end + _AFTER)))),
                *number_features(self.text, q, (begin, stop), self.cell(q.start)), *self._words_around(q, begin, stop)]

    def _words_around(self, q: Quantity, begin: int, stop: int) -> Iterator[str]:
        """Yields the words of the clause (from `begin` to `stop`) and of the sentence of a number, and its neighbours."""
        first, last = self.sentence(q.start)
        before = self._words.within(max(first, q.start - _WORDS_BEFORE), q.start)
        behind = self._words.within(q.end, min(last, q.end + _WORDS_BEHIND))
        for name, words in (("word before", before), ("word behind", behind),
                            ("clause before", self._words.within(max(begin, q.start - _WORDS_BEFORE), q.start)[-_CLAUSE_WORDS:]),
                            ("clause behind", self._words.within(q.end, min(stop, q.end + _WORDS_BEHIND))[:_CLAUSE_WORDS])):
            for word in dict.fromkeys(words):
                yield f"{name}:{word}"
        for count in (1, 2):
            yield f"last {count}:{''.join(before[-count:])}"
            yield f"next {count}:{''.join(behind[:count])}"


def _ordered(pairs: Sequence[tuple[int, str]]) -> Ordered[str]:
    ordered = sorted(pairs)
    return Ordered([start for start, _ in ordered], [word for _, word in ordered])
