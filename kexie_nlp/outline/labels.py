"""Reads the labelled fields of a header block: text in, the values of labels such as 发文字号 with their spans out.

    发文字号新教发〔2023〕24号发布机构新泰市教育局  (a table that lost its borders)
    发文机构：县政府办公室   |发文字号| 政办发〔2023〕6号 |   【公布日期】 2013-05-30   成文日期：⏎⏎    2024年3月28日
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.outline.label_words import ANY, FIELD_OF, SIZES, WRITTEN, Field
from kexie_nlp.outline.preamble import Found

_LABEL = re.compile(rf"(?:(?<=[\s|【\[•·:：/\d日-])|^)(?P<label>{ANY})[ \u3000]*"
                    r"(?:[】\]][ \u3000]*[：:|]?|[：:][ \u3000]*\|?|\|)[ \u3000]*", re.M)
_BARE = re.compile(rf"(?:(?<=[ \t\u3000])|^)(?P<label>{ANY})[ \t\u3000]+(?=[^ \t\u3000\n：:]|$)", re.M)  # several on a line
_MARKED = re.compile(rf"[：:]|(?:{ANY})[ \u3000]*\|")  # a line whose labels have marks
_TABBED = re.compile(rf"^(?P<label>{ANY})[ ]*\t+(?=[^\t\n]+$)", re.M)  # one on a line, with its value in the next cell
_GLUED = re.compile(rf"^(?P<label>{ANY})(?=[一-龥\d])", re.M)
_GLUED_INSIDE = re.compile(rf"(?<=[号日\d])(?P<label>{ANY})(?=[一-龥\d])")
_LEAST_GLUED = 3  # lines
_LINE = re.compile("[^\n]+")
_BLANK = re.compile(r"[ \t\u3000]")
_EMPTY = re.compile(r"\s*\n[ \t]*\n?[ \t]*(?P<value>[^\n|：:]{2,60})")
_BESIDE = re.compile(r"[ \t\u3000]+(?=[12]\d{3}[-/.年]|[一-龥]{2,6}[：:])")  # a date, another label
_VALUE_ENDS = " \t\u3000|【[•·"


def labelled(text: str, end: int) -> dict[Field, Found[str]]:
    """Returns the first value of each field among the labels before an offset. A label alone on its line has its value below it."""
    found: dict[Field, Found[str]] = {}
    marks = sorted([*_LABEL.finditer(text, 0, end), *_bare(text, end), *_glued(text, end)], key=re.Match.start)
    for i, mark in enumerate(marks):
        label = _BLANK.sub("", mark["label"])
        field = FIELD_OF.get(label)
        if label == "发布日期" and text[mark.start("label") - 1:mark.start("label")] == "【":
            field = "signed"  # in law databases the day of the law, not of the page
        if field is None or field in found and label not in WRITTEN:
            continue
        following = marks[i + 1].start("label") if i + 1 < len(marks) else -1
        stop = min((n for n in (text.find("\n", mark.end()), text.find("|", mark.end()), following) if n >= 0), default=end)
        value = text[mark.end():stop].rstrip(_VALUE_ENDS).lstrip()
        start = text.find(value, mark.end()) if value else mark.end()
        if not value:
            below = _EMPTY.match(text, mark.end())
            if below is None or i + 1 < len(marks) and marks[i + 1].start() < below.start("value") + 2:
                continue
            value, start = below["value"].rstrip(), below.start("value")
        if field in ("source", "author", "issuer"):
            value = _BESIDE.split(value, 1)[0]
        if label in SIZES and "号" not in value:
            continue
        found[field] = Found(value, start, start + len(value), f"{field}.label")
    return found


def _bare(text: str, end: int) -> Iterator[re.Match[str]]:
    """Yields the labels of lines that begin with one, hold at least two and no colon."""
    for line in _LINE.finditer(text, 0, end):
        marks = list(_BARE.finditer(text, *line.span()))
        marks = [] if marks and _MARKED.search(line[0]) else marks
        tabbed = _TABBED.match(text, *line.span()) if "\t" in line[0] else None
        if tabbed and len(marks) < 2:
            yield tabbed
        if len(marks) > 1 and not line[0][:marks[0].start() - line.start()].strip():
            yield from marks


def _glued(text: str, end: int) -> Iterator[re.Match[str]]:
    """Yields the labels that run on into their values, if several lines begin with one and hold no colon."""
    lines = [m for m in _GLUED.finditer(text, 0, end) if not re.search("[：:|]", text[m.start():text.find("\n", m.end())])]
    if len(lines) >= _LEAST_GLUED:
        for line in lines:
            yield line
            yield from _GLUED_INSIDE.finditer(text, line.end(), max(line.end(), text.find("\n", line.end())))
