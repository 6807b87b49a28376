"""The automatic numbering of a Word document: which mark Word shows before a paragraph."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kexie_nlp.reading.wordnumbers import format_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
DEEPEST_STYLE = 20  # styles are based on one another; a longer chain is a circle


@dataclass(frozen=True)
class Level:
    """One level of a list: the format of its number, the text around it (%1、), where it starts, after which level it
    starts anew (None: after any higher one), and what stands behind the mark."""
    kind: str
    text: str
    start: int
    restart: int | None
    legal: bool
    suffix: str


class Numbering:
    """Counts the paragraphs of a document's lists, in reading order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}  # list → its levels
        self._shared: dict[str, str] = {}  # list → the definition whose numbers it goes on with
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int]] = {}
        self._style_lists: dict[str, tuple[str, int]] = {}
        self._bases: dict[str, str] = {}
        self._started: set[tuple[str, int]] = set()
        links: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_lists(numbering, links)
        if styles is not None:
            self._read_styles(styles, links)

    def mark(self, paragraph: Any) -> str:
        """The mark before a paragraph (w:p), "" for one in no list; it counts the paragraph."""
        number, level = self._list_of(paragraph)
        levels = self._levels.get(number or "")
        if not number or not levels or level not in levels:
            return ""
        counts = self._count(number, level, levels)
        definition = levels[level]
        if definition.kind == "bullet":
            sign = definition.text[:1]
            return "●" if not sign or "\ue000" <= sign <= "\uf8ff" else sign
        mark = definition.text
        for i in range(LEVELS):
            if f"%{i + 1}" in mark and i in levels:
                kind = "decimal" if definition.legal and i < level else levels[i].kind
                mark = mark.replace(f"%{i + 1}", format_number(counts[i], kind))
        return mark + self._behind(mark, definition.suffix)

    @staticmethod
    def _behind(mark: str, suffix: str) -> str:
        """Word shows a gap behind most marks; a Chinese mark of punctuation brings its own."""
        return "" if suffix == "nothing" or not mark or mark[-1] in "、）】〕．：" else " "

    def _count(self, number: str, level: int, levels: dict[int, Level]) -> list[int]:
        shared = self._shared[number]
        counts = self._counts.setdefault(shared, [0] * LEVELS)
        override = self._overrides.get(number, {}).get(level)
        if override is not None and (number, level) not in self._started:
            counts[level] = override
        elif counts[level] == 0:
            counts[level] = levels[level].start
        else:
            counts[level] += 1
        self._started.add((number, level))
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > 0 and level < restart:
                counts[deeper] = 0
        for higher in range(level):
            if counts[higher] == 0 and higher in levels:
                counts[higher] = levels[higher].start
        return counts

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None, 0
        number, level = _numbering_properties(properties)
        style = _value(properties.find(f"{W}pStyle"))
        if number is None and style is not None:
            number, from_style = self._list_of_style(style)
            level = from_style if level is None else level
        return (None if number == "0" else number), min(max(level or 0, 0), LEVELS - 1)

    def _list_of_style(self, style: str) -> tuple[str | None, int]:
        for _ in range(DEEPEST_STYLE):
            if style in self._style_lists:
                return self._style_lists[style]
            if style not in self._bases:
                break
            style = self._bases[style]
        return None, 0

    def _read_lists(self, numbering: Any, links: dict[str, tuple[str, int]]) -> None:
        definitions = {a.get(f"{W}abstractNumId"): a for a in numbering.iter(f"{W}abstractNum")}
        for num in numbering.iter(f"{W}num"):
            number, shared = num.get(f"{W}numId"), _value(num.find(f"{W}abstractNumId"))
            if number is None or shared is None or shared not in definitions:
                continue
            levels = {_index(e): _level(e) for e in definitions[shared].findall(f"{W}lvl")}
            self._overrides[number] = {}
            for override in num.findall(f"{W}lvlOverride"):
                start = _value(override.find(f"{W}startOverride"))
                if start is not None:
                    self._overrides[number][_index(override)] = _integer(start, 1)
                if override.find(f"{W}lvl") is not None:
                    levels[_index(override)] = _level(override.find(f"{W}lvl"))
            self._levels[number], self._shared[number] = levels, shared
            for element in definitions[shared].findall(f"{W}lvl"):
                linked = _value(element.find(f"{W}pStyle"))
                if linked is not None:
                    links.setdefault(linked, (number, _index(element)))

    def _read_styles(self, styles: Any, links: dict[str, tuple[str, int]]) -> None:
        for style in styles.iter(f"{W}style"):
            name = style.get(f"{W}styleId")
            base = _value(style.find(f"{W}basedOn"))
            properties = style.find(f"{W}pPr")
            if name is None:
                continue
            if base is not None:
                self._bases[name] = base
            if properties is not None and properties.find(f"{W}numPr") is not None:
                number, level = _numbering_properties(properties)
                linked = links.get(name)
                if number is None and linked:
                    number = linked[0]
                if number is not None:
                    level = linked[1] if level is None and linked else level
                    self._style_lists[name] = (number, level or 0)


def _numbering_properties(properties: Any) -> tuple[str | None, int | None]:
    element = properties.find(f"{W}numPr")
    if element is None:
        return None, None
    level = _value(element.find(f"{W}ilvl"))
    return _value(element.find(f"{W}numId")), None if level is None else _integer(level, 0)


def _level(element: Any) -> Level:
    restart = _value(element.find(f"{W}lvlRestart"))
    legal = element.find(f"{W}isLgl")
    return Level(_value(element.find(f"{W}numFmt")) or "decimal", _value(element.find(f"{W}lvlText")) or "",
                 _integer(_value(element.find(f"{W}start")), 1), None if restart is None else _integer(restart, 0),
                 legal is not None and _value(legal) not in ("0", "false"), _value(element.find(f"{W}suff")) or "tab")


def _index(element: Any) -> int:
    return min(max(_integer(element.get(f"{W}ilvl"), 0), 0), LEVELS - 1)


def _value(element: Any | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _integer(value: str | None, default: int) -> int:
    try:
        return min(int(value or default), 1_000_000)
    except ValueError:
        return default
