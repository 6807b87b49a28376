"""Colours, fonts and the width of labels in all charts. The colours can be told apart by the colour-blind (after Okabe and Ito)
and in grey."""
from __future__ import annotations

INK, SOFT, LINE, PAPER = "#222222", "#5F6670", "#D5D9DE", "#FFFFFF"
STATES = {"covered": "#0072B2", "partly": "#8CC8EA", "uncovered": "#F0A05A", "out_of_scope": "#E6E6E6"}
ON_STATES = {"covered": "#FFFFFF", "partly": INK, "uncovered": INK, "out_of_scope": SOFT}
GRADES = {"2": "#0072B2", "1": "#F0A05A"}
DATES = {"planned": "#0072B2", "done": "#8A5A00"}
ASIDES, BAND = "#E3E7EC", "#F5F6F8"
NUMBERS = {"central": "#222222", "stricter": "#0072B2", "equal": "#009E73", "looser": "#D55E00", "incomparable": "#8A8F98",
           "single": "#56707F", "baseline": "#8A8F98"}
FONT = "KexieCharts"  # the name of the font that a page carries
FAMILIES = f"{FONT}, 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Zen Hei', sans-serif"
HEAD = 12  # ems of the label of a document or region
