"""A figure as one page that needs no network: plotly's program and the font are in it."""
from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import fonts, style

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

LANGUAGES = {None: "zh-Hans", "traditional": "zh-Hant", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
# plotly measures texts once, when it first draws them, so the font has to be there before
_DRAW = """const draw = () => Plotly.newPlot("kexie-chart", figure.data, figure.layout, config);
document.fonts.load("13px {font}", "字").then(draw, draw);"""
_BUTTONS = {"Download plot as a PNG": "存为图片", "Zoom": "放大所选", "Pan": "平移", "Zoom in": "放大", "Zoom out": "缩小",
            "Autoscale": "自动缩放", "Reset axes": "还原", "Double-click to zoom back out": "双击还原",
            "Download plot": "存为图片", "Preparing image - this may take a few seconds": "正在生成图片",
            "Image download succeeded": "图片已生成", "Sorry, there was a problem downloading your image!": "图片生成失败"}


def page(figure: Figure, *, title: str, texts: list[str], variety: str | None = None) -> str:
    """The HTML of a figure; `texts` are all that it shows, for the font."""
    from plotly.io.json import to_json_plotly
    from plotly.offline import get_plotlyjs

    words = dict(zip(_BUTTONS, _in_script(list(_BUTTONS.values()), variety), strict=True))
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


def _in_script(words: list[str], variety: str | None) -> list[str]:
    from kexie_nlp.text import to_traditional

    return words if variety is None else [to_traditional(word, variety)[0] for word in words]  # type: ignore[arg-type]
