"""The page around a marked text: head, legend, outline and looks."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from kexie_nlp.report.marks import NAMES
from kexie_nlp.report.render import clean
from kexie_nlp.report.words import ROLES, interval

if TYPE_CHECKING:
    from kexie_nlp.model import DocumentRecord, Provision

LEVELS = {"central": "中央", "provincial": "省级", "municipal": "市级", "county": "县级"}
COLOURS = {"measures": "#8fb8de", "targets": "#f2b16b", "times": "#93cf96", "actors": "#d3a6dd", "instruments": "#e9a3a3"}
NOTHING = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">'
LOOKS = """
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
AROUND = """
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


class Part(NamedTuple):
    """A stretch of a provision (None: outside all), whether the provision begins with it, and its HTML."""
    provision: Provision | None
    opens: bool
    body: str


def as_page(record: DocumentRecord, parts: Sequence[Part], counts: Mapping[str, int]) -> str:
    """The whole page; it loads nothing and runs nothing."""
    links = [f'<a class="{p.role}" href="#{_text(p.id)}" style="padding-left:{min(p.level - 1, 6)}em">{_text(p.id)} '
             f'{_text(p.title or ROLES[p.role])}</a>' for p in record.provisions]
    return (f'<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8">{NOTHING}'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_title(record)}</title>'
            f'<style>{_looks()}{AROUND}</style></head>\n<body class="kx">\n<nav>\n' + "\n".join(links) +
            f"\n</nav>\n<main>\n{_content(record, parts, counts)}</main>\n</body>\n</html>\n")


def as_fragment(record: DocumentRecord, parts: Sequence[Part], counts: Mapping[str, int]) -> str:
    """The same without the outline beside it, to stand in another page."""
    return f'<style>{_looks()}</style>\n<div class="kx">\n{_content(record, parts, counts)}</div>\n'


def _content(record: DocumentRecord, parts: Sequence[Part], counts: Mapping[str, int]) -> str:
    meta = record.meta
    facts = {"文件": record.source, "发文机关": meta.issuer, "层级": LEVELS.get(meta.level or ""), "地区": meta.region,
             "文号": meta.doc_number, "日期": meta.issued, "规划期": interval(meta.period)}
    said = "".join(f"<span>{name}：{_text(value)}</span>" for name, value in facts.items() if value)
    legend = "".join(f'<label><input type="checkbox" class="show-{kind}" checked><em class="{kind}">{NAMES[kind]}</em> {count}'
                     "</label>" for kind, count in counts.items())
    return (f'<header><h1>{_title(record)}</h1>\n<div class="facts">{said}</div>\n<div class="legend">{legend}'
            "<span>下划线为抽取结果，标签后为读出的值</span></div></header>\n" + "".join(map(_section, parts)))


def _section(part: Part) -> str:
    provision = part.provision
    if provision is None:
        return f'<section><h2></h2><div class="text">{part.body}</div></section>\n'
    name = _text(provision.id)
    if not part.opens:
        return f'<section class="more"><h2></h2><div class="text">{part.body}</div></section>\n'
    return (f'<section id="{name}" class="{provision.role}"><h2><a href="#{name}">{name}</a><small>{ROLES[provision.role]}</small>'
            f'</h2><div class="text">{part.body}</div></section>\n')


def _looks() -> str:
    """The rules, with a colour for every kind and a switch that hides it."""
    rules = [f".kx .{kind} {{ background:{colour} }} .kx:has(.show-{kind}:not(:checked)) .t .{kind} {{ display:none }}"
             for kind, colour in COLOURS.items()]
    return LOOKS + "\n".join(rules) + "\n"


def _title(record: DocumentRecord) -> str:
    return _text(record.meta.title or record.source)


def _text(value: str) -> str:
    return escape(clean(" ".join(value.split())))
