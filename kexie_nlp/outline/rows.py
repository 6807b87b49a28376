"""Finds table rows in running text: a text in, rows of cells under their header out.

A row is a line whose cells are parted by |, by tabs or by wide blanks, as copied from a web page or a document; by single blanks, where
the header or the figures say so; or lines of a cell each.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from kexie_nlp.grammar.numbering import opens_line
from kexie_nlp.grammar.units import canonical_units

Column = Literal["number", "name", "plan", "actual", "share", "change", "base", "size", "figure", "total", "year", "deadline", "body",
                 "unit", "note", "other"]
_BAR = re.compile(r"[|｜\t]")
_ANY_MARK = re.compile("[|｜\t \u3000]")
_EDGE = " \t\u3000|｜"
_BLANK = re.compile("[ \u3000]{2,}|\u3000")
_WRITTEN = re.compile("[^ \u3000]+")  # single blanks part the cells only below a header that they part, too
_LINE = re.compile("[^\n]+")
_LEAST_BAR, _LEAST_BLANK = 2, 3  # separators that make a line a row
_HEAD, _HEAD_LINE = 16, 160  # longest cell of a header, longest header
_NUMBERED = "序号|编号|号|No\\.?"
_NAME_HEAD = re.compile(f"^[{_EDGE}]*(?:(?:指[ \u3000]*标|项[ \u3000]*目)(?:名[ ]?称|内容)?|(?:产品|行业|品种)名[ ]?称)[{_EDGE}]*$", re.M)
_FIGURED, _MOST_LISTED = ("plan", "actual", "base", "share", "change"), 9  # columns of figures, cells of a row
_NUMBER_HEAD = re.compile(f"^[{_EDGE}]*(?:{_NUMBERED})[{_EDGE}]*$", re.M)
_FIGURE_LINE, _LEAST_FIGURES = re.compile(r"^[ \t\u3000]*\d[\d,.]*[%％]?[ \t\u3000]*$", re.M), 4
_COLUMN_HEAD = re.compile("(?=.*[一-龥]{2})[一-龥\\d（）()%％/、—]{2,16}")
_SPACED_HEAD = re.compile(f"^[{_EDGE}]*(?:{_NUMBERED})[ \u3000]+[一-龥]", re.M)
_KINDS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("number", re.compile(f"^(?:{_NUMBERED})$")),
    ("unit", re.compile("^(?:计量)?单位$")),
    ("body", re.compile("单位(?!面积|产)|部门|责任|牵头|配合|负责|科室|股室|处室|领导")),
    ("deadline", re.compile("时限|期限|(?:完成|截止|计划|办结)时间|^时间$")),
    ("note", re.compile("备注|说明|属性|性质|依据")),
    ("size", re.compile("总投资|总规模|总额")),
    ("total", re.compile("^(?:合计|总计|小计)$")),
    ("year", re.compile("^(?:年度|年份)$")),
    ("share", re.compile("率|占比|占|进度(?!情况|安排|要求|计划|目标)|比例|比重|%|增长|增速|增幅|同比")),
    ("base", re.compile("上年|去年|^同期|基期|基数|现状|原有|20\\d\\d年(?:实际|完成|末数|现状|基数)")),
    ("actual", re.compile("完成(?!时)|执行数?$|决算|实际|进展|落实情况|现已|实绩|达到"
                          "|累计|^已[一-龥]{1,4}数|绝对[量数值]|^(?:总量|数值|产量)$")),
    ("plan", re.compile("下一?步|预算|安排|打算|目标|计划|任务数?|指标值|预期|规划|要求|年度值|20[2-9]\\d年")),
    ("name", re.compile("指标|项目|内容|事项|名称|任务|举措|措施|工作")),
)
_NAMES = re.compile("(?:目标|重点|工作|主要|年度|任务|考核|建设)*(?:任务|工作|项目|指标|内容|事项|名称|举措)(?:名称|内容|事项)?$")
_OF_UNIT = re.compile("[（(][万亿千百]?([^（）()万亿]{1,5})[）)]$")
PART_OF_YEAR = re.compile("(?:第?[一二三四1-4]季度|[上下]半年|前[二三]季度|全年|(?:1[0-2]|[1-9])月(?:份|底)?|[1-9]—(?:1[0-2]|[1-9])月)")
_YEAR = re.compile("(?:19|20)\\d\\d(?=年)")
_DIGIT_OR_MARK = re.compile("[0-9，。；：、]|(?:局|委|办|部|厅|科|会|院|中心|政府|全年|底前?)$")
_MARKER = re.compile("^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_NUMBERS = re.compile("实际|同比|占比|增长")  # a table of figures
_MORE_CELLS = 3  # lines that a row of stacked cells may have beyond its columns
_CATEGORY = 2  # most filled cells of a row that is a heading
_TIMED = re.compile("[月底年]前?$|全年|季度|长期|持续|[0-9]日前?$")
_RULE = re.compile(":?-{2,}:?")  # of a table in Markdown
_DIGIT = re.compile("[0-9]")
_SET_WIDE = re.compile("(?<=[一-龥])[ \u3000]+(?=[一-龥])")  # 项 目 内 容
_AMID = re.compile("[一-龥][ \u3000]+[0-9]|[0-9][ \u3000]+[一-龥]")  # blanks between a word and its number
_SUMS = re.compile("单位[:：] ?([^ 、，。；）)]{1,6})[）)]?$")
_FIGURE = re.compile(r"[〔（(≤≥<>]?-?(?P<value>\d[\d,.]*)(?P<unit>[%％]?[一-龥]{0,5})[〕）)]?|[—-]")
_CHANGE = re.compile("增长|增速|增幅|提高|提升")
_PER_CENT, _NEARLY = ("%", "％"), 0.006  # shares are rounded
_SO_FAR = re.compile("截[至止]|目前|累计")


class Cell(NamedTuple):
    """The span of a cell without surrounding blanks, and the kind of its column."""
    start: int
    end: int
    column: Column


class Row(NamedTuple):
    """A row of a table. `head` holds the texts of its header, empty if there is none; `unit` is the unit of its sums (单位：万元)."""
    start: int
    end: int
    cells: tuple[Cell, ...]
    head: tuple[str, ...]
    unit: str = ""


@lru_cache(maxsize=4)  # the outline, the assignments and the layers of a document ask for the same rows
def find_rows(text: str) -> tuple[Row, ...]:
    """Returns the rows of all tables, without their header rows."""
    rows: list[Row] = []
    head: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    unit = ""
    lines = list(_LINE.finditer(text))
    joined = -1  # end of a row on two lines
    if not (_BAR.search(text) or " " in text or "\u3000" in text):
        return tuple(_stacked(text, lines))
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if line.end() == joined:
            continue
        spans = list(_cells(text, *line.span())) or _spaced(text, line, following, columns) or _counted(text, line)
        if not spans and columns[:1] == ("number",) and following:
            spans = _broken(text, line, following, columns)
            joined = spans[-1][1] if spans else joined
        if not spans:
            said = _SUMS.search(line[0])
            unit = said[1] if said else unit if len(line[0].strip()) <= _HEAD else ""
            if len(line[0].strip()) > _HEAD:  # a shorter line is a heading inside the table
                head, columns = (), ()
            continue
        if following and text[line.start()] in _EDGE and len(list(_cells(text, *following.span()))) == len(spans) + 1:
            spans = [(line.start(), line.start()), *spans]  # | 绝对数 | 增长 |⏎生产总值 | 482 | 6.8 |
        if all(_RULE.fullmatch(text, a, b) for a, b in spans):
            continue
        found = _header([text[a:b] for a, b in spans])
        if found:
            head, columns = tuple(text[a:b] for a, b in spans), found
            continue
        below = _second_header(head, [text[a:b] for a, b in spans]) if "" in head else ()
        if below:
            head, columns = below, tuple(map(_kind, below))
            continue
        if len(spans) == 1 and columns and _names_category(text[slice(*spans[0])]):
            rows.append(_category_row(spans[0], head, columns))
            continue
        headed = len(columns) == len(spans)
        kinds: tuple[Column, ...] = columns if headed else _by_figures(text, spans) or _unknown(len(spans))
        cells = tuple(Cell(a, b, kind) for (a, b), kind in zip(spans, kinds, strict=True))
        rows.append(Row(line.start(), max(line.end(), spans[-1][1]), cells, head if headed else (), unit))
    return tuple(rows) if any(row.head for row in rows) else tuple(_stacked(text, lines)) or tuple(rows)


def _stacked(text: str, lines: Sequence[re.Match[str]]) -> Iterator[Row]:
    """Yields the rows of a table that was copied cell by cell, each on a line of its own: those below a header that begins with the number
    of the row, and those of figures below a header of as many cells."""
    spaced = _SPACED_HEAD.search(text)
    figured = len(_FIGURE_LINE.findall(text)) >= _LEAST_FIGURES
    if not (spaced or figured or _NUMBER_HEAD.search(text) or _BAR.search(text) or _NAME_HEAD.search(text)):
        return
    spans = [span for m in lines if (span := _inner(text, *m.span()))[1] > span[0]]
    if spaced:
        spans = list(_parted(text, spans))
    words = [text[start:end] for start, end in spans]
    first = next((i for i, word in enumerate(words) if len(word) <= _HEAD and _kind(word) == "number"), None)
    if first is not None:
        yield from _numbered(spans, words, first)
        return
    rows = list(_listed(spans, words)) or list(_figured(spans, words))
    if rows:
        yield from rows
        return
    for start, stop in _bar_runs(text, spans):
        figure = next((i for i in range(start, stop) if _FIGURE.fullmatch(words[i])), stop)
        size = figure - start - 1
        if size <= _LEAST_BAR or figure + size > stop:
            continue
        head = tuple(words[start:start + size])
        columns = _header(list(head))
        said = _SUMS.search(words[start - 1]) if start else None
        unit = said[1] if said else ""
        for at in range(start + size, stop - size + 1, size) if columns else ():
            yield _row(spans[at:at + size], columns, head, unit)


def _parted(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yields the lines, but the cells of a header that blanks part, and the number and the first cell of a row below it."""
    headed = False
    for start, end in spans:
        words = [m.span() for m in _WRITTEN.finditer(text, start, end)]
        if len(words) >= _LEAST_BLANK and "number" in _header([text[a:b] for a, b in words])[:1]:
            headed = True
            yield from words
        elif headed and len(words) > 1 and text[slice(*words[0])].isdecimal():
            yield from (words[0], (words[1][0], end))
        else:
            yield start, end


def _listed(spans: Sequence[tuple[int, int]], words: Sequence[str]) -> Iterator[Row]:
    """Yields the rows of a table of figures, a cell a line, below a header that begins with that of the names."""
    for start in (i for i, word in enumerate(words) if _NAME_HEAD.fullmatch(word)):
        for size in range(_LEAST_BAR + 1, _MOST_LISTED):
            head = tuple(words[start:start + size])
            columns, at = _header(list(head)), start + size
            figured = [k for k, column in enumerate(columns) if column in _FIGURED]
            found = False
            while len(figured) > 1:
                at += at < len(words) and _MARKER.match(words[at]) is not None  # a category (一、普及水平)
                if at + size > len(words) or _FIGURE.fullmatch(words[at]) or not all(_FIGURE.fullmatch(words[at + k]) for k in figured):
                    break
                yield _row(spans[at:at + size], columns, head)
                at, found = at + size, True
            if found:
                return


def _figured(spans: Sequence[tuple[int, int]], words: Sequence[str]) -> Iterator[Row]:
    """Yields the rows of a table of figures, a cell a line, below heads of any name: two rows or more of a name and as many figures."""
    at = 1
    while at < len(words):
        if not _FIGURE.fullmatch(words[at]) or _FIGURE.fullmatch(words[at - 1]):
            at += 1
            continue
        stop = next((i for i in range(at, len(words)) if not _FIGURE.fullmatch(words[i])), len(words))
        size, first = stop - at + 1, at - 1
        head = tuple(words[max(0, first - size):first])
        if size <= _LEAST_BAR or len(head) < size or not all(map(_COLUMN_HEAD.fullmatch, head)):
            at = stop
            continue
        last = first
        while last + size <= len(words) and not _FIGURE.fullmatch(words[last]) and all(map(_FIGURE.fullmatch, words[last + 1:last + size])):
            last += size
        if last - first > size:
            kinds = [kind if kind in _FIGURED else "figure" for kind in map(_kind, head[1:])]
            for start in range(first, last, size):
                yield _row(spans[start:start + size], ("name", *kinds), head)
            stop = last
        at = stop


def _row(spans: Sequence[tuple[int, int]], columns: tuple[Column, ...], head: tuple[str, ...], unit: str = "") -> Row:
    """Returns the row of as many cells as there are columns."""
    return Row(spans[0][0], spans[-1][1], tuple(Cell(*span, column) for span, column in zip(spans, columns, strict=True)), head, unit)


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns the span of a line without the blanks and bars at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip(_EDGE)), start + len(words.rstrip(_EDGE))


def _bar_runs(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yields the index ranges of consecutive cells with a bar behind each but the last."""
    start = 0
    for i, (_, end) in enumerate(spans):
        following = spans[i + 1][0] if i + 1 < len(spans) else len(text)
        if not _BAR.search(text, end, following):
            if i > start:
                yield start, i + 1
            start = i + 1


def _numbered(spans: Sequence[tuple[int, int]], words: Sequence[str], first: int) -> Iterator[Row]:
    """Yields the rows below a header that begins at an index with the number of the row."""
    stop = next((i for i in range(first + 1, len(words)) if not 1 < len(words[i]) <= _HEAD or opens_line(words[i])), len(words))
    kinds = list(_by_years(words[first:stop], tuple(map(_kind, words[first:stop]))))
    while kinds and kinds[-1] == "other":  # the first category below the header
        kinds.pop()
    head, columns = tuple(words[first:first + len(kinds)]), tuple(kinds)
    figured = sum(column in _FIGURED for column in columns) > 1
    if len(columns) <= _LEAST_BAR or not (figured or {"body", "deadline"} & set(columns)) or not {"name", "plan"} & set(columns):
        return
    at = first + len(columns)
    number = next((int(word) for word in words[at:at + _LEAST_BAR] if word.isdecimal()), 1)
    while at < len(words):
        if words[at] != str(number):
            if words[at + 1:at + 2] == [str(number)] and _names_category(words[at]):
                yield _category_row(spans[at], head, columns)
            at += 1
            continue
        end = at + 1
        while end < len(words) and words[end] != str(number + 1) and not opens_line(words[end]) and end - at < len(columns) + _MORE_CELLS:
            end += 1
        if words[end:end + 1] != [str(number + 1)]:  # the last row
            end = min(end, at + len(columns))
        elif end - at == len(columns) + 1 and _names_category(words[end - 1]):
            end -= 1
        if end - at >= len(columns):
            yield _stacked_row(spans[at:end], head, columns)
        elif merged := _merged_row(spans[at:end], words[at:end], head, columns):
            yield merged
        at, number = end, number + 1


def _merged_row(spans: Sequence[tuple[int, int]], words: Sequence[str], head: tuple[str, ...], columns: tuple[Column, ...]) -> Row | None:
    """Returns a row with fewer lines than columns, since cells of several rows are one: its longest line is the task, a line with a time
    behind it the deadline, the lines behind that the bodies. None if no line is long."""
    long = max(range(len(words)), key=lambda i: len(words[i]))
    if len(words[long]) <= _HEAD // 2:
        return None
    named = next((i for i, column in enumerate(columns) if column == "plan"), columns.index("name") if "name" in columns else 0)
    at = spans[long]
    timed = next((i for i in range(long + 1, len(words)) if _TIMED.search(words[i])), long)
    rest = spans[timed + 1:]
    found = {"number": spans[0], "deadline": spans[timed] if timed > long else None, "body": (rest[0][0], rest[-1][1]) if rest else None}
    cells = [Cell(*at, column) if i == named else Cell(*(found.get(column) or (at[1], at[1])), column) for i, column in enumerate(columns)]
    first = columns.index("body") if "body" in columns else -1
    cells = [cell if cell.column != "body" or i == first else Cell(at[1], at[1], "body") for i, cell in enumerate(cells)]
    return Row(spans[0][0], spans[-1][1], tuple(cells), head)


def _names_category(word: str) -> bool:
    """Whether a line between two rows names those below it."""
    name = _MARKER.sub("", word)
    return 1 < len(name) <= _HEAD and not _DIGIT_OR_MARK.search(name)


def _category_row(span: tuple[int, int], head: tuple[str, ...], columns: tuple[Column, ...]) -> Row:
    empty = [Cell(span[1], span[1], column) for column in columns[1:]]
    return Row(*span, (Cell(*span, columns[0]), *empty), head)


def _stacked_row(spans: Sequence[tuple[int, int]], head: tuple[str, ...], columns: tuple[Column, ...]) -> Row:
    """Returns a row of lines. If there are more lines than columns, the first long column holds those that are left."""
    more = len(spans) - len(columns)
    named = next(i for i, column in enumerate(columns) if column in ("name", "plan"))
    wide = next((i for i, column in enumerate(columns) if column == "plan"), named)
    cells = [Cell(*spans[i], columns[i]) for i in range(wide)]
    cells.append(Cell(spans[wide][0], spans[wide + more][1], columns[wide]))
    cells += [Cell(*spans[i + more], columns[i]) for i in range(wide + 1, len(columns))]
    return Row(spans[0][0], cells[-1].end, tuple(cells), head)


@lru_cache(maxsize=4)
def task_rows(text: str) -> tuple[Row, ...]:
    """Returns the rows of the tables that assign tasks: those with a column of bodies or of deadlines beside one of tasks or goals."""
    return tuple(row for row in find_rows(text) if row.head and _assigns(row))


def _assigns(row: Row) -> bool:
    columns = {cell.column for cell in row.cells}
    return bool(columns & {"body", "deadline"} and columns & {"name", "plan"}) and not _NUMBERS.search("".join(row.head))


def is_category(text: str, row: Row) -> bool:
    """Whether a row only names the rows below it (一、强化保障 in the first cell or two, the others empty)."""
    filled = [cell for cell in row.cells if text[cell.start:cell.end].strip()]
    if filled and text.startswith(("。", "；"), filled[-1].end - 1):
        return False
    return len(filled) < len(row.cells) and len(filled) <= _CATEGORY and not any(c.column in ("body", "deadline") for c in filled)


def _second_header(head: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Returns the heads of a table whose last head stands over several columns that the next row names (其中 | 轻度 | 中度), or none."""
    named = [word.replace(" ", "") for word in words if word]
    first = len(head) - next((i for i, word in enumerate(reversed(head)) if word), 0) - 1
    fits = len(named) == len(head) - first and "" not in head[:first] and not any(map(_DIGIT.search, named))
    return (*head[:first], *named) if fits and len(named) > 1 else ()


def _spaced(text: str, line: re.Match[str], following: re.Match[str] | None, columns: tuple[Column, ...]) -> list[tuple[int, int]]:
    """Returns the cells of a line that single blanks part, if it is a row with as many cells as the header, or a header that numbers its
    rows or stands above a row of figures."""
    if not columns and line.end() - line.start() > _HEAD_LINE or text.count(" ", *line.span()) < _LEAST_BAR:
        return []
    found = [m.span() for m in _WRITTEN.finditer(text, *line.span())]
    if columns:
        numbered = columns[0] == "number" and found and text[slice(*found[0])].isdecimal()
        return _filled(found, columns) if numbered or columns[0] != "number" and len(found) == len(columns) else []
    kinds = _header([text[a:b] for a, b in found]) if len(found) >= _LEAST_BLANK else ()
    if "number" in kinds[:1] and len(set(kinds) - {"other"}) > _LEAST_BAR:
        return found
    below = following[0].split() if kinds and following else []
    return found if len(below) == len(found) and sum(map(bool, map(_FIGURE.fullmatch, below))) >= _LEAST_BAR else []


def _broken(text: str, line: re.Match[str], following: re.Match[str], columns: tuple[Column, ...]) -> list[tuple[int, int]]:
    """Returns the cells of a numbered row that goes on in the next line, inside a cell, if they are as many as the header has."""
    first, second = ([m.span() for m in _WRITTEN.finditer(text, *part.span())] for part in (line, following))
    if len(first) < 2 or not second or not text[slice(*first[0])].isdecimal():
        return []
    return _filled([*first[:-1], (first[-1][0], second[0][1]), *second[1:]], columns)


def _filled(cells: list[tuple[int, int]], columns: tuple[Column, ...]) -> list[tuple[int, int]]:
    """Returns the cells of a row with those of empty notes at its end; none if they do not fit the columns."""
    left = columns[len(cells):]
    fits = len(cells) <= len(columns) and all(column == "note" for column in left)
    return [*cells, *((cells[-1][1], cells[-1][1]) for _ in left)] if fits else []


def _counted(text: str, line: re.Match[str]) -> list[tuple[int, int]]:
    """Returns the cells of a line that single blanks part, if its figures say that it is a row."""
    if "%" not in line[0] or line[0].count(" ") <= _LEAST_BAR:
        return []
    found = [m.span() for m in _WRITTEN.finditer(text, *line.span())]
    return found if _by_figures(text, found) else []


def _by_figures(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Column, ...]:
    """Returns the kinds of the cells of a row without a header, if one is the share or the growth of the two figures before it."""
    figures = [_FIGURE.fullmatch(text, *span) for span in spans]
    for i, (first, second, share) in enumerate(zip(figures, figures[1:], figures[2:], strict=False)):
        if not first or not second or not share or share["unit"] not in _PER_CENT or first["unit"] != second["unit"]:
            continue
        first_value, second_value, part = (_value(m["value"]) for m in (first, second, share))
        if not first_value or i == 0 or share["unit"] == first["unit"]:
            continue
        ratio, part = second_value / first_value, part / 100
        before: Column | None = "plan" if abs(ratio - part) <= _NEARLY else "base" if abs(ratio - 1 - part) <= _NEARLY else None
        if before:
            return "name", *_unknown(i - 1), before, "actual", "share", *_unknown(len(spans) - i - 3)
    return ()


def _unknown(count: int) -> tuple[Column, ...]:
    other: Column = "other"
    return (other,) * count


def _value(digits: str) -> float:
    return float(digits.replace(",", "").rstrip(".") or 0)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if _ANY_MARK.search(text, start, end) is None:
        return
    marks = list(_BAR.finditer(text, start, end))
    least = _LEAST_BAR
    if len(marks) < least:
        body = start + len(text[start:end]) - len(text[start:end].lstrip())
        marks, least = list(_BLANK.finditer(text, body, end)), _LEAST_BLANK
        if any(c in text[start:end] for c in "。") and len(marks) < least + 1:
            return
        if "，" in text[start:end] and 2 * sum(_AMID.match(text, max(m.start() - 1, 0)) is not None for m in marks) >= len(marks):
            return  # running text whose numbers stand apart (满  60 元减  10元，…)
    if len(marks) < least:
        return
    edges = [(start, start), *(m.span() for m in marks), (end, end)]
    spans = [(a, b) for (_, a), (b, _) in zip(edges, edges[1:], strict=False)]
    if not text[slice(*spans[0])].strip() and not text.startswith("\t", marks[0].start()):  # an edge, but a tab parts an empty cell
        spans = spans[1:]
    if spans and not text[slice(*spans[-1])].strip() and not text.startswith("\t", marks[-1].start()):
        spans = spans[:-1]
    for a, b in spans:
        written = text[a:b]
        yield a + len(written) - len(written.lstrip()), max(a, b - len(written) + len(written.rstrip())) if written.strip() else a


def _header(cells: list[str]) -> tuple[Column, ...]:
    """Returns the kinds of the columns if a row is a header: short cells without numbers, at least two of them known words."""
    if any(len(c) > _HEAD or re.search(r"\d(?!\d*(?:[-—–~至到]\d+)?[年月日季])", c) for c in cells):
        return ()
    kinds = _by_years(cells, tuple(map(_kind, cells)))
    if "plan" in kinds and "actual" not in kinds:  # the growth that is planned
        kinds = tuple("change" if kind == "share" and _CHANGE.search(c) else kind for kind, c in zip(kinds, cells, strict=True))
    if sum(map(_figures, cells)) > 1:
        kinds = tuple("figure" if kind == "other" and _figures(c) else kind for kind, c in zip(kinds, cells, strict=True))
    return kinds if sum(k != "other" for k in kinds) >= 2 and len(cells) >= 3 or kinds[0] == "year" and len(cells) >= 3 else ()


def _by_years(cells: Sequence[str], kinds: tuple[Column, ...]) -> tuple[Column, ...]:
    """Returns the kinds of the columns, given those of their words: of several years the last one is the goal and the others its base."""
    years = [max(map(int, _YEAR.findall(c)), default=0) for c in cells]
    if sum(map(bool, years)) < 2:
        return kinds
    if "total" in kinds:  # parts of a sum
        return tuple("plan" if kind == "total" or year and kind == "other" else kind for kind, year in zip(kinds, years, strict=True))
    return tuple("base" if year and year < max(years) and kind in ("plan", "actual", "other") and not _SO_FAR.match(c) else
                 "plan" if year and kind == "other" else kind for kind, year, c in zip(kinds, years, cells, strict=True))


def _figures(cell: str) -> bool:
    """Whether the figures of a column are said by its head alone: by a unit in brackets (造林（亩）), or by a part of the year."""
    match = _OF_UNIT.search(cell)
    in_unit = match is not None and (match[1] in _PER_CENT or match[1] in canonical_units())
    return in_unit or PART_OF_YEAR.fullmatch(cell) is not None


def _kind(cell: str) -> Column:
    cell = _SET_WIDE.sub("", cell)
    if _NAMES.fullmatch(cell):
        return "name"
    return next((kind for kind, pattern in _KINDS if pattern.search(cell)), "other")
