"""Parses numbers: a numeral in, a `Number` out. Arabic, full-width, Chinese, financial and mixed numerals, fractions, percentages, tenths.

One grammar finds and parses: `scan_number` reads the number that starts at an offset, and the finders call it there. A number is a sign,
a plain number or a share, and a vague word, in every combination.
"""
from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from kexie_nlp.grammar.comparators import BEFORE_END, Comparator
from kexie_nlp.grammar.folding import fold
from kexie_nlp.grammar.numerals import (
    ABOUT,
    DIGITS,
    LONGEST,
    MORE,
    MYRIADS,
    SPECIAL,
    TENS,
    UNKNOWN,
    Span,
    chinese_integer,
    magnitude,
    read_numeral,
    trailing,
)
from kexie_nlp.grammar.units import unit_end
from kexie_nlp.grammar.values import Number

HUNDREDTH, _EXACT, _MIXED_PLACES = Decimal("0.01"), Decimal("1e-10"), Decimal("1e-12")
DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖俩幺"
FINANCIAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
# one character class, so that the search is fast; what may not follow it is looked up behind it
STARTS = rf"[\d{DIGIT}十拾百佰千仟万亿廿卅卌半{UNKNOWN}](?<![{UNKNOWN}](?![十百千万亿]))(?<!半(?![百个小分公英平立毫千吨米斤亩克升数成]))"
_MAGNITUDE = "(?:[十拾佰万亿]|百(?!分[点位])|[千仟](?![瓦克卡帕伏])|兆(?![瓦赫字比帕]))"
_VAGUE = f"[{MORE}{ABOUT}]"
_ARABIC = r"(?:\d+(?:,\d+)*(?:\.\d+)?|\.\d+)"
_SCALE = "(?:[十拾百佰千仟]?[万亿]+|兆(?=[\\d万亿元美日欧港])|[百佰](?!分[克米点])|[千仟](?![分克米瓦卡帕伏兆]))"
_TAIL = r"(?:(?:零?\d{1,4}|\d,\d{3})(?![\d.,年月:：/%‰-]|日(?!元)))"
# 十三、四块; 一、二十亿
_LISTED = f"(?<=[十百千][{DIGIT}])、(?=[{DIGIT}](?![级类线批期、]))|(?<=[一-龥，][{DIGIT}])、(?=[{DIGIT}][十百千万亿])"
_ARABIC_NUMERAL = re.compile(
    rf"(?P<number>{_ARABIC})(?:(?P<power>[eE][+-]?\d{{1,2}}(?![\dA-Za-z])|\^[+-]?\d{{1,2}}(?![\d.]))"
    r"|(?P<times>[×x]10\^?(?P<exponent>-?\d{1,2})(?![\d.]))"
    r"|(?P<letter>w(?![A-Za-z\d])|k(?=[^\w%]|$|[元块左上以至到]|个百))"
    rf"|(?P<vague>[{MORE}{ABOUT}几](?={_SCALE}))?(?P<scale>个亿(?![元级吨])|{_SCALE})"
    rf"(?P<rest>(?:(?:零?\d+(?:,\d{{3}})*|[{DIGIT}]+){_MAGNITUDE}+)*(?:[余多来几][万亿]+)?{_TAIL}?))?")
_CHINESE_NUMERAL = re.compile(
    rf"(?:[{UNKNOWN}](?={_MAGNITUDE})|[{DIGIT}{''.join(SPECIAL)}]|{_MAGNITUDE})"
    rf"(?:[{DIGIT}{''.join(SPECIAL)}]|{_MAGNITUDE}|{_LISTED}|(?:{_VAGUE}|几)(?={_MAGNITUDE})|\d+(?={_MAGNITUDE})"
    rf"|(?<=[十百千万亿])几(?!何|率|乎))*(?:个亿(?![元级吨]))?")
_POINT = re.compile(rf"点([{DIGIT}\d]+)(?![十百时钟]|分(?![之钟]))([万亿]*)")
_HALF = re.compile("(?<![另前后上下这那])一半(?!天)|(?<![过超])半数|(?P<tenth>半成)(?![品熟])"
                   "|(?P<hundred>半百)(?![一-龥](?<![以左上及之]))|(?P<all>百分百)")
_OF = re.compile(r"分之(?P<minus>负)?(?=[\d零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟])")
_AND = re.compile("又(?=[^又]{1,12}分之)")
_TENTHS = re.compile(rf"成(?:(?P<half>半)|(?P<more>[{DIGIT}])(?![{DIGIT}十百千个家名项场])|(?![立员长功果就份效本绩交都熟品人套]))")
_PERCENT = re.compile(r" ?(?P<sign>[%‰])(?![\dA-Za-z])")
_RATIO = re.compile(r"/(?P<below>[2-9]|10)(?![\d/.A-Za-z])")
_ASCII_DIGIT = re.compile("[0-9]")
_DIGITS_POINT = re.compile(r"(\d+)点(\d+)")
_NEGATIVE = re.compile("(?:负的?|[-−]) ?")
_VAGUE_TAIL = re.compile(f"(?P<more>[{MORE}](?!元化|样|媒体|边|党|额|款|热|地))|(?P<about>{ABOUT})")
_UNIT_REACH = 6
_NUMBER_BEFORE = re.compile(rf"(?:[\d{DIGIT}十百千万亿半几第A-Za-z%‰)）\]-][一-龥]{{0,4}}| [^ ]*- )$")
_WIDE_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})*(?:，\d{3}(?:,\d{3})*)+(?!\d)")  # 82，225: one number or two
_RUN = re.compile(rf"(?:{_WIDE_GROUPS.pattern}(?:\.\d+)?|\d[\d,]*(?:[eE^][+-]?\d[\d^]*)?)?[\d{DIGIT}十拾百佰千仟万亿廿卅卌]*"
                  rf"(?:分之[\d{DIGIT}十百千万]*)?")
_BOUNDS_TENTHS = frozenset("超逾近过约达占有")  # 逾九成为公房, but 第三成为
_SINGLE = {c: Number(Decimal(value)) for c, value in DIGITS.items()} | {str(i): Number(Decimal(i)) for i in range(10)}
_CONTINUES = frozenset(DIGITS) | frozenset(TENS) | frozenset(MYRIADS) | frozenset(SPECIAL) | frozenset(
    MORE + ABOUT + UNKNOWN + "0123456789.,，点分成又、/%‰ eE^kw×x")
_LETTERS = {"k": 1000, "K": 1000, "w": 10**4, "W": 10**4, "M": 10**6, "G": 10**9}
_WHOLE = frozenset("百千万")
_NO_UNKNOWN = re.compile(f"几(?:何|率|乎|{_SCALE})")
_HALF_SECOND = frozenset("半数成百分")
_LARGEST_POWER = 30  # 10^99 is no amount of anything
_UNKNOWN_STEP = 10
_BEFORE_BELOW = frozenset(DIGITS) | frozenset(TENS) | frozenset("清归点")  # of 零下
_REACH = LONGEST + 10  # a longer run is no numeral


def read_number(text: str, *, bare: bool = False) -> Number | None:
    """Returns the number that the whole of `text` expresses, without a unit; None if it is not a number.

    Shares are percentages (四分之三 and 七成半 are 75 %) or per mille (3‰, 千分之三). With `bare`, 万 and 亿 may stand without a digit.
    """
    text = fold(text)
    if len(text) > LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return Number(Decimal(text))
    negative = _NEGATIVE.match(text)
    if negative:
        number = read_number(text[negative.end():]) if len(text) > negative.end() else None
        return None if number is None else negated(number)
    found = scan_number(text, 0, bare=bare)
    number, end = with_vague(text, *found) if found else (None, 0)
    return number if end == len(text) else _whole(text)


def _whole(text: str) -> Number | None:
    """Reads forms that are a number only where nothing else stands: 1点45 is also a time of day, 60/120 also a ratio."""
    point = _DIGITS_POINT.fullmatch(text)
    if point:
        return Number(Decimal(f"{point[1]}.{point[2]}"))
    found = scan_plain(text[:-1], 0) if text[-1:] in _LETTERS and text[-2:-1] not in _LETTERS else None
    if found and found[1] == len(text) - 1 and found[0][1] is None:
        return Number(found[0][0] * _LETTERS[text[-1]])  # 100K; inside a text 4K is a name
    above, slash, below = text.partition("/")
    parts = [scan_plain(part, 0) for part in (above, below)] if slash else []
    if not all(parts) or len(parts) < 2:
        return None
    (over, over_end), (under, under_end) = parts  # type: ignore[misc]
    exact = over[1] is None and under[1] is None and (over_end, under_end) == (len(above), len(below))
    if not exact or over[0] > under[0] or not under[0]:
        return None
    return Number(_divide(over[0] * 100, under[0]), "%")


def negated(number: Number) -> Number | None:
    """Returns the number with the opposite sign; None for a range."""
    return None if number.value_max is not None else number._replace(value=-number.value)


def sign_before(text: str, start: int) -> int | None:
    """Returns the start of the minus sign before a number, None if there is none. A dash between two numbers is no sign."""
    sign = text[start - 1:start]
    if sign == "的" and text[start - 2:start - 1] == "负":
        return start - 2
    if sign == "下" and text[start - 2:start - 1] == "零":
        return None if text[start - 3:start - 2] in _BEFORE_BELOW else start - 2
    if sign == "负":
        return None if text[start - 2:start - 1] in tuple("担抱减胜肩自欺") else start - 1
    if sign != "-":
        return None
    if text[start - 2:start - 1] in ("至", "到"):
        return start - 1  # 由-5%收窄至-3%
    before = text[max(0, start - 1 - _UNIT_REACH):start - 1]
    return None if _NUMBER_BEFORE.search(before) and not BEFORE_END.search(before) else start - 1


def numeral_end(text: str, start: int) -> int:
    """Returns the end of the run of numerals at an offset, past which a finder goes on where the run is no number."""
    match = _RUN.match(text, start)
    return max(match.end(), start + 1) if match else start + 1


def with_vague(text: str, number: Number, end: int) -> tuple[Number, int]:
    """Returns a number with 余, 多 or 来 behind it, and the end of that word."""
    if number.comparator != "eq" or text[end:end + 1] not in _VAGUE:
        return number, end
    match = _VAGUE_TAIL.match(text, end)
    if match is None:
        return number, end
    at = match.end() + (text[match.end():match.end() + 1] in (" ", "\n"))
    if match["about"] and at < len(text) and not unit_end(text, at):
        return number, end
    return number._replace(more=match["more"] is not None, comparator="gt" if match["more"] else "approx"), match.end()


def scan_number(text: str, start: int, *, bare: bool = False) -> tuple[Number, int] | None:
    """Returns the number that starts at an offset of a folded text, and its end; None if no number starts there.

    A sign before it and a vague word behind it do not belong to it. Malformed groups of digits (1,23,456) are no number.
    """
    following = text[start + 1:start + 2]
    if following in _HALF_SECOND and (half := _HALF.match(text, start)):
        share = 5 if half["tenth"] else 100 if half["all"] else 50
        return Number(Decimal(share), "" if half["hundred"] else "%"), half.end()
    single = following not in _CONTINUES and text[start:start + 1] in _SINGLE
    if single and not text.startswith("个亿", start + 1):  # most numerals of prose are one digit
        return _SINGLE[text[start]], start + 1
    found = _plain(text, start, bare) if start < len(text) else None
    if found is None:
        return None
    values, end = found
    following = text[end:end + 1]
    if following == "" or following not in "%‰成分又/ ":
        return _number(values), end
    return _share(text, start, values, end)


def _number(span: tuple[Decimal, Decimal | None, bool, bool], unit: str = "") -> Number:
    low, high, more, about = span
    return Number(low, unit, more, high, _comparator(high, more, about))


def _comparator(high: Decimal | None, more: bool, about: bool) -> Comparator:
    return "gt" if more else "range" if high is not None else "approx" if about else "eq"


Values = tuple[Decimal, Decimal | None, bool, bool]  # low, high (None if exact), more, about


def _plain(text: str, start: int, bare: bool) -> tuple[Values, int] | None:
    if text[start] in "0123456789.":
        return _arabic(text, start)
    match = _CHINESE_NUMERAL.match(text, start, start + _REACH)
    if match is None:
        return None
    written = match[0].replace("、", "").replace("个", "")
    point = _POINT.match(text, match.end()) if text[match.end():match.end() + 1] == "点" else None
    if point:
        return _pointed(chinese_integer(written), point)
    span = read_numeral(written, bare=bare or text.startswith("分之", match.end()))
    return None if span is None else (_values(span), match.end())


def _pointed(whole: int | None, point: re.Match[str]) -> tuple[Values, int] | None:
    """Returns the value of a number with 点: its whole part, its digits and a magnitude behind them."""
    if whole is None:
        return None
    value = Decimal(f"{whole}." + "".join([str(DIGITS.get(c, c)) for c in point[1]])) * magnitude(point[2])
    return (value, None, False, False), point.end()


def _values(span: Span) -> Values:
    return Decimal(span.low), Decimal(span.high) if span.high != span.low else None, span.more or span.unknown, span.about


def _arabic(text: str, start: int) -> tuple[Values, int] | None:
    match = _ARABIC_NUMERAL.match(text, start, start + _REACH)
    if match is None:
        return None
    written = match["number"]
    behind = text[match.end("number"):match.end("number") + 1]
    if behind == "，" and text[start - 1:start] not in tuple("￥¥$€£") and _WIDE_GROUPS.match(text, start):
        return None
    if "," in written:
        if not _grouped(written):
            return None
        written = written.replace(",", "")
    if match.end() - match.start() > LONGEST:
        return None
    value, end = Decimal(written), match.end()
    if match["power"]:
        power = _power(value, match["power"])
        return None if power is None else ((power, None, False, False), end)
    if match["times"]:
        power = _power(Decimal(10), "^" + match["exponent"])
        return None if power is None or "^" not in match["times"] else ((value * power, None, False, False), end)
    if match["letter"]:
        return (value * _LETTERS[match["letter"]], None, False, False), end
    if not match["scale"]:
        point = _POINT.match(text, end) if text[end:end + 1] == "点" and written.isdecimal() else None
        if point and not _ASCII_DIGIT.search(point[1]):  # 1点五
            return _pointed(int(written), point)
        if text[end:end + 1] == "几" and value % _UNKNOWN_STEP == 0 and value and not _NO_UNKNOWN.match(text, end):
            return (value, value + _UNKNOWN_STEP, True, False), end + 1
        return (value, None, False, False), end
    if match["rest"]:
        span = read_numeral(text[start:end].replace(",", "")) if "." not in written else None
        return None if span is None else (_values(span), end)
    scale, vague = magnitude(match["scale"].removeprefix("个")), match["vague"]
    high = (value + _UNKNOWN_STEP) * scale if vague == "几" else None
    return (value * scale, high, vague is not None and vague != ABOUT, vague == ABOUT), end


def _grouped(written: str) -> bool:
    """Whether the groups between commas have three digits each."""
    first, *others = written.split(".")[0].split(",")
    return len(first) <= 3 and first[:1] != "0" and all(len(group) == 3 for group in others)


def _power(value: Decimal, power: str) -> Decimal | None:
    exponent = int(power[1:])
    try:
        result = value.scaleb(exponent) if power[0] in "eE" else value**exponent
    except (InvalidOperation, ZeroDivisionError):
        return None
    return Decimal(format(result, "f")) if result.is_finite() and abs(result.adjusted()) <= _LARGEST_POWER else None


def _share(text: str, start: int, values: Values, end: int) -> tuple[Number, int] | None:
    """Reads a number that a percent sign, 成, 分之, a slash or 又 follows."""
    percent = _PERCENT.match(text, end)
    if percent:
        return _number(values, percent["sign"]), percent.end()
    if text[end:end + 1] == "%":
        return None  # an escape in an address
    of = _OF.match(text, end)
    if of:
        above = scan_plain(text, of.end())
        share = _fraction(values, above[0], text[start:end]) if above else None
        if share and of["minus"]:
            share = negated(share)
        return (share, above[1]) if share and above else None
    tenths = _TENTHS.match(text, end) if values[0] <= 10 else None
    if tenths and (text[tenths.end():tenths.end() + 1] != "为" or text[start - 1:start] in _BOUNDS_TENTHS):
        extra = Decimal(5) if tenths["half"] else Decimal(DIGITS[tenths["more"]]) if tenths["more"] else Decimal(0)
        low, high, more, about = values
        high = None if high is None else high * 10
        return Number(low * 10 + extra, "%", more, high, _comparator(high, more, about)), tenths.end()
    mixed = _AND.match(text, end) if values[1] is None else None
    if mixed:
        part = scan_number(text, mixed.end())
        if part and part[0].unit == "%":
            said = text[mixed.end():part[1]]
            exact = _fraction_value(said)
            if exact is not None:
                return Number(values[0] * magnitude(trailing(said, "万亿")) + exact), part[1]  # 一又三分之一亿
    ratio = _RATIO.match(text, end)
    alone = end - start == 1 and text[start - 1:start] not in tuple("0123456789/. ")
    if ratio and alone and text[ratio.end():ratio.end() + 1] != "万" and 0 < values[0] <= int(ratio["below"]):
        return Number(_divide(values[0] * 100, Decimal(ratio["below"])), "%"), ratio.end()
    return _number(values), end


def scan_plain(text: str, start: int) -> tuple[Values, int] | None:
    """Returns the values of the number without a share that starts at an offset, and its end."""
    return _plain(text, start, False) if start < len(text) else None


def _fraction(below: Values, above: Values, written: str) -> Number | None:
    """Returns a share. 百分之三四十 is a range, 百分之十几 has bounds."""
    base = Decimal(magnitude(written)) if written in _WHOLE else below[0]
    if below[1] is not None or not base:
        return None
    per_mille = written == "千"
    factor = 1000 if per_mille else 100
    low, high, more, about = above
    high = None if high is None else _divide(high * factor, base)
    return Number(_divide(low * factor, base), "‰" if per_mille else "%", more, high, _comparator(high, more, about))


def _fraction_value(text: str) -> Decimal | None:
    """Returns the exact value of a fraction, to twelve places: 三分之一 → 0.333333333333."""
    below_text, _, above_text = text.partition("分之")
    below, above = scan_plain(below_text, 0), scan_plain(above_text, 0)
    if not below or not above or not below[0][0]:
        return None
    base = Decimal(magnitude(below_text)) if below_text in _WHOLE else below[0][0]
    value = above[0][0] / base
    rounded = _rounded(value, _MIXED_PLACES)
    return value if value == rounded else rounded


def _divide(above: Decimal, below: Decimal) -> Decimal:
    """Returns the quotient, rounded to two decimal places if it is not exact."""
    value = above / below
    return value if value == _rounded(value, _EXACT) else _rounded(value, HUNDREDTH)


def _rounded(value: Decimal, places: Decimal) -> Decimal:
    try:
        return value.quantize(places)
    except InvalidOperation:  # more digits than the precision
        return value
