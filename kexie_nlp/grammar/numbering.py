"""The numbering grammar of Chinese outlines: text in, `Marker` objects with family, number and position out."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kexie_nlp.grammar.numerals import chinese_integer

CN = "一二三四五六七八九十百"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
BRACKETED_CN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
SEQUENCE = {"首先": 1, "其次": 2, "再次": 3, "此外": None, "另外": None, "最后": None}  # the last three can follow any of them
_BESIDES = ("此外", "另外")  # inside a paragraph they open a sentence of the same item
BULLETS = "●■◆▪•·◇□➢★◎○►✓※\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc"  # the last ones are symbol fonts of Word
CAPITAL, STEMS = "壹贰叁参肆伍陆柒捌玖拾", "甲乙丙丁戊"
_HAN = "一-龥“《"
_NO_LIST = f"[{CN}]+(?:[、和]|[级类等线期次年产月日])"  # 一、二级; 一、二、三产业
_UNITS = "万亿%％‰个倍元米人年月日"
_DECIMAL = r"(?<![\d.])\d{{1,2}}(?:\.\d{{1,2}}){{{n}}}(?![.．]?\d)[.．、]?(?=[ \t]|(?![" + _UNITS + r"])[一-龥])"

# family → pattern, coarse to fine: by default a later family is nested in an earlier one
FAMILIES: dict[str, str] = {
    "part": rf"第[{CN}\d]{{1,4}}(?:编(?![，。；的幅章])|篇(?![，。；的幅章：:])|部分[：:、 ]?(?![，。；的]))",
    "chapter": rf"第[{CN}\d]{{1,4}}章(?![，。；的])",
    "group": rf"第[{CN}\d]{{1,4}}节(?![，。；的日课])",
    "article": rf"第[{CN}\d]{{1,4}}条(?![，。；、的款规至和])",
    "capital": rf"[{CAPITAL}]{{1,3}}、",
    "cjk": rf"[{CN}]{{1,3}}(?:、(?!{_NO_LIST})|[.．](?=[ \t]*[{_HAN}]))",
    "ordinal": rf"第[{CN}]{{1,3}}[，,、：:]",
    "paren_cjk": rf"[（(][{CN}]{{1,3}}[）)]、?|[{BRACKETED_CN}]、?",
    "arabic": rf"(?<![\d.])\d{{1,3}} ?(?:[.．、](?!\d)|[.．、](?=(?:19|20)\d\d年))|[{DOTTED}]"
              r"|(?<![\d.])(?P<bare>\d{1,2})(?=[ \t　]{1,3}[一-龥、]{2,16}[ \t]*\n\s*(?P=bare)[.．]1(?!\d))",  # 1 总则⏎1.1 编制目的
    "decimal2": _DECIMAL.format(n=1),
    "decimal3": _DECIMAL.format(n=2),
    "decimal4": _DECIMAL.format(n=3),
    "paren_arabic": rf"[（(]\d{{1,2}}[）)]|(?<![\d.（(])\d{{1,2}}[）)]|[{BRACKETED}]",
    "circled": rf"[{CIRCLED}]",
    "stem": rf"[{STEMS}]、(?![{STEMS}][、和])",
    "latin": rf"(?<![A-Za-z])[A-Za-z][.．)）、](?=[ \t]*[{_HAN}])",
    "sequence": rf"(?:{'|'.join(SEQUENCE)})[，,]",
    "serial": rf"[{CN}]{{1,3}}(?:是(?!非|不是|一[，。、])|要(?![求么害紧素领点件义]))|其[{CN}][，,是]",
    "bullet": rf"——?(?=[^—\d])(?!在[^\n，。]{{4,40}}上(?:的[^\n，。]{{2,20}})?\n)|--(?=[^-\d])|[{BULLETS}](?=[^年月日\n])"
              rf"|[lnuØ]\t(?=[{_HAN}])",
}
HEADING = "heading"  # a line that heads the items below it without a number; the outline finds these
SUBHEADING = "subheading"  # one that heads a paragraph inside a numbered section
RANK = {HEADING: -1, **{family: rank for rank, family in enumerate(FAMILIES)}, SUBHEADING: len(FAMILIES)}
LEGAL = ("part", "chapter", "group", "article")
STOPS = "。！？；：.;:!?"
_OPENERS = f"第首其再最此另{CAPITAL}{STEMS}{CN}\\d（({CIRCLED}{BRACKETED}{DOTTED}{BRACKETED_CN}A-Za-zØ—\\-{BULLETS}"
_ANY = re.compile(f"(?=[{_OPENERS}])(?:" + "|".join(f"(?P<{name}>{mark})" for name, mark in FAMILIES.items()) + ")")
_LINE_ONLY = ("bullet", "latin", "stem", "decimal2", "decimal3", "decimal4")
_LEGAL_MARK = re.compile(rf"第([{CN}\d]+)(?:[编篇章节条]|部分)")


class Marker(NamedTuple):
    """A marker that may open an item.

    `place`: line (it opens its line), stop (it follows a sentence-final mark), comma, or inside (anywhere else).
    """
    family: str
    number: int | None
    start: int
    end: int
    text: str
    place: str


def find_markers(text: str) -> Iterator[Marker]:
    """Yields every marker of the numbering grammar in a normalised text, in text order.

    第三 continues a series of 首先 and 其次 and belongs to its family. 16.25名 opens an item where lines with 15. and 17. stand around it.
    """
    before: Marker | None = None
    for marker in _markers(text):
        if before is not None and marker.family == "arabic" and marker.number == (before.number or 0) + 2 and marker.place == "line":
            glued = re.compile(rf"^[ \t　]*(?P<mark>{marker.number - 1}[.．、])(?=\d)", re.M).search(text, before.end, marker.start)
            if glued:
                yield Marker("arabic", marker.number - 1, glued.start("mark"), glued.end("mark"), glued["mark"], "line")
        if marker.family == "arabic" and marker.place == "line":
            before = marker
        yield marker


def _markers(text: str) -> Iterator[Marker]:
    last = 0
    for match in _ANY.finditer(text):
        family = match.lastgroup or ""
        place = _place(text, match.start())
        if _allowed(family, match[0], place, text[match.end():match.end() + 1]):
            number = _number(family, match[0])
            if family in ("sequence", "ordinal"):
                family = "sequence" if last and number == last + 1 else family
                last = number or 0 if family == "sequence" else 0
            yield Marker(family, number, match.start(), match.end(), match[0].strip(), place)


def opens_line(line: str) -> bool:
    """Whether a line starts with a marker of the numbering grammar."""
    return _ANY.match(line.lstrip(" \t　")) is not None


def read_marker(marker: str) -> tuple[str, int | None]:
    """Returns family and number of a single marker, such as that of a provision; ("", None) for any other text."""
    match = _ANY.match(f"{marker} 项" if marker.endswith("\t") else marker + "项")
    family = (match.lastgroup or "") if match else ""
    return family, _number(family, match[0]) if match else None


def bare(marker: str) -> str:
    """Returns the marker as written in ids: 一、 → 一, 1. → 1, （二） → (二), ㈢ → (三), 第四章 → 四."""
    legal = _LEGAL_MARK.match(marker)
    if legal:
        return legal[1]
    number = _in_table(marker[:1])
    if marker[:1] in BRACKETED_CN:
        return f"({CN[number - 1]})" if number else marker
    if number and marker[:1] not in CIRCLED:
        return f"({number})" if marker[0] in BRACKETED else str(number)
    return marker.replace("（", "(").replace("）", ")").rstrip("、.．，,：: 　\t")


def _allowed(family: str, mark: str, place: str, after: str) -> bool:
    """Whether a marker of this form can open an item at this position."""
    if place == "line":
        return True
    if family in _LINE_ONLY or mark[:2] in _BESIDES or family == "cjk" and mark[-1] in ".．":
        return False
    if family in LEGAL:
        return place == "stop" or place == "inside" and after in (" ", "\t")
    return not (place == "inside" and family in ("serial", "ordinal", "sequence")) or mark == "一是"  # glued to its heading


def _place(text: str, start: int) -> str:
    i = start - 1
    while i >= 0 and text[i] in " \t　":
        i -= 1
    if i < 0 or text[i] == "\n":
        return "line"
    if text[i] in STOPS:
        return "stop"
    return "comma" if text[i] in "，、" else "stop" if text[i] in "”）】" else "inside"


def _in_table(character: str) -> int | None:
    for table in (CIRCLED, BRACKETED, DOTTED, BRACKETED_CN):
        if character and character in table:
            return table.index(character) + 1
    return None


def _number(family: str, marker: str) -> int | None:
    if family == "bullet":
        return None
    if family == "sequence":
        return SEQUENCE[marker[:2]]
    if family == "stem":
        return STEMS.index(marker[0]) + 1
    if family == "capital":
        return chinese_integer(marker[:-1].replace("参", "叁"))
    if family == "latin":
        return ord(marker[0].lower()) - ord("a") + 1
    digits = re.findall(r"\d+", marker)
    if digits:
        return int(digits[-1])
    chinese = re.search(rf"[{CN}]+", marker)
    return _in_table(marker[0]) or (chinese_integer(chinese[0]) if chinese else None)
