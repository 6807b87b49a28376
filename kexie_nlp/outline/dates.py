"""Finds document number, date of issue and plan period: header block, text and provisions in, values with spans out."""
from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.model import Provision
from kexie_nlp.model.records import Interval
from kexie_nlp.outline.issuers import arabic_date, chinese_month, digit_years, iso, published_on
from kexie_nlp.outline.kind_words import NEWS_TITLE
from kexie_nlp.outline.preamble import HEAD, Found, Piece, preambles

_CORE = r"[^\s，。：（(《〔\[【]{1,12} ?[〔\[［（(【] ?[12]\d{3} ?[〕\]］）)】] ?第?\d{1,4} ?号"
_NUMBER = re.compile(rf"(?:(?:发文字号|文[ ]*号|字[ ]*号)[：:][ ]*)?(?P<number>{_CORE})")
_BEFORE_TITLE = re.compile(r"\s*(?![^〔\[（(\n]*[按据照的已依])"
                           rf"(?:发文字号|文[ ]*号|字[ ]*号)?(?P<number>{_CORE})\s*(?=[一-龥《][^\n]{{6,}}$)")
_BEHIND_TITLE = re.compile(rf"(?<=[一-龥》])(?:\s*[（(](?P<number>{_CORE})[）)]"
                           rf"|(?<=[知告报定法见案])[ \t]+(?P<bare>{_CORE}))\s*$")
_OTHER_NUMBER = re.compile(r"[^\s，。《》【】]{2,30}(?:字第|(?:公告|令)(?:[12]\d{3}年?)?第|通[函告]第)[^\s，。《》]{1,14}[号號]")
_NUMBERED_SERIES = re.compile("通[函告]第|(?:公告|令)(?:[12]\\d{3}年)?第")
_ANY_DATE = re.compile(r"(?:(?:中华民国|民国)?\s*(?P<since>(?<=国)\s*\d{2,3}|(?<!\d)1[01]\d)|(?P<year>[12]\d{3}))\s*[-/.年]\s*"
                       r"(?P<month>1[0-2]|0?[1-9])\s*[-/.月]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)")
_BRACKETED_NUMBER = re.compile(rf"（(?P<number>{_CORE})[ ，]+[12]\d{{3}}年\d{{1,2}}月\d{{1,2}}日[^（）]{{0,4}}）")  # with the date
_NUMBERED_DAY = re.compile(rf"(?P<number>{_CORE})[ \t　]+(?P<year>[12]\d{{3}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日")
_DECREED = re.compile(r"^（.*?日(?P<number>[一-龥]{4,30}令第\d{1,4}号)(?:公布|发布)")
# of Taiwan
_DECREE = re.compile(r"(?P<year>1[01]\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日 ?(?P<number>[^\s，。《》\d]{2,10}字第\d{6,12}号)[函令]?")
_DECREE_HEAD = re.compile("[一-龥]{2,24}[府局部委署院会]令")
_STATE = re.compile("^中华人民共和国(?=[一-龥]+部)")
_DECREE_NUMBER = re.compile(r"[（(]?((?:[12]\d{3}年)?第 ?[\d〇零一二三四五六七八九十百]{1,6} ?号)[）)]?")
_REFERENCE = re.compile("^(?:相关|政策原文|原文|解读文件)")  # a line that leads to another paper
_SIGNER = re.compile(r"\s+签发人?[：:].*$")
# what stands beside the number: the day, the source of the page
_BESIDE_NUMBER = re.compile(r"(?<=号)[ \t\u3000]+(?=[12]\d{3}[-/.年]|来源|发布|日期|时间|浏览|阅读|字体).*$")
_REPUBLIC, _LINES = 1911, 14  # pieces of a header block that may hold its number and its date
_PASSED = re.compile("通过|批准")
_LINE_DATE = re.compile(r"^[ \t\u3000\[（(【•]*(?:[^\s\d，。：；][^\d\n，。；]{3,40}[ \t\u3000]+)?"
                        r"([12]\d{3})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ \t]+\d{1,2}:\d{2}(?::\d{2})?)?"
                        r"[ \t\u3000\]）)】]*(?:$|来源|作者|浏览|字体|阅读|点击|星期|香港|\|)", re.M)
DATED_END = re.compile(r"\s+(?P<date>(?:[12]\d{3}|1[0-3]\d)[-/.]\d{1,2}[-/.]\d{1,2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$")  # behind a title
DAY_FIRST = re.compile(r"(?<![\d.])(3[01]|[12]\d|0?[1-9])\.(1[0-2]|0?[1-9])\.((?:19|20)\d{2})(?!\d)")
_MADE = re.compile(r"^[—–-]*\s*([12]\d{3})年(\d{1,2})月(\d{1,2})日在[^，。]{4,40}(?:会议|大会|会)上$"
                   r"|^[—–-]+\s*([12]\d{3})年(\d{1,2})月(\d{1,2})日在|^（[^（）]{4,40}\s*([12]\d{3})年(\d{1,2})月(\d{1,2})日"
                   "(?:印发|发布)?）$")
_BRACKETED = re.compile(r"[（(]([12]\d{3})年(\d{1,2})月(\d{1,2})日")
_MONTH = re.compile(r"[（(]?([12]\d{3}) ?年 ?(\d{1,2}) ?月(?:[一-龥]{0,6}(?:修订|修正|修改|印发|发布|公布|通过))?[）)]?")
_ALONE = re.compile(r"([12]\d{3}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_BYLINE = re.compile(r"^[一-龥]{4,30}[ \t\u3000]{1,4}(?=[12]\d{3}年\d{1,2}月)")  # the body before the date
_WEB = re.compile(r"(?:时间|日期|发布|发表于|来源[：:][^\s：:]{2,20})[ \t]*[:：]?\s*([12]\d{3})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_SPAN = re.compile(r"([12]\d{3})年?\s*(?:[-—–~～]{1,2}|至|到)\s*([12]\d{3})年?")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})年(?!\d{1,2}月|修[订正改])")
_REPUBLIC_YEAR = re.compile(r"(?<![\d第])(1[01]\d)年度")  # 113年度 is 2024
_PART = re.compile(r"(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四])季度|前(?P<quarters>[二两三])季度"
                   r"|(?P<month>\d{1,2})(?:月份?)?[—–\-~～至到]{1,2}(?P<until>\d{1,2})月)(?!份?以来)")
_PARTED = re.compile(f"年度?(?:[^，。年]{{0,20}}?){_PART.pattern}")
# a campaign: 决定自2022年9月1日至12月10日开展
_RUNS = re.compile(r"(?:自|从|决定于?|时间[为：:]?)\s*(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:起|开始)?[至到—-]"
                   r"(?:(?P<until>20\d\d)年)?(?P<last>\d{1,2})月(?:(?P<end>\d{1,2})日)?")
_DECEMBER = 12
_FIVE = re.compile(r"第(?P<nth>十[一二三四五六七八九]?|二十[一二三四五]?)个五年|“?(十[一二三四五六七八九]?|二十[一二三四五]?)五”?"
                   r"(?=[^，。]{0,12}(?:规划|时期|期间|计划|$)|[^，。]{2,16}(?:方案|任务|行动))")
_BUILT = re.compile(r"年[底末]?(?:之?前|以前)?(?:建成|建造|竣工|投用|登记|参保|入学)[^，。]{0,4}的")
_TERM = re.compile(r"([一二两三四五六七八九十\d])年(?:行动|工作|攻坚|提升|实施|发展|滚动|规划|计划|方案)")
_STATED = re.compile(r"(?:实施|规划|行动|计划|方案)(?:期限?|周期|时间)(?:[为是]|[：:])?([^，。；]{4,16})")
_ACTS = re.compile("行动|整治|攻坚|会战|专项|活动")
_PLANNING = re.compile("安排|计划|任务|打算|要点|思路")
_YEARLY = re.compile("要点|计划|安排|打算|总结|讲话|工作报告|情况")


def find_number(head: Sequence[Piece]) -> Found[str] | None:
    """Returns the number of the document itself, in the form 国发〔2022〕2号, or None."""
    for piece in head[:_LINES]:
        line = _BESIDE_NUMBER.sub("", _SIGNER.sub("", piece.text.strip()))
        match = _NUMBER.fullmatch(line.strip("（）()")) or _BRACKETED_NUMBER.fullmatch(line) or _DECREE.search(line) \
            or _DECREED.search(line)
        if match:
            return Found(_written(match["number"]), piece.start, piece.end, "number.line")
        if _OTHER_NUMBER.fullmatch(line) and _NUMBERED_SERIES.search(line):
            return Found(line, piece.start, piece.end, "number.line")
    for piece, below in pairwise(head[:_LINES]):
        decree, number = _DECREE_HEAD.fullmatch(piece.text.strip()), _DECREE_NUMBER.fullmatch(below.text.strip())
        if decree and number:
            return Found(_STATE.sub("", decree[0]) + number[1].replace(" ", ""), piece.start, below.end, "number.decree")
    for piece in head[:8]:
        match = None if _REFERENCE.match(piece.text.strip()) else numbered_title(piece.text)
        if match:
            return Found(_written(_number_in(match)), piece.start + match.start(), piece.start + match.end(), "number.title")
    return None


def numbered_title(line: str) -> re.Match[str] | None:
    """Returns the document number at the start of a title line, or at its end, in brackets or behind a blank."""
    return _BEFORE_TITLE.match(line) or _BEHIND_TITLE.search(line)


def _number_in(match: re.Match[str]) -> str:
    return next(filter(None, match.groups()))


def label_number(found: Found[str] | None) -> Found[str] | None:
    """Returns a labelled document number in the form 国发〔2022〕2号, None if the value is none."""
    if found is None:
        return None
    match = _NUMBER.match(found.value) or _OTHER_NUMBER.match(found.value)
    if match is None:
        return None
    number = match["number"] if "number" in match.re.groupindex else match[0]
    return Found(_written(number), found.start, found.end, found.rule)


def _written(number: str) -> str:
    return re.sub(r"[\[［（(【](\d{4})[\]］）)】]", r"〔\1〕", number.replace(" ", ""))


def label_date(found: Found[str] | None) -> Found[str] | None:
    """Returns a labelled date, ISO, None if the value is none."""
    if found is None:
        return None
    line = digit_years(arabic_date(found.value))
    match, monthly = _ANY_DATE.match(line), _MONTH.fullmatch(line)
    if monthly:
        return Found(f"{monthly[1]}-{int(monthly[2]):02}", found.start, found.end, found.rule)
    if match is None:
        return None
    year = match["year"] or str(int(match["since"]) + _REPUBLIC)
    return Found(iso(year, match["month"], match["day"]), found.start, found.end, found.rule)


def made_public(found: Found[str] | None, published: Found[str] | None, text: str) -> Found[str] | None:
    """Returns the date on which a law was published, by its label, where only the day on which it was passed was found, shortly before."""
    passed = found is not None and _PASSED.search(text, found.start, found.end)
    return published if passed and found and published and found.value < published.value < f"{int(found.value[:4]) + 1}-12-31" else found


def find_date(head: Sequence[Piece], text: str) -> Found[str] | None:
    """Returns the date of issue of a document without signature, ISO: in brackets under the title, on a line of the header block or of the
    web page."""
    for piece in head[:_LINES]:
        line = _BYLINE.sub("", arabic_date(piece.text.strip()))
        match = published_on(line) or _BRACKETED.match(line) or _ALONE.fullmatch(line) or _MADE.match(line)
        if match:
            return Found(iso(*[part for part in match.groups() if part][:3]), piece.start, piece.end, "issued.head")
        numbered = _BRACKETED_NUMBER.search(line)
        if numbered and (signed := _ANY_DATE.search(line, numbered.end("number"))):
            return Found(iso(signed["year"], signed["month"], signed["day"]), piece.start, piece.end, "issued.head")
        beside = _NUMBERED_DAY.fullmatch(line)
        if beside:
            return Found(iso(beside["year"], beside["month"], beside["day"]), piece.start, piece.end, "issued.head")
        decree = _DECREE.search(line)
        if decree:
            return Found(iso(str(int(decree["year"]) + _REPUBLIC), decree["month"], decree["day"]), piece.start, piece.end, "issued.head")
        monthly = _MONTH.fullmatch(chinese_month(line))
        if monthly:
            return Found(f"{monthly[1]}-{int(monthly[2]):02}", piece.start, piece.end, "issued.head")
    for piece in head[:3]:
        dated = DATED_END.search(piece.text.rstrip())
        if dated:
            year, month, day = re.split("[-/.]", dated["date"])
            return Found(iso(str(int(year) + (_REPUBLIC if len(year) == 3 else 0)), month, day), piece.start + dated.start("date"),
                         piece.end, "issued.web")
    web = _WEB.search(text[:HEAD]) or _LINE_DATE.search(text[:HEAD])
    if web:
        return Found(iso(*web.groups()), *web.span(), "issued.web")
    first = DAY_FIRST.search(text[:HEAD])
    return Found(iso(*first.groups()[::-1]), *first.span(), "issued.web") if first else None


def upload_of(issued: Found[str] | None, title: Found[str] | None) -> bool:
    """Whether the date of a web page is that of a later upload of a plan, whose title names an earlier year."""
    years = _YEAR.findall(title.value) if title else []
    planned = title is not None and len(set(years)) == 1 and not re.search("总结|情况|报告|回顾|决算", title.value) \
        and not NEWS_TITLE.search(title.value)
    return bool(issued and planned and issued.rule in ("issued.web", "published.label") and issued.value[:4] > years[0])


def not_behind(issued: Found[str] | None, number: Found[str] | None) -> Found[str] | None:
    """Returns the date of issue; the year of the document number, if the date is that of a web page in a later year."""
    year = re.search(r"〔(\d{4})〕", number.value) if number else None
    if issued and year and issued.rule in ("issued.web", "published.label") and issued.value[:4] > year[1]:
        return Found(year[1], number.start, number.end, "issued.number") if number else issued
    return issued


def find_period(title: Found[str] | None, head: Sequence[Piece], text: str, provisions: Sequence[Provision],
                issued: Found[str] | None) -> Found[Interval] | None:
    """Returns the plan period, ISO, both days inclusive.

    The sources, in order: years in the title, a statement in a preamble, the heading of a planning part, the opening of a paragraph, a
    five-year plan, the date of issue.
    """
    year = int(issued.value[:4]) if issued else None
    if title and NEWS_TITLE.search(title.value):
        return None
    if title:
        period = _years(title.value) or _years(digit_years(title.value)) or _term(title.value, year)
        if period:
            return Found(period, title.start, title.end, "period.title")
    for start, end in preambles(text, provisions):
        stated = _STATED.search(text, start, end)
        period = _years(stated[1]) if stated else None
        if stated and period:
            return Found(period, *stated.span(), "period.stated")
    for provision in provisions:
        if provision.title and provision.level <= 2 and _PLANNING.search(provision.title) and _years(provision.title):
            years = text.find(provision.title, provision.start, provision.end)
            return Found(_years(provision.title) or (None, None), years, years + len(provision.title), "period.heading")
    return _campaign(text, title) or _opening(head, year) or _five(title, head) or _issue_year(title, issued)


def _campaign(text: str, title: Found[str] | None) -> Found[Interval] | None:
    """Returns the time that a campaign runs, both days included, as its opening states it."""
    match = _RUNS.search(text[:HEAD].replace(" ", "")) if title and _ACTS.search(title.value) else None
    if match is None:
        return None
    first, last = int(match["year"]), int(match["until"] or match["year"])
    months = int(match["month"]), int(match["last"])
    if not all(0 < month <= _DECEMBER for month in months) or (last, months[1]) < (first, months[0]):
        return None
    end = int(match["end"] or monthrange(last, months[1])[1])
    start = text.find(match["year"])
    return Found((iso(match["year"], match["month"], match["day"] or "1"), iso(str(last), match["last"], str(end))),
                 start, start + len(match["year"]), "period.campaign")


def _opening(head: Sequence[Piece], year: int | None) -> Found[Interval] | None:
    """Returns the year that opens a paragraph of the header block (2019年，…要…), unless it is before the date of the document."""
    for piece in head:
        opening = piece.text[:12]
        if len(piece.text) <= 30 or opening.startswith("“") or _BUILT.search(piece.text[:16]):
            continue
        period = _years(opening)
        if period and (year is None or int((period[0] or "0")[:4]) >= year):
            return Found(period, piece.start, piece.start + len(opening), "period.opening")
    return None


def _five(title: Found[str] | None, head: Sequence[Piece]) -> Found[Interval] | None:
    """Returns the latest five-year plan named in the header block, if the document has no title or is a 规划."""
    if title and "规划" not in title.value:
        return None
    found = [Found(period, piece.start + m.start(), piece.start + m.end(), "period.five")
             for piece in head for m in _FIVE.finditer(re.sub("《[^》]*》", _blank, piece.text)) if (period := _five_years(m))]
    return max(found, key=_first) if found else None


def _issue_year(title: Found[str] | None, issued: Found[str] | None) -> Found[Interval] | None:
    """Returns the year of issue, for types of documents that are issued every year."""
    if not (issued and title and _YEARLY.search(title.value)):
        return None
    return Found(_whole(int(issued.value[:4]), int(issued.value[:4])), issued.start, issued.end, "period.issued")


def _years(text: str) -> Interval | None:
    span = _SPAN.search(text)
    if span:
        return _whole(int(span[1]), int(span[2]))
    years = _YEAR.findall(text)
    parted = _PARTED.search(text)
    if years and parted and len(set(years)) == 1:
        return _parts_of(int(years[0]), _PART.finditer(text, parted.start()))
    if years:
        return _whole(int(years[-1]), int(years[-1]))
    republic = _REPUBLIC_YEAR.search(text)
    if republic:
        return _whole(int(republic[1]) + _REPUBLIC, int(republic[1]) + _REPUBLIC)
    five = _FIVE.search(text)
    return _five_years(five) if five else None


def _term(text: str, year: int | None) -> Interval | None:
    """Returns the period of a plan that names its length in years; it starts in the year of the document's date."""
    match = _TERM.search(text)
    if not match or year is None:
        return None
    count = int(match[1]) if match[1].isdigit() else chinese_integer(match[1])
    return _whole(year, year + count - 1) if count else None


def _five_years(match: re.Match[str]) -> Interval | None:
    """Returns the period of the n-th five-year plan. The 13th is 2016 to 2020."""
    number = chinese_integer(match["nth"] or match[2])
    if not number:
        return None
    first = 2016 + 5 * (number - 13)
    return _whole(first, first + 4)


def _whole(first: int, last: int) -> Interval:
    return f"{first}-01-01", f"{last}-12-31"


def _parts_of(year: int, parts: Iterable[re.Match[str]]) -> Interval:
    """Returns the time from the first to the last of some halves, quarters or months of a year."""
    months = list(map(_months, parts))
    first, last = min(min(months)), max(map(max, months))
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]}"


def _months(part: re.Match[str]) -> tuple[int, int]:
    """Returns the first and the last month of a part of a year."""
    if part["month"]:
        first, last = int(part["month"]), int(part["until"])
        return (first, last) if 0 < first <= last <= _DECEMBER else (1, _DECEMBER)
    if part["half"]:
        return (1, 6) if part["half"] == "上" else (7, _DECEMBER)
    count = chinese_integer(part["quarter"] or part["quarters"]) or 0
    return (3 * count - 2 if part["quarter"] else 1), 3 * count


def _first(found: Found[Interval]) -> str:
    return found.value[0] or ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
