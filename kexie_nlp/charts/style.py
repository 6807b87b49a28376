"""Colours and sizes of all charts. The colours stay apart for the colour-blind (after Okabe and Ito) and in grey."""
from __future__ import annotations

INK, SOFT, LINE, PAPER = "#222222", "#5F6670", "#D5D9DE", "#FFFFFF"
STATES = {"covered": "#0072B2", "partly": "#8CC8EA", "uncovered": "#F0A05A", "out_of_scope": "#E6E6E6"}
ON_STATES = {"covered": "#FFFFFF", "partly": INK, "uncovered": INK, "out_of_scope": SOFT}
GRADES = {"2": "#0072B2", "1": "#F0A05A"}
DATES = {"planned": "#0072B2", "done": "#8A5A00"}
ASIDES, BAND = "#E3E7EC", "#F5F6F8"
NUMBERS = {"central": "#222222", "stricter": "#0072B2", "equal": "#009E73", "looser": "#D55E00", "incomparable": "#8A8F98",
           "single": "#56707F", "baseline": "#8A8F98"}
FONT = "KexieCharts"  # the name under which a page carries its font
FAMILIES = f"{FONT}, 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Zen Hei', sans-serif"

CELL = (16, 96)   # least and greatest width of a square of the heat map
ROW = 26          # height of a row
GRID = 1000       # width that the squares share
LABEL = 26        # ems of a row's label
HEAD = 12         # ems of a column's label


def dot_size(count: int) -> float:
    """Twelve pixels for one, room for a number in those of several."""
    return 12 if count == 1 else min(18 + 0.6 * count, 32)


def cell_width(columns: int) -> float:
    """The width of a column where so many share the drawing."""
    return min(max(GRID / max(columns, 1), CELL[0]), CELL[1])
