"""Runs the normalising steps in order: raw text in, `NormText` with one composed offset map out."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from kexie_nlp.model.records import Conversion, Script
from kexie_nlp.reading import Block, RawText, read
from kexie_nlp.text.convert import to_simplified
from kexie_nlp.text.offsets import OffsetMap, identity
from kexie_nlp.text.regional import LETTERS, conversion_for
from kexie_nlp.text.registry import STEPS, find_step
from kexie_nlp.text.scripts import detect_script

_REDACTION = re.compile(r"\*{2,}|×{2,}|[■▇█▓]{2,}|□{2,}|[XＸ]{3,}")  # runs of symbols that replace redacted text
ROUNDS = 4  # maximum number of passes over the built-in steps (joining lines may put a pinyin note next to its character)


@dataclass(frozen=True)
class Change:
    """One span that a step changed: its raw span and text, and the text after the step."""
    step: str
    start: int
    end: int
    raw: str
    text: str


@dataclass(frozen=True)
class NormText:
    """Normalised text: `raw` as read, `text` normalised, and `map` between the two. `conversion` is the one that was used."""
    raw: str
    text: str
    map: OffsetMap
    source: RawText | None = field(default=None, repr=False)
    conversion: Conversion = LETTERS
    _trace: tuple[tuple[str, str, str, OffsetMap, OffsetMap], ...] = field(default=(), repr=False)

    @cached_property
    def script(self) -> Script:
        """The script of `raw`."""
        return detect_script(self.raw)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Returns the raw span of a span of `text`."""
        return self.map.to_source(start, end)

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """Returns the span in `text` of a raw span."""
        return self.map.to_text(start, end)

    def quote(self, start: int, end: int) -> str:
        """Returns the raw text of a span of `text`."""
        first, last = self.to_raw(start, end)
        return self.raw[first:last]

    def place(self, offset: int) -> Block | None:
        """Returns the paragraph, cell or page at an offset of `text`; None if the source has no such blocks."""
        return self.source.place(self.to_raw(offset, offset)[0]) if self.source else None

    @property
    def redactions(self) -> list[tuple[int, int]]:
        """The spans in `text` of the symbols (****** ×× ■■) that replace redacted text, in order. Redacted text is never guessed."""
        return [m.span() for m in _REDACTION.finditer(self.text)]

    def changes(self) -> Iterator[Change]:
        """Yields every changed span, step by step, with raw offsets. Needs `normalize(..., trace=True)`."""
        for name, before, after, to_raw, step_map in self._trace:
            for a, b, c, d in _changed(before, after, step_map):
                first, last = to_raw.to_source(a, b)
                yield Change(name, first, last, self.raw[first:last], after[c:d])


def normalize(source: str | Path | RawText, *, steps: Sequence[str] | None = None, trace: bool = False,
              conversion: str = LETTERS) -> NormText:
    """Returns clean simplified text for a source: a str is text, a Path is a file, a RawText was read before.

    `steps` names the steps to run, in order (default: all built-in steps). `trace` records what each step did, for `NormText.changes`.
    Built-in steps are repeated until they change nothing, so that normalising is idempotent.

    `conversion` says what the step `simplified` does with text in traditional script. `t2s` converts letters only; `tw2sp` replaces words
    of Taiwan too, `hk2sp` those of Hong Kong and Macau, by OpenCC's mainland words (網路, 网络); `auto` chooses one of them by the text.
    Simplified text keeps its words. A replaced word is one segment of `map`: each of its characters leads to the whole raw word.

    Raises K112 for an unknown step, K113 for an unknown conversion or one that the installed OpenCC lacks, K101–K111 for a file that cannot
    be read.
    """
    raw = read(source) if isinstance(source, Path) else source
    text = raw if isinstance(raw, str) else raw.text
    names = list(STEPS) if steps is None else list(steps)
    current, total = text, identity(text)
    used = conversion_for(text, conversion) if "simplified" in names else LETTERS
    # words are replaced only once: what comes out may be a regional word itself (程式 becomes 程序, and 程序 of Taiwan 进程)
    once = {} if used == LETTERS else {"simplified": partial(to_simplified, conversion=used)}
    log: list[tuple[str, str, str, OffsetMap, OffsetMap]] = []
    settled: set[str] = set()  # steps that leave the text as it is now
    for _ in range(ROUNDS):
        at_first = current
        for name in names:
            if name in settled:
                continue
            before, step = current, once.pop(name, None) or find_step(name)
            current, step_map = step(before)
            if current == before:
                settled.add(name)
                continue
            settled.clear()
            if trace:
                log.append((name, before, current, total, step_map))
            total = total.then(step_map)
        if current == at_first:
            break
        names = [name for name in names if name in STEPS]
    return NormText(text, current, total, raw if isinstance(raw, RawText) else None, used, tuple(log))


def _changed(before: str, after: str, step_map: OffsetMap) -> Iterator[tuple[int, int, int, int]]:
    """Yields the spans (before, after) that differ: the segments of the map, and runs of equal length between them."""
    done_before = done_after = 0
    ends = [*step_map.segments, (len(before), len(before), len(after), len(after))]
    for segment in ends:
        start = None
        for i in range(segment[0] - done_before + 1):
            same = i == segment[0] - done_before or before[done_before + i] == after[done_after + i]
            if not same and start is None:
                start = i
            elif same and start is not None:
                yield done_before + start, done_before + i, done_after + start, done_after + i
                start = None
        if segment[0] != segment[1] or segment[2] != segment[3]:
            yield segment
        done_before, done_after = segment[1], segment[3]
