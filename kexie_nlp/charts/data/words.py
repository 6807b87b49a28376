"""The Chinese words of the charts, beside those of the reports."""
from __future__ import annotations

from kexie_nlp.charts.data.shapes import Key
from kexie_nlp.report.words import GRADES, STATES, VERDICTS

STATE_SYMBOLS = {"covered": "●", "partly": "◐", "uncovered": "○", "out_of_scope": "－"}
STATE_KEYS = tuple(Key(code, word, STATE_SYMBOLS[code]) for code, word in STATES.items())
GRADE_KEYS = (Key("2", GRADES[2]), Key("1", GRADES[1]))
DATE_KEYS = (Key("planned", "计划完成"), Key("done", "已完成"))
ASIDE_KEYS = (Key("recurring", "周期性"), Key("undated", "无日期"))
NUMBER_KEYS = (Key("central", "中央"), Key("stricter", f"比中央{VERDICTS['stricter']}"),
               Key("equal", f"与中央{VERDICTS['equal']}"), Key("looser", f"比中央{VERDICTS['looser']}"),
               Key("incomparable", f"与中央{VERDICTS['incomparable']}"), Key("single", "未与中央对照"), Key("baseline", "基数"))
BY = {False: "各文档", True: "各地区"}
