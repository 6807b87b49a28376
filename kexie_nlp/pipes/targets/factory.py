"""The component `kexie_targets`: quantities of the grammar in, `Target` records with indicator, status and deadline out.

Quantities that measure nothing are removed first.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.grammar.units import spelling
from kexie_nlp.indicators import IndicatorModel, Indicators, load_indicators
from kexie_nlp.model import Target, Time
from kexie_nlp.model.spans import Spans, behind_last
from kexie_nlp.outline.rows import Row
from kexie_nlp.pipes.component import SpanPipe
from kexie_nlp.pipes.layers import DocumentLayers, document_layers
from kexie_nlp.pipes.targets.bounds import with_bounds
from kexie_nlp.pipes.targets.deadline import Deadlines
from kexie_nlp.pipes.targets.heads import headed
from kexie_nlp.pipes.targets.shares import enumerations, shared_dates
from kexie_nlp.pipes.targets.status import find_status, measures_nothing
from kexie_nlp.pipes.targets.tables import base_value, find_tables, name_cell, name_in, read_cells, read_table
from kexie_nlp.pipes.times.factory import TimesPipe

_REACHED = re.compile(".?[到至]|[至到为]")  # before the time of the value that a change reaches
_SCOPE = re.compile("(每个?[一-龥（）]{1,8}?|全[省市县国区]|省级以上|县级以上)(?=[一-龥]{0,6}$)")
_HAN, _MARKER = re.compile("[一-龥]"), re.compile("^[0-9]+[.、．]|[（(][%％‰万亿一-龥]{1,4}[）)]$")
_OPENS = 4  # a number within this many characters opens its cell
_LONGEST_NAME = 24
_ABOVE, _NAMED = 60, 4  # characters above a number, and the shortest name there
_AROUND, _STOPS = 80, "，。；：！？\n,;|\t（("


class TargetsPipe(SpanPipe[Target]):
    """Finds the numbers that measure something. Deadlines come from the times of the doc; if none were set, the pipe finds them itself."""

    key = "kexie_targets"
    layer = "targets"
    attribute = "target"

    def __init__(self, name: str, model: IndicatorModel | None = None) -> None:
        super().__init__(name)
        self.model = model or load_indicators()
        self._times = TimesPipe("kexie_times")

    def match(self, doc: Doc) -> list[Target]:
        """Returns the targets of a doc, including those in tables, with offsets in `doc.text`."""
        layers = document_layers(doc)
        times = layers.times if layers.has(TimesPipe.layer) else self._times.match(doc)
        tables = find_tables(layers.text)
        found = _running(layers, times, Spans((t.start, t.end) for t in tables), self.model)
        found += [target for table in tables for target in read_table(layers, table)]
        taken = Spans((t.start, t.end) for t in sorted(found, key=_start))
        cells = list(read_cells(layers))
        if cells:
            deadlines = Deadlines(layers, times, [cell.start for cell in cells])
            found += [cell.changed(deadline=deadlines.find(cell.start, cell.end, cell.status)) for cell in cells
                      if not taken.hold(cell.start) and not taken.hold(cell.end - 1)]
        found.sort(key=_start)
        return [target.changed(id=f"n{number}") for number, target in enumerate(found, 1)]


def _start(target: Target) -> int:
    return target.start


def _running(layers: DocumentLayers, times: Sequence[Time], tables: Spans, model: IndicatorModel) -> list[Target]:
    """Returns the targets of running text, without tables."""
    text = layers.text
    spoken = Spans((t.start, t.end) for t in times if t.kind != "duration")
    kept = [q for q in layers.quantities if not tables.hold(q.start) and not measures_nothing(layers, q, spoken)]
    kept = list(with_bounds(text, kept))
    changes = Spans((q.start, q.end) for q in kept if q.rule == "change")
    reached = {q.start: t for q in kept if q.rule == "change" for t in times
               if q.start < t.start < q.end and (t.from_ or t.to) and _REACHED.match(text, t.start - 1)}
    times = [t for t in times if not changes.hold(t.start)]  # any other time inside a change dates the present value
    deadlines = Deadlines(layers, times, [q.start for q in kept])
    each = enumerations(text, kept)
    dates = shared_dates(text, each, times)
    spans = [(t.start, t.end) for t in times] + [(d.start, d.end) for d in layers.dates]
    indicators = Indicators(text, layers.segments, [(q.start, q.end) for q in layers.quantities], spans, model)
    names = {q.start: indicators.find(q.start, q.end, q.unit) for q in kept}
    if each:
        names |= headed(text, each, layers.segments, Spans((t.start, t.end) for t in times), names)
    found: list[Target] = []
    for q in kept:
        row = layers.row(q.start)
        indicator = names[q.start] or _row_name(layers, row, q) or _line_above(text, q)
        status = find_status(layers, q)
        deadline = deadlines.find(q.start, q.end, status)
        if q.start in reached and status in ("target", "achieved"):
            deadline = reached[q.start].from_, reached[q.start].to
        elif deadline is not None and q.start in dates:
            deadline = dates[q.start].from_, dates[q.start].to
        baseline = q.baseline
        if row is not None and baseline is None and status == "target" and (cell := layers.cell(q.start)) and cell.column == "plan":
            baseline = base_value(layers, row, q.unit) if q.start - cell.start <= _OPENS else None
        scope = _SCOPE.search(text[behind_last(_STOPS, text, max(0, q.start - _AROUND), q.start):q.start])
        found.append(Target.trusted({
            "id": "", "provision": layers.owner(q.start), "measure": None, "start": q.start, "end": q.end,
            "text": text[q.start:q.end], "indicator": indicator, "comparator": q.comparator, "value": q.value,
            "value_max": q.value_max if q.comparator == "range" else None,
            "unit": spelling(text[q.start:q.end], q.unit), "baseline": baseline, "scope": scope[1] if scope else None, "status": status,
            "deadline": deadline, "rule": f"targets.{q.rule}"}))
    return found


def _row_name(layers: DocumentLayers, row: Row | None, q: Quantity) -> str:
    """Returns what the row of a table with a number says that it counts."""
    name = name_cell(layers, row) if row else None
    return name_in(layers.text[name.start:name.end]) if name and q.start >= name.end and name.end - name.start <= _LONGEST_NAME else ""


def _line_above(text: str, q: Quantity) -> str:
    """Returns the words of the last line before a number that fills its line, as in a table copied cell by cell."""
    begin, end = text.rfind("\n", 0, q.start) + 1, text.find("\n", q.end)
    if text[begin:q.start].strip() or text[q.end:end if end >= 0 else len(text)].strip():
        return ""
    for line in text[max(0, begin - _ABOVE):begin].splitlines()[:0:-1]:
        if len(_HAN.findall(line)) >= _NAMED:
            return _MARKER.sub("", line.strip())
    return ""


@Language.factory("kexie_targets", assigns=["doc.spans", "span._.target"], default_config={"model": None})
def create_targets(nlp: Language, name: str, model: str | None) -> TargetsPipe:
    """Creates the component `kexie_targets`. It runs after `kexie_times` if that is in the pipeline.

    `model` is a file of `kexie train indicators`; None means the packaged one. Raises K502 if it cannot be read.
    """
    return TargetsPipe(name, load_indicators(model))
