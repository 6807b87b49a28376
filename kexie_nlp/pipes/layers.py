"""The shared layers of a document: a `Doc` in, facts about its text out, computed once and read by every component.

    layers = document_layers(doc)       # or doc._.layers
    layers.words, layers.clauses, layers.dates, layers.provision(offset), layers.measures …

All offsets are indices into `doc.text`. The layers are stored in `doc.user_data`: `Doc.to_bytes`, `DocBin(store_user_data=True)` and
`nlp.pipe(n_process=…)` keep them.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from spacy.tokens import Doc, Span

from kexie_nlp.discourse import ActModels, Evidence, Passage, Reading, load_acts
from kexie_nlp.grammar.quantities import Quantity, find_quantities
from kexie_nlp.grammar.times import Time as Date
from kexie_nlp.grammar.times import find_times
from kexie_nlp.grammar.times.republic import counts_from_1912
from kexie_nlp.lexicon.segmenter import Segments, segments
from kexie_nlp.model import Body, Measure, Meta, Provision, Target, Time
from kexie_nlp.model.layers import Arc, Entity, Frame, Layers, Word
from kexie_nlp.model.records import Record, Script
from kexie_nlp.model.spans import Ordered, Spans
from kexie_nlp.outline.assignments import Assignment, find_assignments
from kexie_nlp.outline.clauses import Clause, document_clauses
from kexie_nlp.outline.lines import boundaries, paragraphs
from kexie_nlp.outline.rows import Cell, Row, find_rows
from kexie_nlp.pipes.years import Years

KEY = "kexie_nlp.layers"  # key of the layers in `doc.user_data`
_QUOTED = re.compile("“[^”\n]{1,40}”|《[^》\n]{1,80}》|‘[^’\n]{1,40}’|「[^」\n]{1,40}」")
_WEB = re.compile(r"浏览|点击|字号|来源[:：]|发布|时间[:：]|首页|打印")
_TITLE_WITHIN = 400  # characters before a title
_RUNNING = re.compile("[。；]|[，].{6}")
_PHRASES = frozenset("步届")  # units that rather make words (进一步, 十八届) than numbers
_OUTCOME = re.compile("(?:实际|目前|当前|截至[^：\n]{0,12})?(?:工作)?(?:完成|进展|推进|落实)(?:情况|进度)：")
_SENTENCE_END = re.compile("[。！？\n]")
_RECORDS: dict[str, type[Measure] | type[Target] | type[Time]] = {"measures": Measure, "targets": Target, "times": Time}
# cached values that depend on provisions and metadata
_OUTLINE = ("years", "clauses", "discourse", "_asides", "_title_end", "_starts", "_by_id", "_reporting", "_paths", "_first_children")


class DocumentLayers:
    """The layers of one document.

    Set by components, or computed on first access: `words` (with part-of-speech tags); `entities`, `frames` and `arcs` of the analyzer;
    `provisions` and `meta` of the outline; `assignments` (lines that assign a task to bodies); the records `measures`, `targets`, `times`.
    Derived from these: `sentences` (start offsets), `clauses` with their kind, `dates` (time expressions as the grammar parses them),
    `quantities`, `year` (the year that the document plans for), and the provision, year and context of an offset. `script` is the script
    of the raw text. `writes_spans` says whether components also write span groups; `analyze` turns it off for the default pipeline.
    """

    def __init__(self, text: str, script: Script | None = None) -> None:
        self.text = text
        self.script = script
        self.writes_spans = True
        self.entities: tuple[Entity, ...] = ()
        self.frames: tuple[Frame, ...] = ()
        self.arcs: tuple[Arc, ...] = ()
        self._words: tuple[Word, ...] | None = None
        self._segments: Segments | None = None
        self._acts: ActModels | None = None
        self._meta: Meta | None = None
        self._provisions: tuple[Provision, ...] = ()
        self._assignments: tuple[Assignment, ...] | None = None
        self._records: dict[str, tuple[Any, ...]] = {}

    # layers set by components

    @property
    def words(self) -> tuple[Word, ...]:
        """The words in text order, without whitespace. Without words set by a component, the text is segmented by the default segmenter."""
        if self._words is None:
            self._words = self.segments.words
        return self._words

    @property
    def segments(self) -> Segments:
        """The words as parallel lists."""
        if self._segments is None:
            self._segments = segments(self.text) if self._words is None else Segments.of(self.text, self._words)
        return self._segments

    @property
    def has_words(self) -> bool:
        """Whether words were set or computed before."""
        return self._words is not None or self._segments is not None

    def set_words(self, layers: Layers) -> None:
        """Stores the result of an analyzer: words, entities, frames and dependencies."""
        self._segments = None
        self._words, self.entities = tuple(layers.words), tuple(layers.entities)
        self.frames, self.arcs = tuple(layers.frames), tuple(layers.arcs)

    def set_segments(self, found: Segments) -> None:
        """Stores words without entities, frames and dependencies, and clears those that were set before."""
        self._segments, self._words = found, None
        self.entities, self.frames, self.arcs = (), (), ()

    def set_acts(self, models: ActModels) -> None:
        """Sets the models that read the discourse, in place of the packaged ones."""
        if models is not self._acts:
            self._acts = models
            self.__dict__.pop("discourse", None)

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The assignment lines and brackets in text order."""
        if self._assignments is None:
            self._assignments = tuple(find_assignments(self.text))
        return self._assignments

    @property
    def meta(self) -> Meta | None:
        """The metadata; None if no component set them."""
        return self._meta

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions in text order; empty if no component set them."""
        return self._provisions

    def set_outline(self, provisions: Sequence[Provision] | None = None, meta: Meta | None = None) -> None:
        """Stores the provisions, the metadata or both, and clears the cached values derived from them."""
        if provisions is not None:
            self._provisions = tuple(provisions)
        if meta is not None:
            self._meta = meta
        for name in _OUTLINE:
            self.__dict__.pop(name, None)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures in text order."""
        return self._records.get("measures", ())

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets in text order."""
        return self._records.get("targets", ())

    def targets_within(self, start: int, end: int) -> Sequence[Target]:
        """Returns the targets that start in a span."""
        return self._ordered_targets.within(start, end)

    @cached_property
    def _ordered_targets(self) -> Ordered[Target]:
        return Ordered.of(self.targets)

    @property
    def times(self) -> tuple[Time, ...]:
        """The times in text order."""
        return self._records.get("times", ())

    def set_records(self, layer: str, items: Sequence[Record]) -> None:
        """Stores records as the layer `measures`, `targets` or `times`. Raises ValueError if two records have the same id."""
        by_id = {item.id: item for item in items}  # type: ignore[attr-defined]
        if len(by_id) < len(items):
            raise ValueError(f"two of the {layer} have one id")
        self.__dict__.pop("_ordered_targets", None)
        self._records[layer], self.__dict__[f"_{layer}_by_id"] = tuple(items), by_id

    def has(self, layer: str) -> bool:
        """Whether a component has set the records of a layer."""
        return layer in self._records

    def record(self, layer: str, name: str) -> Any:
        """Returns the record with an id in a layer, or None."""
        if f"_{layer}_by_id" not in self.__dict__:
            self.__dict__[f"_{layer}_by_id"] = {item.id: item for item in self._records.get(layer, ())}
        return self.__dict__[f"_{layer}_by_id"].get(name)

    # derived layers

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """Every time expression in text order, as the grammar parses it; not anchored to a year."""
        return tuple(find_times(self.text, republic=counts_from_1912(self.text, self.script in ("traditional", "mixed"))))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every number with a unit in text order, as the grammar parses it."""
        return tuple(find_quantities(self.text))

    @cached_property
    def sentences(self) -> list[int]:
        """The start offsets of the sentences: 0, and the offset after every 。 ！ ？ and line break."""
        return [0, *(m.end() for m in _SENTENCE_END.finditer(self.text))]

    def sentence_start(self, offset: int) -> int:
        """Returns the start offset of the sentence that contains an offset."""
        return self.sentences[bisect_right(self.sentences, offset) - 1]

    def sentence_end(self, offset: int) -> int:
        """Returns the offset of the mark that ends the sentence at an offset, or the length of the text."""
        i = bisect_right(self.sentences, offset)
        return self.sentences[i] - 1 if i < len(self.sentences) else len(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of all task and achievement leaves; those of the whole text if there is no outline."""
        return tuple(document_clauses(self.text, self.provisions, self.assignments, self.rows, self._title_end))

    @cached_property
    def discourse(self) -> Reading:
        """What the passages of the document do: report, plan, rule or background."""
        words = self.segments
        numbers = [q for q in self.quantities if q.unit not in _PHRASES and not self.quoted(q.start, q.end)]
        evidence = Evidence(self.text, (words.starts, words.forms), self.dates, self.meta or Meta(), self._path, numbers,
                            self.cell, self.sentences)
        return Reading(evidence, self._acts or load_acts())

    def passage(self, start: int, end: int) -> Passage:
        """Returns what the text at a span does."""
        return self.discourse.passage(start, end)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of tables in running text, whose cells are parted by |, tabs or wide blanks."""
        return find_rows(self.text)

    @cached_property
    def _row_starts(self) -> list[int]:
        return [row.start for row in self.rows]

    def row(self, offset: int) -> Row | None:
        """Returns the table row at an offset, or None."""
        i = bisect_right(self._row_starts, offset) - 1
        return self.rows[i] if i >= 0 and offset < self.rows[i].end else None

    def cell(self, offset: int) -> Cell | None:
        """Returns the cell of a table row at an offset, or None."""
        row = self.row(offset)
        return next((c for c in row.cells if c.start <= offset < c.end), None) if row else None

    def _path(self, offset: int) -> list[Provision]:
        provision = self.provision(offset)
        if provision is None:
            return []
        if provision.id not in self._paths:
            self._paths[provision.id] = list(self.chain(provision))
        return self._paths[provision.id]

    @cached_property
    def _paths(self) -> dict[str, list[Provision]]:
        return {}

    # context of an offset

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self._provisions]

    @cached_property
    def _by_id(self) -> dict[str | None, Provision]:
        return {p.id: p for p in self._provisions}

    @cached_property
    def outcome_labels(self) -> list[int]:
        """The offsets of the labels that say what came of an item (实际完成情况：, 进展情况：)."""
        return [m.start() for m in _OUTCOME.finditer(self.text)] if "情况：" in self.text or "进度：" in self.text else []

    def provision_named(self, name: str | None) -> Provision | None:
        """Returns the provision with an id, or None."""
        return self._by_id.get(name)

    def provision(self, offset: int) -> Provision | None:
        """Returns the innermost provision that contains an offset, or None."""
        i = bisect_right(self._starts, offset) - 1
        provision = self._provisions[i] if i >= 0 else None
        while provision is not None and offset >= provision.end:  # any other provision that contains the offset is an ancestor
            provision = self._by_id.get(provision.parent)
        return provision

    def owner(self, offset: int) -> str | None:
        """Returns the id of the provision that an extraction at an offset belongs to. It is None for text of a section outside its
        items."""
        provision = self.provision(offset)
        if provision is None:
            return None
        if provision.role == "section" and offset > self._heading_end(provision):
            return None
        return provision.id

    def _heading_end(self, provision: Provision) -> int:
        end = self.text.find("\n", provision.start, provision.end)
        return provision.end if end < 0 else end

    def chain(self, provision: Provision | None) -> Iterator[Provision]:
        """Yields a provision and its ancestors, innermost first."""
        while provision is not None:
            yield provision
            provision = self._by_id.get(provision.parent)

    @cached_property
    def _first_children(self) -> dict[str | None, int]:
        return {p.parent: p.start for p in reversed(self._provisions)}

    def first_child(self, provision: Provision) -> int:
        """Returns the start offset of the first child of a provision, or the end offset of the provision if it has no children."""
        return self._first_children.get(provision.id, provision.end)

    @cached_property
    def years(self) -> Years:
        """The years that the document speaks of."""
        return Years(self.text, self._meta, self.dates, self.sentence_start, self._path)

    @property
    def year(self) -> int | None:
        """The year that the document plans for."""
        return self.years.planned

    def reference_year(self, offset: int) -> int | None:
        """Returns the year that the text at an offset refers to: the year in the nearest heading that names one, else the plan year."""
        return self.years.reference(offset)

    @cached_property
    def _reporting(self) -> dict[str | None, bool]:
        return {}

    def reports(self, offset: int) -> bool:
        """Whether the text at an offset reports results: an achievement, or a part about a year before the plan year."""
        provision = self.provision(offset)
        name = provision.id if provision else None
        if name not in self._reporting:
            self._reporting[name] = self._reports(provision)
        return self._reporting[name]

    def _reports(self, provision: Provision | None) -> bool:
        for around in self.chain(provision):
            if around.role == "achievement":
                return True
            if around.role in ("task", "principle", "objective"):
                return False
        reference = self.reference_year(provision.start) if provision else self.year
        return bool(reference and self.year and reference < self.year)

    def aside(self, start: int, end: int) -> bool:
        """Whether a span lies in a title, web, date or signature line, outside running text."""
        return self._asides.cover(start, end) and self.row(start) is None

    def quoted(self, start: int, end: int) -> tuple[int, int] | None:
        """Returns the span of the quotation or title marks that enclose a span, marks included; None if there are none."""
        starts, ends = self._quotes
        i = bisect_right(starts, start) - 1
        return (starts[i], ends[i]) if i >= 0 and end <= ends[i] else None

    @cached_property
    def _quotes(self) -> tuple[list[int], list[int]]:
        spans = [m.span() for m in _QUOTED.finditer(self.text)]
        return [start for start, _ in spans], [end for _, end in spans]

    @cached_property
    def _title_end(self) -> int:
        """The end of the title that fills a line at the head of the text; 0 if it has none."""
        title = self._meta.title if self._meta else None
        start = self.text.find(title, 0, _TITLE_WITHIN + len(title)) if title else -1
        if title is None or start < 0:
            return 0
        end, begin = start + len(title), self.text.rfind("\n", 0, start) + 1
        return end if not self.text[begin:start].strip() and self.text[end:end + 1] in ("", "\n", " ") else 0

    @cached_property
    def _asides(self) -> Spans:
        return Spans(self._lines_aside())

    def _lines_aside(self) -> Iterator[tuple[int, int]]:
        text = self.text
        yield from boundaries(text)
        first = self._provisions[0].start if self._provisions else 0
        for start, end in paragraphs(text, 0, first):
            line = text[start:end]
            if not _RUNNING.search(line) or _WEB.search(line):
                yield start, end
        after, headings = 0, set(self._starts)
        for provision in self._provisions:
            if provision.start > after:
                for start, end in paragraphs(text, after, provision.start):
                    if start not in headings and not _RUNNING.search(text, start, end):
                        yield start, end
            after = max(after, provision.end if provision.role != "section" else provision.start)
        for start, end in paragraphs(text, after, len(text)) if self._provisions else ():
            if not _RUNNING.search(text, start, end):
                yield start, end

    # serialization

    def to_plain(self) -> dict[str, Any]:
        """Returns all layers set by components as plain data, without the text. `from_plain` reads it."""
        return {
            "script": self.script, "meta": self._meta.model_dump(by_alias=True) if self._meta else None,
            "provisions": [p.model_dump(by_alias=True) for p in self._provisions],
            "words": [list(w) for w in self.words] if self.has_words else None, "entities": [list(e) for e in self.entities],
            "frames": [[f.start, f.end, [list(a) for a in f.arguments]] for f in self.frames], "arcs": [list(a) for a in self.arcs],
            "assignments": self._assignments and [
                [a.start, a.end, [body.model_dump() for body in a.bodies], a.time] for a in self._assignments],
            "records": {layer: [item.model_dump(by_alias=True) for item in items] for layer, items in self._records.items()}}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> DocumentLayers:
        """Returns the layers that `to_plain` wrote, with an empty text. Raises KeyError, TypeError or ValueError for other data."""
        made = cls("", data["script"])
        made._meta = None if data["meta"] is None else Meta.model_validate(data["meta"])
        made._provisions = tuple(map(Provision.model_validate, data["provisions"]))
        made._words = None if data["words"] is None else tuple(Word(*w) for w in data["words"])
        made.entities = tuple(Entity(*e) for e in data["entities"])
        made.frames = tuple(Frame(start, end, tuple(Entity(*a) for a in arguments)) for start, end, arguments in data["frames"])
        made.arcs = tuple(Arc(*a) for a in data["arcs"])
        made._assignments = None if data["assignments"] is None else tuple(
            Assignment(start, end, tuple(map(Body.model_validate, bodies)), time and tuple(time))
            for start, end, bodies, time in data["assignments"])
        made._records = {layer: tuple(map(_RECORDS[layer].model_validate, items)) for layer, items in data["records"].items()}
        return made


def document_layers(doc: Doc) -> DocumentLayers:
    """Returns the layers of a doc; creates them if there are none, or if they belong to another text (`Span.as_doc` copies them)."""
    layers: DocumentLayers | None = doc.user_data.get(KEY)
    if layers is not None and not layers.text and len(doc):  # deserialized layers have no text
        layers.text = doc.text
    if layers is None or len(layers.text) != _length(doc):
        layers = doc.user_data[KEY] = DocumentLayers(doc.text)
    return layers


def _length(doc: Doc) -> int:
    return doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0


def ensure_extensions() -> None:
    """Registers the extensions of docs and spans.

    `doc._.layers`, and its fields `provisions`, `meta`, `script`, `words`, `entities`, `frames`, `arcs` and `assignments` as extensions
    of their own. `span._.measure`, `span._.target` and `span._.time`: the records of the spans that the components write.
    """
    for name, (getter, setter) in _DOC_EXTENSIONS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter, setter=setter)
    for layer in _RECORDS:
        if not Span.has_extension(layer[:-1]):
            Span.set_extension(layer[:-1], getter=_span_record(layer))


def _doc_field(name: str) -> tuple[Callable[[Doc], Any], Callable[[Doc, Any], None]]:
    def read(doc: Doc) -> Any:
        return getattr(document_layers(doc), name)

    def write(doc: Doc, value: Any) -> None:
        layers = document_layers(doc)
        if name in ("provisions", "meta"):
            layers.set_outline(**{name: value})
        else:
            setattr(layers, f"_{name}" if name in ("words", "assignments") else name, value)
            if name == "words":
                layers._segments = None
    return read, write


_DOC_EXTENSIONS: dict[str, tuple[Callable[[Doc], Any], Callable[[Doc, Any], None] | None]] = {
    "layers": (document_layers, None),
    **{name: _doc_field(name)
       for name in ("provisions", "meta", "script", "words", "entities", "frames", "arcs", "assignments")}}


def _span_record(layer: str) -> Callable[[Span], Any]:
    def read(span: Span) -> Any:
        return document_layers(span.doc).record(layer, span.id_)
    return read


def first_from(items: Sequence[Any], offset: int) -> int:
    """Returns the index of the first item that starts at or after an offset. `items` are sorted by start."""
    return bisect_left(items, offset, key=_start)


def _start(item: Any) -> int:
    return item.start


ensure_extensions()
