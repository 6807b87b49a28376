"""Plotly figures: the layout and legend that all of them share, and a figure as one HTML page that needs no network."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import fonts, style
from kexie_nlp.charts.chart import Chart, Key, wrap
from kexie_nlp.report.render import in_script

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

LANGUAGES = {None: "zh-Hans", "traditional": "zh-Hant", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
LEFT, LINE = 16, 19  # the margin, and the height of a line of a note
_STEERING = re.compile(r"[$%{}]")  # formulas ($…$) and placeholders (%{…})
# plotly measures texts once, when it first draws them, so the font has to be loaded before
_DRAW = """const draw = () => Plotly.newPlot("kexie-chart", figure.data, figure.layout, config);
document.fonts.load("13px {font}", "字").then(draw, draw);"""
_BUTTONS = {"Download plot as a PNG": "存为图片", "Zoom": "放大所选", "Pan": "平移", "Zoom in": "放大", "Zoom out": "缩小",
            "Autoscale": "自动缩放", "Reset axes": "还原", "Double-click to zoom back out": "双击还原",
            "Download plot": "存为图片", "Preparing image - this may take a few seconds": "正在生成图片",
            "Image download succeeded": "图片已生成", "Sorry, there was a problem downloading your image!": "图片生成失败"}


def safe(text: str) -> str:
    """A text that plotly shows literally: tags, entities, formulas and placeholders are escaped."""
    return _STEERING.sub(_reference, escape(text, quote=False))


def hover(lines: Iterable[str]) -> str:
    """The lines of a hover text, wrapped and escaped."""
    return "<br>".join(safe(part) for line in lines for part in wrap(line))


def new_figure(chart: Chart, *, width: float, height: float, top: float = 0, right: float = 40, bottom: float = 40) -> Figure:
    """An empty figure with title, notes and legend above a drawing of `height`; all lengths in pixels."""
    from plotly.graph_objects import Figure

    notes = [line for note in chart.notes for line in wrap(note, width / 13 - 4)]
    above = 58 + LINE * len(notes)
    whole = above + 40 + top + height + bottom
    made = Figure()
    made.update_layout(
        template="plotly_white", width=width, height=whole, hovermode="closest",
        font={"family": style.FAMILIES, "size": 13, "color": style.INK},
        title={"text": safe(chart.title), "x": 0, "xref": "container", "xanchor": "left", "y": 1 - 32 / whole,
               "yref": "container", "yanchor": "middle", "pad": {"l": LEFT}, "font": {"size": 20},
               "subtitle": {"text": "<br>".join(map(safe, notes)), "font": {"size": 13, "color": style.SOFT}}},
        margin={"l": LEFT, "r": right, "t": above + 40 + top, "b": bottom},
        legend={"orientation": "h", "x": LEFT / width, "xref": "container", "y": 1 - above / whole, "yref": "container",
                "yanchor": "top", "xanchor": "left", "itemclick": False, "itemdoubleclick": False},
        hoverlabel={"align": "left", "bgcolor": style.PAPER, "namelength": -1,
                    "font": {"family": style.FAMILIES, "size": 13, "color": style.INK}})
    return made


def add_keys(made: Figure, keys: Iterable[Key], marks: Mapping[str, Mapping[str, Any]], **axes: str) -> None:
    """Add entries to the legend that have no data of their own; `marks` are plotly's markers by code."""
    for key in keys:
        made.add_scatter(x=[None], y=[None], mode="markers", name=safe(f"{key.symbol} {key.word}".strip()), hoverinfo="skip",
                         marker={"size": 14, **marks[key.code]}, showlegend=True, **axes)


def page(figure: Figure, *, title: str, texts: list[str], variety: str | None = None) -> str:
    """The HTML of a figure with plotly's program and a font in it; `texts` are all texts shown, for which glyphs are needed."""
    from plotly.io.json import to_json_plotly
    from plotly.offline import get_plotlyjs

    words = _BUTTONS if variety is None else {name: in_script(word, variety) for name, word in _BUTTONS.items()}
    # plotly's button to share a chart would send it to a server
    config: dict[str, Any] = {
        "displaylogo": False, "showSendToCloud": False, "plotlyServerURL": "", "toImageButtonOptions": {"scale": 2},
        "modeBarButtonsToRemove": ["select2d", "lasso2d"], "locale": "zh", "locales": {"zh": {"dictionary": words, "format": {}}}}
    # both are JSON in which plotly escapes < and >
    drawing = f"const figure = {figure.to_json()};\nconst config = {to_json_plotly(config)};\n{_DRAW.format(font=style.FONT)}"
    body = f"<script>{get_plotlyjs()}</script>\n<div id='kexie-chart'></div>\n<script>{drawing}</script>"
    rules = f"body{{margin:0;background:{style.PAPER}}}#kexie-chart{{width:{figure.layout.width:.0f}px;margin:0 auto}}"
    head = (f"<meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>{escape(title)}</title>"
            f"<style>{fonts.css([*texts, *words.values()], variety)}{rules}</style>")
    return f"<!doctype html>\n<html lang='{LANGUAGES[variety]}'>\n<head>{head}</head>\n<body>{body}</body>\n</html>\n"


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
