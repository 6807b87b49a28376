"""What a document says of itself: title, issuer, level, region, number, date, plan period."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.model import Meta, Provision
from kexie_nlp.model.records import Interval, Script
from kexie_nlp.outline.lines import paragraphs
from kexie_nlp.outline.regions import find_region

HEAD = 1500  # characters in which a document introduces itself
KINDS = "方案|计划|规划|要点|意见|通知|办法|纲要|措施|细则|清单|安排|报告|决定|规定|条例|公告|任务书|任务分解表|工作总结|章程"
_TITLE_END = re.compile(rf"(?:{KINDS})(?:（[^）]*）)?$")
_ISSUES = re.compile(r"印发(?:了)?《([^》]{4,60})》")
_SELF = re.compile(r"《([^》]{4,60})》(?:全文|如下|已经|（以下简称)")
_NUMBER = re.compile(r"(?<![（(《一-龥])[^\s，。（(《〔\[]{1,12}[〔\[［（(][12]\d{3}[〕\]］）)]第?\d{1,4}号")
_DATE = r"([12]\d{3})年(\d{1,2})月(\d{1,2})日"
_CN_DATE = re.compile(r"([二一][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
_DATE_LINE = re.compile(rf"^(.*?){_DATE}(?:印发)?$")
_GLUED_SIGNATURE = re.compile(r"[。！]\s+([^，。；\n]{2,30})\s+((?:[12]\d{3}|[二一][〇零○一二三四五六七八九]{3})年[^，。\n]{2,6}日)\s*$")
_WEB_DATE = re.compile(r"(?:时间|日期|发布)[:：]?\s*([12]\d{3})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_BODY = re.compile(r"(?:科协|科学技术协会|委员会|人民政府|办公[厅室]|[厅局部会院委]|中心|小组|党组)(?:办公室)?$")
_ISSUER_VERB = re.compile(r"(?:^|[，。；：\s])((?:中共)?[一-龥]{2,20}?(?:办公厅|办公室|委员会|人民政府|科协|厅|局|部|委))(?:联合)?印发")
_COMMISSION = re.compile("(?<=[健改建管][康革设理])委员会$")
_SPAN = re.compile(r"([12]\d{3})(?:年)?\s*(?:[-—–~～]{1,2}|至|到)\s*([12]\d{3})年?")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})年(?!\d{1,2}月)")
_FIVE = re.compile(r"“?(十[一二三四五六七八九]|二十)五”?")


def find_meta(text: str, provisions: list[Provision], script: Script) -> Meta:
    """The metadata of a normalised text; null where the text does not say. Dates ISO, period inclusive."""
    head_end = min([provisions[0].start if provisions else len(text), len(text)])
    head = [part for s, e in paragraphs(text, 0, min(head_end, HEAD * 3)) for part in _split_glued(text[s:e])]
    title = _title(head)
    signature, issued = _signature(text)
    issuer = signature or _byline(head) or _issuing_verb(text[:HEAD])
    names = [n for n in (issuer, title) if n]
    if issued is None:
        bracketed = re.search(rf"（{_DATE}）", "\n".join(head[:6]))
        issued = _iso(*bracketed.groups()) if bracketed else None
    region, level = find_region(names, text)
    if issuer is None:
        issuer = _speaker(text, region)
    if issued is None:
        web = _WEB_DATE.search(text[:HEAD])
        issued = _iso(*web.groups()) if web else None
    return Meta(title=title, issuer=_short(issuer), level=level, region=region, doc_number=_doc_number(head),
                issued=issued, period=find_period(title, head, provisions, issued), script=script)


def _split_glued(line: str) -> list[str]:
    """Title, number and text that stand on one line, parted by blanks."""
    return re.split(r"\s+", line.strip(), maxsplit=2) if len(line) > 90 else [line]


def _title(head: list[str]) -> str | None:
    wrapper = None
    for line in head:
        line = line.strip()
        issued = _ISSUES.search(line)
        if issued and line.endswith("通知"):
            wrapper = wrapper or issued[1]
        elif _TITLE_END.search(line) and len(line) <= 60 and "。" not in line and not line.startswith("附"):
            return wrapper or line.strip("《》")
    joined = "".join(head)[:HEAD]
    quoted = _SELF.search(joined) or _ISSUES.search(joined)
    return wrapper or (quoted[1] if quoted else None)


def _signature(text: str) -> tuple[str | None, str | None]:
    """Body and date of the signature: a line that is a date, with a body on it or on the line before."""
    lines = [text[s:e] for s, e in paragraphs(text, 0, len(text))]
    glued = _GLUED_SIGNATURE.search(text)
    if glued:
        lines.append(f"{glued[1]}{_arabic_date(glued[2])}")
    found: tuple[str | None, str | None] = (None, None)
    for before, line in zip(["", *lines], lines, strict=False):
        line = _arabic_date(line)
        match = _DATE_LINE.match(line)
        if not match:
            continue
        name = re.sub(r"\s", "", match[1]) or re.sub(r"\s", "", before)
        date = _iso(*match.groups()[1:])
        if len(name) <= 30 and _BODY.search(name) and not re.search("[，。：]", name):
            return name, date
        if found[1] is None and not match[1]:
            found = (None, date)
    return found


def _arabic_date(line: str) -> str:
    match = _CN_DATE.search(line)
    if not match:
        return line
    year, month, day = (chinese_integer(g) for g in match.groups())
    return f"{line[:match.start()]}{year}年{month}月{day}日{line[match.end():]}"


def _byline(head: list[str]) -> str | None:
    for line in head[1:6]:
        if 4 <= len(line) <= 30 and _BODY.search(line) and not re.search("[，。：、；]", line):
            return line
    return None


def _issuing_verb(head: str) -> str | None:
    match = _ISSUER_VERB.search(head)
    return match[1] if match else None


def _speaker(text: str, region: str | None) -> str | None:
    """The association that speaks, where nobody signs: the region's own, if the text names it."""
    if region and re.search(f"{region}(?:科协|科学技术协会)", text):
        return f"{region}科协"
    return None


def _short(issuer: str | None) -> str | None:
    return _COMMISSION.sub("委", issuer.replace("科学技术协会", "科协")) if issuer else None


def _doc_number(head: list[str]) -> str | None:
    for line in head[:8]:
        match = _NUMBER.fullmatch(line.strip())
        if match:
            return re.sub(r"[\[［（(](\d{4})[\]］）)]", r"〔\1〕", match[0])
    return None


def find_period(title: str | None, head: list[str], provisions: list[Provision], issued: str | None) -> Interval | None:
    """The plan period: years or five-year plan of the title, of a planning part, of the opening, of the date."""
    plans = [p.title for p in provisions if p.title and p.level <= 2 and re.search("安排|计划|任务|打算", p.title)]
    for source in (title, *plans, *(h[:12] for h in head if len(h) > 30)):
        period = _years(source or "")
        if period and not (source or "").startswith("“"):
            return period
    fives = [_five_years(m[0]) for m in re.finditer(rf"{_FIVE.pattern}(?=[^，。]{{0,6}}(?:规划|时期|期间))", "".join(head))]
    if fives:
        return max(f for f in fives if f)
    return _whole(issued[:4], issued[:4]) if issued else None


def _years(text: str) -> Interval | None:
    span = _SPAN.search(text)
    if span:
        return _whole(span[1], span[2])
    years = _YEAR.findall(text)
    return _whole(years[-1], years[-1]) if years else _five_years(text)


def _five_years(text: str) -> Interval | None:
    """The years of the n-th five-year plan: the 13th ran from 2016 to 2020."""
    for match in _FIVE.finditer(text):
        number = chinese_integer(match[1])
        if number:
            first = 2016 + 5 * (number - 13)
            return _whole(str(first), str(first + 4))
    return None


def _whole(first: str, last: str) -> Interval:
    return f"{first}-01-01", f"{last}-12-31"


def _iso(*parts: str | None) -> str:
    year, month, day = (int(p or 0) for p in parts)
    return f"{year:04d}-{month:02d}-{day:02d}"


def titles_cited(text: str) -> Iterator[str]:
    """Titles in 《》, without the marks, in order."""
    for match in re.finditer("《([^《》]{2,80})》", text):
        yield match[1]
