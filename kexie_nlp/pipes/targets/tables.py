"""Reads target tables: a text in, a `Target` per number out.

A table consists of lines of tab-separated cells under a header row that names years, as in the list of main indicators of a plan.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kexie_nlp.discourse import STATUS, Act
from kexie_nlp.grammar.comparators import AFTER, AFTER_PATTERN, BEFORE_END, Comparator, comparator_before
from kexie_nlp.grammar.numbers import read_number
from kexie_nlp.grammar.quantities import find_quantities
from kexie_nlp.grammar.units import canonical, canonical_units, spelling, units_of_kind
from kexie_nlp.model import Target
from kexie_nlp.outline.rows import PART_OF_YEAR, Cell, Column, Row
from kexie_nlp.pipes.layers import DocumentLayers

_LINE = re.compile("[^\n]+")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年?(?P<end>[底末])?")
_NAME = re.compile("指标|名称|项目|内容|领域|类别")
_UNIT = re.compile("单位")
_BASE = re.compile("基期|基数|现状|实际|完成|已达")
_GOAL = re.compile("目标|规划|计划|预期")
_BY = re.compile("[底末前]|^[到至截]")
_GROWTH = re.compile("年均|增速|增长|累计")
_IN_BRACKETS = re.compile("[（(]([^（）()]{1,12})[）)]\\s*$")
_SCALED = re.compile("^([万亿千百])(.+)$")
_SCALES = {"万": 10**4, "亿": 10**8, "千": 1000, "百": 100}
_CELL = re.compile(rf"^[\[［【〔]?(?P<before>[^\d.\-]*?)(?P<number>-?\d[\d,]*(?:\.\d+)?)"
                   rf"(?P<percent>[%％‰]?)[\]］】〕]?(?P<after>{AFTER_PATTERN})?$")
_MARKED = re.compile(r"^(?:\d+[.．、]?|[（(]?[一二三四五六七八九十]+[）)、]|其中[:：]?)\s*")
_NO_UNIT = frozenset("-—/")
_HAN = re.compile("[一-龥]")
_BARE = re.compile(f"[〔［\\[]?(?:不少于|不低于|不超过|达|约|近|超|[≥≤＞＜><])?-?[0-9][0-9,]*"
                   f"(?:[.][0-9]+)?[%％‰]?[〕］\\]]?(?:{AFTER_PATTERN})?")
_GROWN = re.compile("增长|增速|增幅|同比")
_SHARE, _SHARES = re.compile("率|比例|占比|%"), ("share", "change")
# what a number in a column does, besides being a condition
ACT_IN_COLUMN: dict[Column, Act] = {"plan": "plan", "change": "plan", "actual": "result", "share": "result", "base": "background",
                                    "size": "background"}


@dataclass(frozen=True)
class _Cell:
    """The text of a cell without surrounding whitespace, and its start offset."""
    start: int
    text: str


@dataclass(frozen=True)
class Table:
    """A header row and rows of cells. `name` and `unit` are column indices.

    `years` maps a column index to the year in its header, whether that is the base year, and whether it is the end of the year.
    """
    start: int
    end: int
    name: int
    unit: int | None
    years: dict[int, tuple[int, bool, bool]]
    rows: list[list[_Cell]] = field(default_factory=list)


def find_tables(text: str) -> list[Table]:
    """Returns the target tables of a text. A table needs a header with at least one year column, and a row under it."""
    tables: list[Table] = []
    table: Table | None = None
    end = -1
    for match in _LINE.finditer(text) if "\t" in text else ():
        if "\t" not in match[0]:
            table = None
            continue
        cells = list(_cells(match[0], match.start()))
        head = _head(cells, match.start())
        if head is not None:
            table, end = head, match.end()
        elif table is not None and match.start() <= end + 2 and any(c.text for c in cells):
            table.rows.append(cells)
            end = match.end()
            if tables and tables[-1].start == table.start:
                tables.pop()
            table = Table(table.start, end, table.name, table.unit, table.years, table.rows)
            tables.append(table)
    return tables


def _cells(line: str, offset: int) -> Iterator[_Cell]:
    for part in line.split("\t"):
        words = part.strip()
        yield _Cell(offset + part.find(words) if words else offset, words)
        offset += len(part) + 1


def _head(cells: list[_Cell], start: int) -> Table | None:
    years = {i: year for i, c in enumerate(cells) if (year := _YEAR.search(c.text)) and not _GROWTH.search(c.text)}
    names = [i for i, c in enumerate(cells) if i not in years and _NAME.search(c.text)]
    if not years or not names:
        return None
    first = min(int(y[1]) for y in years.values())
    columns = {i: (int(y[1]), bool(_BASE.search(cells[i].text)) or len(years) > 1 and int(y[1]) == first
                   and not _GOAL.search(cells[i].text), _BY.search(cells[i].text) is not None) for i, y in years.items()}
    name = next((i for i in names if "指标" in cells[i].text and "类" not in cells[i].text), names[-1])
    unit = next((i for i, c in enumerate(cells) if _UNIT.search(c.text) and i != name), None)
    return Table(start, start, name, unit, columns)


def read_table(context: DocumentLayers, table: Table) -> Iterator[Target]:
    """Yields a target for every number in a year column.

    The indicator comes from the name column, the deadline from the year (its end, if the head says 2025年底 or 到2025年), the baseline from
    the base-year column. Numbers of the base year have the status context.
    """
    for row in table.rows:
        if len(row) <= table.name or not row[table.name].text:
            continue
        indicator, unit = _indicator(row, table)
        base = next((value[0] for i, (_, is_base, _) in table.years.items() if is_base and i < len(row)
                     and (value := _value(row[i].text, unit))), None)
        for column, (year, is_base, at_end) in table.years.items():
            value = _value(row[column].text, unit) if column < len(row) else None
            if value is None:
                continue
            number, comparator, spelled = value
            cell = row[column]
            yield Target.model_validate({
                "id": "n0", "provision": context.owner(cell.start), "start": cell.start, "end": cell.start + len(cell.text),
                "text": cell.text, "indicator": indicator, "comparator": comparator, "value": number, "unit": spelled,
                "baseline": None if is_base else base, "status": "context" if is_base else "target",
                "deadline": (None if at_end else f"{year}-01-01", f"{year}-12-31"), "rule": "targets.table"})


def read_cells(context: DocumentLayers) -> Iterator[Target]:
    """Yields a target for every cell of a table row that holds a bare number under a head of figures.

    The unit comes from the unit column, or from brackets in the name of the row or in the head.
    """
    for row in context.rows:
        name = name_cell(context, row)
        if row.head and row.cells[0].column == "year":
            yield from _year_row(context, row)
            continue
        if name is None:
            continue
        written = [context.text[c.start:c.end] for c in row.cells]
        unit = next((words for words, c in zip(written, row.cells, strict=True) if c.column == "unit" and words not in _NO_UNIT), "")
        title = context.text[name.start:name.end]
        for words, head, cell in zip(written, row.head or [""] * len(written), row.cells, strict=True):
            act = context.discourse.passage(cell.start, cell.end).act if cell.column == "figure" else ACT_IN_COLUMN.get(cell.column)
            if act is None or not _BARE.fullmatch(words):
                continue
            status = STATUS[act]
            if cell.column in _SHARES:
                own = _bracketed(head) or ("%" if _SHARE.search(head) else "")
            else:
                own = unit or _bracketed(title) or _bracketed(head) or row.unit or (_counted(head) if cell.column == "figure" else "")
            value = _value(words, own)
            if value is not None:
                named = name_in(title) + ("增长" if cell.column in _SHARES and _GROWN.search(head) else "")
                if cell.column == "figure" and not PART_OF_YEAR.fullmatch(head):
                    named += _IN_BRACKETS.sub("", head).strip()
                yield Target.model_validate({
                    "id": "n0", "provision": context.owner(cell.start), "start": cell.start, "end": cell.end, "text": words,
                    "indicator": named, "comparator": value[1], "value": value[0], "unit": value[2],
                    "baseline": base_value(context, row, own) if cell.column == "plan" else None, "status": status, "deadline": None,
                    "rule": "targets.cell"})


def _year_row(context: DocumentLayers, row: Row) -> Iterator[Target]:
    """Yields a target for every number of a row that stands for a year; the heads are the indicators."""
    year, written = _YEAR.search(context.text, row.cells[0].start, row.cells[0].end), context.years.written or context.year
    if year is None:
        return
    act: Act = "plan" if written is None or int(year[1]) >= written else "result"
    reported = _reported(context)
    if reported is not None:
        act = "result" if int(year[1]) == reported else "background" if int(year[1]) < reported else "plan"
    status = STATUS[act]
    for cell, head in zip(row.cells[1:], row.head[1:], strict=True):
        words = context.text[cell.start:cell.end]
        own = _bracketed(head) or ("%" if _SHARE.search(head) else row.unit)
        value = _value(words, own) if _BARE.fullmatch(words) else None
        if value is not None:
            yield Target.model_validate({
                "id": "n0", "provision": context.owner(cell.start), "start": cell.start, "end": cell.end, "text": words,
                "indicator": _IN_BRACKETS.sub("", head).strip(), "comparator": value[1], "value": value[0], "unit": value[2],
                "status": status, "deadline": None, "rule": "targets.cell"})


def _reported(context: DocumentLayers) -> int | None:
    """Returns the year that a review or a bulletin is about."""
    meta = context.meta
    end = meta.period[1] if meta and meta.period and meta.kind in ("review", "report") else None
    return int(end[:4]) if end else None


def base_value(context: DocumentLayers, row: Row, unit: str) -> Decimal | None:
    """Returns the number that fills the cell of the base year in a row, in the given unit."""
    for cell in row.cells:
        words = context.text[cell.start:cell.end]
        value = (_value(words, unit) or _value(words, "")) if cell.column == "base" else None
        if value is not None and (not unit or value[2] in (unit, canonical(unit)) or _SCALED.match(unit)):
            return value[0]
    return None


def name_cell(context: DocumentLayers, row: Row) -> Cell | None:
    """Returns the cell that names what a row counts: that of the name column, else the first one with two characters or more."""
    named = next((c for c in row.cells if c.column == "name"), None)
    return named or next((c for c in row.cells if len(_HAN.findall(context.text[c.start:c.end])) >= 2), None)


def name_in(words: str) -> str:
    """Returns the words of a cell that names what its row counts, without its number and the unit in brackets."""
    return _IN_BRACKETS.sub("", _MARKED.sub("", words.strip())).strip()


def _bracketed(words: str) -> str:
    match = _IN_BRACKETS.search(words)
    return match[1] if match and _is_unit(match[1]) else ""


def _counted(head: str) -> str:
    """Returns the unit in which a head counts (抽检批次, 参训人数)."""
    words = head.removesuffix("数")
    return next((words[i:] for i in range(len(words)) if words[i:] in units_of_kind("count")), "")


def _indicator(row: list[_Cell], table: Table) -> tuple[str, str]:
    """Returns the indicator of a row without its unit in brackets, and the unit."""
    name = _MARKED.sub("", row[table.name].text)
    unit = row[table.unit].text if table.unit is not None and table.unit < len(row) else ""
    bracket = _IN_BRACKETS.search(name)
    if bracket and (_is_unit(bracket[1]) or not unit and _is_unit(bracket[1])):
        name, unit = name[:bracket.start()].strip(), unit or bracket[1]
    return name, unit if unit not in _NO_UNIT else ""


def _is_unit(text: str) -> bool:
    scaled = _SCALED.match(text)
    return text in ("%", "％", "‰") or text in canonical_units() or bool(scaled and scaled[2] in canonical_units()) or "/" in text


def _value(cell: str, unit: str) -> tuple[Decimal, Comparator, str] | None:
    """Returns value, comparator and unit of a cell, given the unit of its row; None if it contains no number."""
    match = _CELL.match(cell.replace(" ", ""))
    if match is None:
        own = next(find_quantities(cell), None) if not unit else None
        whole = own is not None and (own.start, own.end) == (0, len(cell)) and own.value_max is None
        return (own.value, own.comparator, own.unit) if own is not None and whole else None
    lead = BEFORE_END.search(match["before"]) if match["before"] else None
    if match["before"] and lead is None:
        return None
    number = read_number(match["number"])
    if number is None:
        return None
    value = number.value
    scaled = None if unit in canonical_units() and unit[:1] not in "万亿" else _SCALED.match(unit)
    if scaled and "/" not in scaled[2][:1]:
        value, unit = value * _SCALES[scaled[1]], scaled[2]
    spelled = match["percent"].replace("％", "%") or spelling(f"1{unit}", canonical(unit.replace("％", "%")))
    comparator: Comparator = comparator_before(lead[0].strip()) if lead else "eq"
    return value, AFTER[match["after"]] if match["after"] else comparator, spelled
