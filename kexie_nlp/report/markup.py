"""A document as an HTML page: its raw text with everything extracted from it underlined and labelled.

`find_marks` turns a record into raw spans of five kinds; `render_extractions` draws them with spaCy's displaCy (style "span",
manual input, characters as tokens, so that long clauses wrap and overlapping spans are stacked) and sets the page around them.
Text between the spans is escaped.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from kexie_nlp.report.labels import DOCUMENT_KINDS, KINDS, LEVELS, ROLES, amount, interval, manner
from kexie_nlp.report.render import clean

if TYPE_CHECKING:
    from kexie_nlp.analysis import Document
    from kexie_nlp.model import DocumentRecord, Provision, Target, Time

NAMES = {"measures": "举措", "targets": "指标", "times": "时限", "actors": "主体", "instruments": "文件"}
_TOKEN = re.compile(r"[（《“‘【(]*(?:[0-9A-Za-z.%]+|.)[，。；：、！？）》”’】,;:!?)]*", re.S)  # a token with its punctuation
_BLANK = "\x02"  # follows a token of blanks, which displaCy would drop; cleaned text never contains it
_LINE = re.compile(r"[^\n]*\S[^\n]*")
LONGEST = 1000   # characters drawn in one call: the time of displaCy is quadratic
_LABEL = 0.65    # font size of a label relative to the text
_BEGIN = '<div class="spans"'
_TEMPLATE = {"span": '<span class="t" style="height:{total_height}px">{text}{span_slices}{span_starts}</span>',
             "slice": '<i class="{bg}" style="top:{top_offset}px"></i>',
             "start": '<b class="{bg}" style="top:{top_offset}px">{label}{kb_link}</b>'}
_COLORS = {"measures": "#8fb8de", "targets": "#f2b16b", "times": "#93cf96", "actors": "#d3a6dd", "instruments": "#e9a3a3"}
_POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">'
_STYLE = """
.kx { overflow-x:clip; color:#1f2328; background:#fff; font:17px/2
  "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif; }
.kx a { color:inherit; text-decoration:none }
.kx a:hover { text-decoration:underline }
.kx header { border-bottom:1px solid #d8dee4; padding-bottom:.6em; margin-bottom:1em; line-height:1.6 }
.kx h1 { font-size:1.45em; margin:.2em 0 }
.kx .facts, .kx .legend { font-size:.82em; color:#57606a; display:flex; flex-wrap:wrap; gap:.2em 1.4em; margin:.4em 0 }
.kx .legend label { cursor:pointer; color:#1f2328 }
.kx .legend input { vertical-align:middle; margin:0 .35em 0 0 }
.kx .legend em { font-style:normal; padding:.1em .45em; border-radius:3px }
.kx section { display:grid; grid-template-columns:6.2em minmax(0,1fr); gap:0 1em; scroll-margin-top:.5em; padding:.15em .5em;
  border-radius:6px }
.kx section:target { background:#fff8dc }
.kx h2 { font-size:.82em; font-weight:600; margin:0; text-align:right; line-height:1.45; padding-top:.65em; overflow-wrap:anywhere }
.kx h2 small { display:block; font-weight:400; color:#6e7781 }
.kx .section .text > div:first-child { font-size:1.18em; font-weight:600 }
.kx .text { white-space:pre-wrap; overflow-wrap:anywhere; min-width:0 }
.kx .spans { display:inline; line-height:inherit !important }
.kx .t { display:inline-block; position:relative; white-space:pre; vertical-align:top }
.kx .t i { position:absolute; left:-.5px; width:calc(100% + 1px); height:4px }
.kx .t b { position:absolute; left:-.5px; z-index:2; margin-top:-2px; padding:2px 3px; border-radius:3px; color:#1f2328;
  font:600 11px/1 sans-serif; white-space:nowrap; user-select:none }
"""
_PAGE_STYLE = """
body { margin:0 }
body > main { max-width:62em; margin:0 auto; padding:1em 1.5em 30vh }
body > nav { display:none }
@media (min-width:75em) {
  body { display:grid; grid-template-columns:19em minmax(0,1fr) }
  body > nav { display:block; position:sticky; top:0; height:100vh; overflow:auto; box-sizing:border-box; padding:1.2em 1em;
    background:#f6f8fa; border-right:1px solid #d8dee4; font-size:.8em; line-height:1.5 }
  body > nav a { display:block; padding:.15em 0; overflow:hidden; text-overflow:ellipsis; white-space:nowrap }
  body > nav a.section { font-weight:600; margin-top:.6em }
}
@media (max-width:40em) { .kx section { grid-template-columns:1fr } .kx h2 { text-align:left } .kx h2 small { display:inline } }
@media print { body > nav { display:none } body { display:block } }
"""


class Mark(NamedTuple):
    """A raw span, its kind (a key of `NAMES`), and the value read there as a short Chinese text."""
    start: int
    end: int
    kind: str
    value: str = ""


class _Part(NamedTuple):
    """The HTML of a piece of text, its innermost provision (None outside all), and whether the provision begins with it."""
    provision: Provision | None
    opens: bool
    body: str


def render_extractions(document: Document, *, kinds: Sequence[str] = tuple(NAMES), page: bool = True) -> str:
    """The raw text of a document as HTML, with its extractions underlined and labelled.

    `kinds` selects among measures, targets, times, actors and instruments; ValueError for others. With `page` the result is a
    complete page without scripts or external files, otherwise a fragment for notebooks:
    `IPython.display.HTML(render_extractions(document, page=False))`. The id of every provision is an anchor: FILE.html#一.2
    opens at that provision. All text is escaped; control characters are shown as �.
    """
    marks, text = find_marks(document, kinds), clean(document.text)
    parts = []
    stretches = list(_stretches(document))
    lines = [[match.span() for match in _LINE.finditer(text, start, end)] for _, _, start, end in stretches]
    drawn = iter(_draw(text, [span for spans in lines for span in spans], marks))
    for (provision, opens, _, _), spans in zip(stretches, lines, strict=True):
        if opens or spans:
            parts.append(_Part(provision, opens, "".join(f"<div>{next(drawn)}</div>" for _ in spans)))
    counts = {kind: sum(mark.kind == kind for mark in marks) for kind in NAMES if kind in kinds}
    return (_page if page else _fragment)(document.record, parts, counts)


def find_marks(document: Document, kinds: Sequence[str] = tuple(NAMES)) -> list[Mark]:
    """The extractions of these kinds as raw spans, sorted; ValueError for a kind that is not in `NAMES`.

    Actors and instruments are names without spans in the record. They are marked where the measure mentions them; an actor
    that a measure inherits is marked at its nearest mention in the provision, or not at all if there is none.
    """
    if unknown := sorted(set(kinds) - set(NAMES)):
        raise ValueError(f"unknown kinds {', '.join(unknown)}; legal: {', '.join(NAMES)}")
    record = document.record
    marks: set[Mark] = set()
    if "measures" in kinds:
        marks |= {Mark(m.start, m.end, "measures", manner(m.status, m.modality)) for m in record.measures}
    if "targets" in kinds:
        marks |= {Mark(t.start, t.end, "targets", _amount(t)) for t in record.targets}
    if "times" in kinds:
        marks |= {Mark(t.start, t.end, "times", _date(t)) for t in record.times}
    named = [kind for kind in ("actors", "instruments") if kind in kinds]
    return sorted(mark for mark in marks | set(_named(document, named)) if mark.start < mark.end)


def _amount(target: Target) -> str:
    most = None if target.value_max is None else f"{target.value_max:f}"
    return amount(target.comparator, f"{target.value:f}", most, target.unit)


def _date(time: Time) -> str:
    return interval((time.from_, time.to)) or KINDS[time.kind]


def _named(document: Document, kinds: Sequence[str]) -> Iterator[Mark]:
    norm = document.norm
    places = {p.id: norm.to_text(p.start, p.end) for p in document.record.provisions} if kinds else {}
    found: dict[tuple[str, tuple[int, int]], list[tuple[int, int]]] = {}
    for measure in document.record.measures:
        own = norm.to_text(measure.start, measure.end)
        for kind in kinds:
            around = places.get(measure.provision or "", own) if kind == "actors" else own
            for name in dict.fromkeys(getattr(measure, kind)):
                if (name, around) not in found:
                    found[name, around] = _mentions(norm.text, name, around)
                if mentions := found[name, around]:
                    last = max(bisect_left(mentions, (own[1],)) - 1, 0)
                    yield Mark(*norm.to_raw(*mentions[last]), kind)


def _mentions(text: str, name: str, around: tuple[int, int]) -> list[tuple[int, int]]:
    """The spans of a name within the span `around`; blanks between its characters are allowed."""
    return [match.span() for match in re.compile(r"\s*".join(map(re.escape, name))).finditer(text, *around)]


def _stretches(document: Document) -> Iterator[tuple[Provision | None, bool, int, int]]:
    """The text cut at the bounds of provisions, in order: the innermost provision, whether it begins here, start and end."""
    provisions = sorted(document.record.provisions, key=_outer_first)
    inside: list[Provision] = []
    done = 0
    for provision in provisions:
        while inside and inside[-1].end <= provision.start:
            last = inside.pop()
            yield last, done == last.start, done, last.end
            done = max(done, last.end)
        yield inside[-1] if inside else None, bool(inside) and done == inside[-1].start, done, provision.start
        done = provision.start
        inside.append(provision)
    while inside:
        last = inside.pop()
        yield last, done == last.start, done, last.end
        done = max(done, last.end)
    yield None, False, done, len(document.text)


def _draw(text: str, lines: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> Iterator[str]:
    """The HTML of every line; lines and marks are sorted, and a mark may cross lines."""
    starts = [start for start, _ in lines]
    held: list[list[Mark]] = [[] for _ in lines]
    for mark in marks:
        number = max(bisect_right(starts, mark.start) - 1, 0)
        while number < len(lines) and starts[number] < mark.end:
            if part := _within(mark, *lines[number]):
                held[number].append(part)
            number += 1
    for (start, end), here in zip(lines, held, strict=True):
        yield "".join(_line(text, start, end, sorted(here)))


def _line(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
    clusters = [(cut, min(cut + LONGEST, last), cluster)
                for first, last, cluster in _clusters(marks) for cut in range(first, last, LONGEST)]
    for (first, last, _), html in zip(clusters, _by_displacy(text, clusters), strict=True):
        yield escape(text[start:first]) + html
        start = last
    yield escape(text[start:end])


def _clusters(marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Groups of overlapping marks with the span that each group covers without a gap: start, end, marks."""
    cluster: list[Mark] = []
    reach = 0
    for mark in marks:
        if cluster and mark.start >= reach:
            yield cluster[0].start, reach, cluster
            cluster = []
        cluster.append(mark)
        reach = max(reach, mark.end)
    if cluster:
        yield cluster[0].start, reach, cluster


def _within(mark: Mark, start: int, end: int) -> Mark | None:
    """The part of a mark that lies in the span; None if there is none."""
    part = mark._replace(start=max(mark.start, start), end=min(mark.end, end))
    return part if part.start < part.end else None


def _by_displacy(text: str, clusters: Sequence[tuple[int, int, list[Mark]]]) -> list[str]:
    """The HTML of every cluster, drawn in one call of displaCy."""
    from spacy import displacy

    kinds: dict[str, str] = {}
    docs = [_tokens_and_spans(text, *cluster, kinds) for cluster in clusters]
    options = {"template": _TEMPLATE, "top_offset": 27, "top_offset_step": 15, "span_label_offset": 12, "colors": kinds}
    html = displacy.render(docs, style="span", manual=True, jupyter=False, options=options)
    return [_BEGIN + part.rstrip() for part in html.replace(_BLANK, "").split(_BEGIN)[1:]]  # escaped text never holds a tag


def _tokens_and_spans(text: str, start: int, end: int, marks: Sequence[Mark], kinds: dict[str, str]) -> dict[str, Any]:
    """A cluster as input of displaCy; `kinds` collects the kind of every label, which selects its color."""
    parts = [part for mark in marks if (part := _within(mark, start, end))]
    edges = [start]
    for a, b in pairwise(sorted({start, end, *(m.start for m in parts), *(m.end for m in parts)})):
        edges += [match.end() for match in _TOKEN.finditer(text, a, b)]
    labels = [_label(text, part) for part in parts]
    kinds.update(zip(labels, (part.kind for part in parts), strict=True))
    return {"tokens": [text[a:b] + _BLANK * text[a:b].isspace() for a, b in pairwise(edges)], "spans": [
        {"start_token": bisect_left(edges, part.start), "end_token": bisect_left(edges, part.end), "label": label}
        for part, label in zip(parts, labels, strict=True)]}


def _label(text: str, mark: Mark) -> str:
    """The label of a mark: its kind, and its value if that fits beneath the span."""
    name = NAMES[mark.kind]
    whole = f"{name} {mark.value}" if mark.value else name
    return escape(clean(whole) if _width(whole) * _LABEL <= _width(text[mark.start:mark.end]) else name)


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _outer_first(provision: Provision) -> tuple[int, int]:
    return provision.start, -provision.end


def _page(record: DocumentRecord, parts: Sequence[_Part], counts: Mapping[str, int]) -> str:
    """The complete page with an outline at the left; it loads and runs nothing."""
    links = [f'<a class="{p.role}" href="#{_text(p.id)}" style="padding-left:{min(p.level - 1, 6)}em">{_text(p.id)} '
             f'{_text(p.title or ROLES[p.role])}</a>' for p in record.provisions]
    return (f'<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8">{_POLICY}'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_title(record)}</title>'
            f'<style>{_style()}{_PAGE_STYLE}</style></head>\n<body class="kx">\n<nav>\n' + "\n".join(links) +
            f"\n</nav>\n<main>\n{_content(record, parts, counts)}</main>\n</body>\n</html>\n")


def _fragment(record: DocumentRecord, parts: Sequence[_Part], counts: Mapping[str, int]) -> str:
    """The same content without outline, to be embedded in another page."""
    return f'<style>{_style()}</style>\n<div class="kx">\n{_content(record, parts, counts)}</div>\n'


def _content(record: DocumentRecord, parts: Sequence[_Part], counts: Mapping[str, int]) -> str:
    meta = record.meta
    facts = {"文件": record.source, "类型": DOCUMENT_KINDS.get(meta.kind or ""), "发文机关": meta.issuer,
             "层级": LEVELS.get(meta.level or ""), "地区": meta.region, "文号": meta.doc_number, "日期": meta.issued,
             "规划期": interval(meta.period)}
    said = "".join(f"<span>{name}：{_text(value)}</span>" for name, value in facts.items() if value)
    legend = "".join(f'<label><input type="checkbox" class="show-{kind}" checked><em class="{kind}">{NAMES[kind]}</em> {count}'
                     "</label>" for kind, count in counts.items())
    return (f'<header><h1>{_title(record)}</h1>\n<div class="facts">{said}</div>\n<div class="legend">{legend}'
            "<span>下划线为抽取结果，标签后为读出的值</span></div></header>\n" + "".join(map(_section, parts)))


def _section(part: _Part) -> str:
    provision = part.provision
    if provision is None:
        return f'<section><h2></h2><div class="text">{part.body}</div></section>\n'
    name = _text(provision.id)
    if not part.opens:
        return f'<section class="more"><h2></h2><div class="text">{part.body}</div></section>\n'
    return (f'<section id="{name}" class="{provision.role}"><h2><a href="#{name}">{name}</a><small>{ROLES[provision.role]}</small>'
            f'</h2><div class="text">{part.body}</div></section>\n')


def _style() -> str:
    """The style sheet: a color for every kind, and a rule that hides it when its box in the legend is unchecked."""
    rules = [f".kx .{kind} {{ background:{color} }} .kx:has(.show-{kind}:not(:checked)) .t .{kind} {{ display:none }}"
             for kind, color in _COLORS.items()]
    return _STYLE + "\n".join(rules) + "\n"


def _title(record: DocumentRecord) -> str:
    return _text(record.meta.title or record.source)


def _text(value: str) -> str:
    return escape(clean(" ".join(value.split())))
