"""A library for Chinese numbers, quantities and times: text in; typed values with spans out. Each grammar finds and parses in one pass.

It depends only on the word lists of `lexicon`, not on spaCy or scikit-learn, and never uses the current date.

Numbers are Decimal; shares are percentages:

>>> from kexie_nlp.grammar import find_numbers, find_quantities, find_times, parse_number
>>> parse_number("三百二十余名")
Number(value=Decimal('320'), unit='名', more=True, value_max=None, comparator='gt')
>>> [str(parse_number(text).value) for text in ("1.2万", "壹佰捌拾壹圆柒角", "两千三", "６５％", "四分之三", "七成半")]
['12000.0', '181.7', '2300', '65', '75', '75']
>>> parse_number("十一十二") is None
True
>>> [(found.start, found.end, str(found.number.value)) for found in find_numbers("第七次会议通过一百零二项")]
[(0, 2, '7'), (7, 11, '102')]

Quantities have comparator, value, unit, upper end of a range, and baseline:

>>> text = "由目前的58%提高至65%左右，新建不少于20个，每年1—2次，产值翻一番，专利达到12件/万人。"
>>> for q in find_quantities(text):
...     print(text[q.start:q.end], q.comparator, q.value, q.value_max, q.unit, q.baseline)
由目前的58%提高至65%左右 approx 65 None % 58
不少于20个 ge 20 None 个 None
1—2次 range 1 2 次 None
翻一番 eq 2 None 倍 None
达到12件/万人 eq 12 None 件/万人 None

Times are parsed to typed values; with a reference day or year they get ISO intervals:

>>> from datetime import date
>>> text = "6月底前、“十四五”末、2024年一季度、三年内、每月10日前、会后一个月内、上半年"
>>> for t in find_times(text, anchor=date(2019, 3, 1)):
...     print(text[t.start:t.end], t.kind, *t.interval)
6月底前 by None 2019-06-30
“十四五”末 by None 2025-12-31
2024年一季度 within 2024-01-01 2024-03-31
三年内 within 2019-03-01 2022-03-01
每月10日前 recurring None None
会后一个月内 within None None
上半年 within 2019-01-01 2019-06-30
>>> [t.interval for t in find_times("2月底前、到2025年底")]
[(None, None), (None, '2025-12-31')]
>>> list(find_times("2023年2月29日前，农历正月十五前"))
[]
"""
from kexie_nlp.grammar.bare import FoundNumber, find_numbers
from kexie_nlp.grammar.numerals import format_chinese
from kexie_nlp.grammar.quantities import find_quantities, parse_number
from kexie_nlp.grammar.times import Duration, Point, Time, anchor, find_times
from kexie_nlp.grammar.values import Number, Quantity

__all__ = ["Duration", "FoundNumber", "Number", "Point", "Quantity", "Time", "anchor", "find_numbers", "find_quantities",
           "find_times", "format_chinese", "parse_number"]
