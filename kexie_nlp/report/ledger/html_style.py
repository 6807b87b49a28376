"""The style sheet of the page, for screen and paper."""
from __future__ import annotations

from kexie_nlp.report.ledger.style import (
    BODY_FONT,
    CENTRAL_FILL,
    FILLS,
    HEAD_FILL,
    HEAD_FONT,
    SECOND_FONT,
    STAND_INS,
    TITLE_FONT,
    TOTAL_FILL,
)

RULES = """
body {{ font: 15px/1.6 {body}; margin: 1.5em auto; max-width: 420mm; padding: 0 1em; color: #111; background: #fff }}
h1 {{ font: 28px/1.4 {title}; text-align: center }}
h2 {{ font: 21px/1.5 {head}; border-bottom: 1px solid #999 }}
h3 {{ font: 18px/1.5 {head} }}
h4 {{ font: 17px/1.5 {second}; margin: 1.2em 0 .3em }}
.day {{ text-align: center; font-family: {second} }}
.note {{ color: #444 }}
nav {{ display: flex; flex-wrap: wrap; gap: .3em 1.2em; justify-content: center }}
section > p {{ text-indent: 2em; margin: .3em 0 }}
.wide {{ overflow: auto; max-height: 92vh }}
table {{ border-collapse: collapse; width: 100%; margin: .4em 0 }}
th, td {{ border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top; overflow-wrap: anywhere }}
td {{ min-width: 1.2em }}
th {{ font-family: {head}; font-weight: normal; background: #{head_fill} }}
thead th {{ position: sticky; top: 0; text-align: center }}
th.upright {{ writing-mode: vertical-rl; text-orientation: upright; white-space: nowrap; vertical-align: middle }}
.middle {{ text-align: center }}
.central {{ background: #{central} }}
.central th {{ width: 6em; white-space: nowrap; background: inherit }}
.again {{ display: none }}
.total {{ background: #{total} }}
{tones}
q {{ quotes: none; font-family: {second} }}
dt {{ font-family: {head} }}
a {{ color: #14418b }}
td a {{ color: inherit }}
:target {{ outline: 2px solid #c00000 }}
@page {{ size: A3 landscape; margin: 14mm 12mm }}
@media print {{
  body {{ max-width: none; margin: 0; font-size: 10.5pt }}
  nav {{ display: none }}
  .wide {{ overflow: visible; max-height: none }}
  thead {{ display: table-header-group }}
  thead th {{ position: static }}
  .again {{ display: table-row }}
  .again th {{ text-align: left; background: #{central} }}
  tr, h2, h3, h4, .central {{ break-inside: avoid }}
  h2, h3, h4 {{ break-after: avoid }}
  * {{ print-color-adjust: exact }}
}}
"""


def style_sheet() -> str:
    """The rules, with every face followed by its stand-ins."""
    faces = {name: ", ".join(f'"{face}"' for face in (font, *STAND_INS[font])) + ", serif" for name, font in (
        ("title", TITLE_FONT), ("head", HEAD_FONT), ("second", SECOND_FONT), ("body", BODY_FONT))}
    tones = "\n".join(f".tone-{tone} {{ background: #{color} }}" for tone, color in FILLS.items())
    return RULES.format(**faces, tones=tones, head_fill=HEAD_FILL, central=CENTRAL_FILL, total=TOTAL_FILL)
