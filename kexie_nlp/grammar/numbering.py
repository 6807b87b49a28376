"""The numbering grammar of Chinese outlines, in one place: which marks open an item, of which family, which number."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kexie_nlp.grammar.numerals import chinese_integer

CN = "一二三四五六七八九十百"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
BRACKETED_CN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
SEQUENCE_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 9}

# family → pattern, coarse to fine: where a document does not show otherwise, a later family lies inside an earlier one
FAMILIES: dict[str, str] = {
    "chapter": rf"第[{CN}\d]+[编章篇](?=[ 　\t\n]|[^，。；的])|第[{CN}]+部分[：:、 ]?",
    "article_group": rf"第[{CN}\d]+节(?=[ 　\t]|[^，。；的日])",
    "article": rf"第[{CN}\d]+条(?=[ 　\t]|[^，。；的款规])",
    "cjk": rf"[{CN}]{{1,3}}、(?![{CN}]+(?:[、和]|[级类等线期次]))",
    "ordinal": rf"第[{CN}]{{1,3}}[，、：]|(?:首先|其次|再次|最后)，",
    "paren_cjk": rf"（[{CN}]{{1,3}}）|[{BRACKETED_CN}]",
    "arabic": rf"(?<!\d)\d{{1,3}}(?:[.．](?!\d)|、(?!\d))|[{DOTTED}]",
    "paren_arabic": rf"（\d{{1,2}}）|(?<![\d.（])\d{{1,2}}）|[{BRACKETED}]",
    "circled": rf"[{CIRCLED}]",
    "serial": rf"[{CN}]{{1,3}}[是要](?![一不非求么害紧素领])",
    "bullet": r"——?(?=[^—\d])|--(?=[^-\d])|[●■◆▪•◇□➢★◎○►✓](?=[^年月日])",
}
RANK = {family: rank for rank, family in enumerate(FAMILIES)}
_ANY = re.compile("|".join(f"(?P<{family}>{pattern})" for family, pattern in FAMILIES.items()))
STOPS = "。！？；：.;:!?"


@dataclass(frozen=True)
class Marker:
    """A mark that may open an item. `place`: line (opens its line), stop (behind a stop), comma, inside (elsewhere)."""
    family: str
    number: int | None
    start: int
    end: int
    text: str
    place: str


def find_markers(text: str) -> Iterator[Marker]:
    """Every mark of the numbering grammar in normalised text, in order, with where it stands."""
    for match in _ANY.finditer(text):
        family = match.lastgroup or ""
        place = _place(text, match.start())
        if place == "inside" and family in ("serial", "ordinal") or place != "line" and family == "bullet":
            continue
        yield Marker(family, _number(family, match[0]), match.start(), match.end(), match[0].strip(), place)


def opens_line(line: str) -> bool:
    """Whether a line begins with a mark of the numbering grammar."""
    return _ANY.match(line.lstrip(" \t　")) is not None


def bare(marker: str) -> str:
    """The marker as ids write it: 一、 → 一, 1. → 1, （二） → (二)."""
    return marker.replace("（", "(").replace("）", ")").rstrip("、.．，：: 　")


def _place(text: str, start: int) -> str:
    i = start - 1
    while i >= 0 and text[i] in " \t　":
        i -= 1
    if i < 0 or text[i] == "\n":
        return "line"
    if text[i] in STOPS:
        return "stop"
    return "comma" if text[i] in "，、" else "stop" if text[i] in "”）" else "inside"


def _number(family: str, marker: str) -> int | None:
    for table in (CIRCLED, BRACKETED, DOTTED, BRACKETED_CN):
        if marker[0] in table:
            return table.index(marker[0]) + 1
    if family == "bullet":
        return None
    for word, number in SEQUENCE_WORDS.items():
        if marker.startswith(word):
            return number
    digits = re.search(r"\d+", marker)
    if digits:
        return int(digits[0])
    chinese = re.search(rf"[{CN}]+", marker)
    return chinese_integer(chinese[0]) if chinese else None
