"""Where in a document an offset lies: its provision, what that reports or plans, and of which year it speaks."""
from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc

from kexie_nlp.model import Meta, Provision
from kexie_nlp.outline import plan_year
from kexie_nlp.outline.lines import boundaries, paragraphs
from kexie_nlp.pipes.base import set_doc_extension, text_of

YEAR = re.compile(r"(?<!\d)([12]\d{3})年")
QUOTED = re.compile("“[^”\n]{1,40}”|《[^》\n]{1,80}》|‘[^’\n]{1,40}’|「[^」\n]{1,40}」")
_WEB = re.compile(r"浏览|点击|字号|来源[:：]|发布|时间[:：]|首页|打印")
_RUNNING = re.compile("[。；]|[，].{6}")


def ensure_extensions() -> None:
    """Declares the doc extensions the components share: `provisions` and `meta`, in offsets of the doc's text, and `script`,
    that of the source."""
    set_doc_extension("provisions", ())
    set_doc_extension("meta", None)
    set_doc_extension("script", None)


class Context:
    """A doc's outline and metadata, ready for questions about an offset. Without an outline all text is one task."""

    def __init__(self, doc: Doc) -> None:
        ensure_extensions()
        self.text = text_of(doc)
        self.provisions: tuple[Provision, ...] = tuple(doc._.provisions)
        self.meta: Meta = doc._.meta or Meta()
        self._starts = [p.start for p in self.provisions]
        self._by_id = {p.id: p for p in self.provisions}
        self.year = plan_year(self.meta)
        self._no_text = list(self._asides())
        self._quotes = [m.span() for m in QUOTED.finditer(self.text)]
        self._quote_starts = [s for s, _ in self._quotes]

    def provision(self, offset: int) -> Provision | None:
        """The innermost provision at an offset."""
        i = bisect_right(self._starts, offset) - 1
        provision = self.provisions[i] if i >= 0 else None
        while provision is not None and offset >= provision.end:  # what else holds the offset is above this one
            provision = self._by_id.get(provision.parent or "")
        return provision

    def owner(self, offset: int) -> str | None:
        """Id of the provision an extraction at this offset belongs to; text of a section outside its items has none."""
        provision = self.provision(offset)
        if provision is None:
            return None
        if provision.role == "section" and not offset <= self._heading_end(provision):
            return None
        return provision.id

    def _heading_end(self, provision: Provision) -> int:
        end = self.text.find("\n", provision.start, provision.end)
        return provision.end if end < 0 else end

    def chain(self, offset: int) -> list[Provision]:
        """The provisions around an offset, innermost first."""
        out = []
        provision = self.provision(offset)
        while provision is not None:
            out.append(provision)
            provision = self._by_id.get(provision.parent or "")
        return out

    def reference_year(self, offset: int) -> int | None:
        """The year the text speaks of: that of the nearest heading with one, else the plan's first."""
        for provision in self.chain(offset):
            years = YEAR.findall(provision.title or "")
            if years:
                return int(years[-1])
        return self.year

    def reports(self, offset: int) -> bool:
        """Whether results are reported here: an achievement, or a part about a year before the plan's."""
        for provision in self.chain(offset):
            if provision.role == "achievement":
                return True
            if provision.role in ("task", "principle", "objective"):
                return False
        reference = self.reference_year(offset)
        return bool(reference and self.year and reference < self.year)

    def aside(self, start: int, end: int) -> bool:
        """Whether a span lies in a title, web, date or signature line and not in running text."""
        return any(a <= start and end <= b for a, b in self._no_text)

    def quoted(self, start: int, end: int) -> tuple[int, int] | None:
        """The quotation marks or title marks around a span."""
        i = bisect_right(self._quote_starts, start) - 1
        return self._quotes[i] if i >= 0 and end <= self._quotes[i][1] else None

    def _asides(self):
        yield from boundaries(self.text)
        first = self.provisions[0].start if self.provisions else 0
        for start, end in paragraphs(self.text, 0, first):
            line = self.text[start:end]
            if not _RUNNING.search(line) or _WEB.search(line):
                yield start, end
        after, headings = 0, set(self._starts)
        for provision in self.provisions:
            if provision.start > after:
                for start, end in paragraphs(self.text, after, provision.start):
                    if start not in headings and not _RUNNING.search(self.text[start:end]):
                        yield start, end
            after = max(after, provision.end if provision.role != "section" else provision.start)
        for start, end in paragraphs(self.text, after, len(self.text)) if self.provisions else ():
            if not _RUNNING.search(self.text[start:end]):
                yield start, end
