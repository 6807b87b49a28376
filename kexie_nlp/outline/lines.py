"""Classifies lines outside running text: salutations, signatures, annexes, tables, contents, unmarked headings."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kexie_nlp.grammar.numbering import opens_line
from kexie_nlp.outline.label_words import ANY

SENTENCE_END = "。！？；…”）!?;"
SALUTATION = re.compile(r"^(?:各位|同志们|尊敬的|女士们)(?:.{0,20}[：！:!]?$|[^，,。]{0,6}[，,！!])")
# a paragraph that turns to something else behind an item: to the audience, to shortcomings
TURNS = re.compile(r"^(?:各位[^，,。]{0,6}|同志们)[，,！!：:]|^[^。；]{0,30}清醒地?(?:看到|认识到|意识到)"
                   r"|^(?:在)?[^。；]{0,12}(?:看到|肯定)[^。；]{0,6}成绩的?同时")
ADDRESS = re.compile("^(?:各(?:地|级|市|县|区|乡镇|省级|州|盟|单位|部门|有关|成员|直属|学会)|请各|望各|让我们"
                     "|全[省市县区州系][^，。]{0,12}[要应]|本(?:方案|计划|要点|意见|办法|规划|通知|清单)自)")
ASSIGNS = re.compile(r"[（【\[]?(?:责任|牵头|配合|主办|协办|完成时|时限)[^，。；：:]{0,8}[：:]")
FORMAL = re.compile(r"^(?:附[：:件表]|供稿|审核|编辑|责任编辑|联系人|联系电话|来源|主题词|抄送|主送|发布|此件|（此件|（联系人)"
                    r"|^[【\[]?(?:打印本页|关闭|上一[篇条]|下一[篇条]|分享到|扫一扫|友情链接|网站地图|版权所有|主办(?:单位)?[：:]|返回顶部)"
                    r"|^[^，。；]{2,30}(?:科协|协会|委员会|人民政府|办公室|厅|局|部|会)$|^[12]\d{3}年\d{1,2}月\d{1,2}日")
_CN_DIGITS = "〇零○一二三四五六七八九十"
DATE = rf"(?:[12]\d{{3}}年\d{{1,2}}月\d{{1,2}}日|[一二][{_CN_DIGITS}]{{3}}年[{_CN_DIGITS}]{{1,3}}月[{_CN_DIGITS}]{{1,3}}日)"
_ANNEX = r"附[ 　]*[件表录][ \t]*[\d一二三四五六七八九十]{0,3}"
BOUNDARY = re.compile(rf"^[ \t]*(?:{_ANNEX}(?:[ \t]*|[：:.、 ][^\n，。；]{{0,60}})|{DATE}(?:印发)?)[ \t]*$"
                      rf"|(?<=[。！])[ \t]+[^，。；\n]{{2,30}}[ \t]+{DATE}[ \t]*$", re.M)
_ANNEX_LIST = re.compile(r"^[ \t]*附[ 　]*件[：:][^\n]*(?:\n[ \t]*\n?[ \t]*\d{1,2}[.、．][^\n。；]{2,60}(?=\n|\Z))*", re.M)
_ROW = re.compile(r"^[ \t]*[^\s][^\n\t]*\t+[^\n\t]+\t+[^\n\t][^\n]*$|^[ \t]*\|[^\n|]*\|[^\n]*$", re.M)
_LABEL_LINE = re.compile(rf"^[ \t]*[•·●○▪\-][ \t]*(?:【(?:{ANY})】|(?:{ANY})[ \u3000]*[：:])[^\n]*$", re.M)
_BULLET = re.compile("[•·●○▪]")
_LINK = rf"^[ \t]*{_BULLET.pattern}[ \t]*[^\n，。；：]{{1,8}}[ \t]*(?:\n|\Z)"
_MENU = re.compile(rf"(?:{_LINK}){{3,}}|\A\s*(?:{_LINK})+(?=\s*(?:{ANY})[ \u3000]*[：:])", re.M)  # the links of a page
_SUBTITLE = re.compile(r"^[ \t]*——?[^\n。；，]*$", re.M)
_BEGINS = re.compile(r"^[ \t\u3000]*(?:[一1][、.．]|[（(]一[）)]|第一)", re.M)
# the title of a page that shows it as the entry of a list, above source and date
_ENTRY = re.compile(rf"^[ \t]*{_BULLET.pattern}[ \t]*[^\n。；，：]+(?=\n\s*(?:{_BULLET.pattern}[ \t]*)?(?:(?:来源|发布|时间|日期|浏览|作者)"
                    r"[^\n。；，]{0,6}[：: \t]|[12]\d{3}(?:-\d\d?-\d|年\d\d?月\d\d?日)[^\n。；，]*$))|"
                    rf"^[ \t]*{_BULLET.pattern}[ \t]*[12]\d{{3}}-\d\d-\d\d[ \t]*$", re.M)
_TOP_BULLET = re.compile("^[ \t\u3000]*[•·●○▪★☆◆■][^\n]*$", re.M)
_CONTENTS = re.compile(r"^[ \t]*目[ 　]*[录次][ \t]*$", re.M)
_LEADER = re.compile(r"(?:[…·.]{2,}|\t|[ 　]{2,})[ \t]*\d{1,3}[ \t]*$")
HEADING_WORDS = ("工作", "任务", "安排", "计划", "要点", "回顾", "总结", "情况", "目标", "要求", "措施", "保障", "打算",
                 "部署", "重点", "形势", "思路", "成效", "成绩")
FIRST_HEADING = re.compile(r"(?:回顾|总结|完成情况|主要工作|工作情况|工作安排|工作打算|工作计划|重点工作|主要任务)$")
_NO_HEADING = re.compile(r"[。；：！？，,;:\t]|^（|通知$|报告$|^附|^第.+届|》$")
_LINE = re.compile(r"[^\n]+")
_TOP = 400  # characters that hold the subtitle of a paper
_HEADS = re.compile(r"(?:[12]\d{3}年)?[一-龥][一-龥和与、]{2,12}[一-龥]")
_TITLE_OF = re.compile(r"[省市县区镇乡旗盟][^，。]{0,12}(?:方案|意见|办法|规划|细则|要点|通知|计划)$")
_GLUED = re.compile(r"(?<=[。！])(?P<heading>[一-龥]{2,4}(?:目标|任务|措施|要求|安排|重点|内容))"
                    r"(?=[1１][.．、](?!\d)|[一](?:、|是)|（一）)")
# a heading glued to its paragraph: 2016年工作安排2016年，我们将…
RUN_INTO = re.compile(r"^[ \u3000]*(?P<heading>(?:[12]\d{3}年)?(?:[一-龥]{0,6}(?:工作(?:回顾|安排|打算|总结|思路|计划|情况)"
                      r"|下一?步(?:工作)?(?:打算|安排)"
                      r"|主要(?:做法|成效|任务))|存在的?(?:主要)?(?:问题|不足)))"
                      r"(?=[12]\d{3}年|今年|一年来|去年|当前|[全我][省市县区州旗镇乡]|围绕|根据|按照|（一）|一是)", re.M)
_OF_YEAR = re.compile(r"^[12]\d{3}(?=年)")
_SUB = re.compile("[一-龥“”、]{4,16}")
_SUB_RUN_IN = re.compile("[一-龥“”][一-龥“”，、]{3,17}。")
# headings in the middle of a paragraph, each before a long sentence: …32户。民生持续改善。改造危房…
_SUB_INSIDE = re.compile("(?<=。)(?=(?P<heading>[一-龥“”][一-龥“”，、]{3,17})。(?![一-龥“”，、]{4,18}。)[^。\n]{20})")
_INSIDE = 2  # such headings behind the first one of a section
SUB_BESIDE = re.compile("(?P<heading>[一-龥“”]{4,14})[ \u3000]+(?=[一-龥“])")
_BESIDE = re.compile(r"^[ \u3000]*(?P<heading>[一-龥]{2,4}(?:目标|任务|措施|要求|安排|重点|原则|思想|内容))[ \u3000]{2,}(?=\S)", re.M)
PROBLEMS = "存在的?(?:主要|突出)?(?:问题|困难|不足)"
# of a last heading
_ENDS = re.compile(f"^(?:下一?步|今后|明年|{PROBLEMS})|(?:打算|安排|保障|措施|要求|实施)$")
# a last heading beside its text or its first item
LAST_BESIDE = re.compile(f"^[ \u3000]*(?P<heading>{PROBLEMS}(?:[和与及][一-龥]{{2,3}})?|工作要求"
                         "|(?:保障|推进|组织)措施"
                         "|(?:组织|工作)保障|下一?步[一-龥]{0,4}(?:打算|安排|计划))[ \u3000]+(?=[一-龥（(])", re.M)
_LAST = 2  # most headings behind the last number
_FIRST_ITEM = re.compile("1[.．、](?!\\d)|[（(][一1][）)]|一是")
# a heading glued to the first of its items, behind a sentence or at the start of a line
_GLUED_ITEM = re.compile("(?:(?<=[。！])|^[ \u3000]*)(?P<heading>[一-龥]{4,10})(?=1[.．、](?!\\d))", re.M)
_RUNNING = 20  # shortest line of running text, in characters
_BARE, _HAN, _HAN_SHARE = 30, re.compile("[一-龥]"), 0.7  # longest bare heading; it is nearly all Chinese characters


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the spans of the non-blank lines between two offsets, without surrounding whitespace."""
    for match in _LINE.finditer(text, start, end):
        line = match[0].rstrip()
        if line:
            yield match.start() + len(line) - len(line.lstrip()), match.start() + len(line)


def looks_like_heading(line: str) -> bool:
    """Whether a line without a marker reads as the heading of a part (关于2016年主要工作)."""
    return (4 <= len(line) <= 30 and not _NO_HEADING.search(line) and any(w in line for w in HEADING_WORDS)
            and not opens_line(line))


def bare_headings(text: str) -> list[tuple[int, int]]:
    """Returns the lines without markers that head a paragraph each, behind a sentence of running text; empty if it is only one."""
    found: list[tuple[int, int]] = []
    lines = list(paragraphs(text, 0, len(text)))
    for before, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        words, above = text[slice(*line)], text[slice(*before)]
        heads = 4 <= len(words) <= _BARE and not _NO_HEADING.search(words) and not FORMAL.search(words) and not opens_line(words)
        running = below[1] - below[0] >= 2 * _BARE and "。" in text[slice(*below)]
        ended = above[-1] in SENTENCE_END + "—：:"
        undated = _OF_YEAR.sub("", words)
        if heads and running and ended and _HAN_SHARE * len(undated) <= len(_HAN.findall(undated)):
            found.append(line)
    return found if len(found) > 1 else []


def headings_among(text: str, opens: frozenset[int], last: int | None) -> list[tuple[int, int]]:
    """Returns the short lines without markers that head numbered items or a paragraph, behind a sentence; empty if they are fewer than two.

    `opens` are the offsets of the markers that open a line. A heading may be glued to its first item (工作任务1、健康档案). If the
    headings have numbers, only a last one without may follow them (保障措施, 下一步打算): `last` is the offset of the last number.
    """
    found: list[tuple[int, int]] = []
    lines = list(paragraphs(text, 0, len(text)))
    begun = False  # the first sentence of running text has been passed
    for before, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        words, above = text[slice(*line)], text[slice(*before)]
        follows = above.endswith(("如下：", "如下:"))
        begun = begun or follows or _runs(above) and not above.endswith(("：", ":"))
        ended = above[-1] in SENTENCE_END or follows or before[0] in opens
        heads = _HEADS.fullmatch(words) and not _TITLE_OF.search(words) and not FORMAL.search(words)
        if begun and ended and heads and line[0] not in opens and (below[0] in opens or _runs(text[slice(*below)])):
            found.append(line)
    if last is not None:
        behind = [line for line in found if line[0] > last and _ENDS.search(text[slice(*line)])]
        behind += [m.span("heading") for m in LAST_BESIDE.finditer(text, last)]
        return behind if len(behind) <= _LAST else []
    glued = [m.span("heading") for pattern in (_GLUED, _BESIDE, RUN_INTO) for m in pattern.finditer(text)]
    named = any(word in text[slice(*line)] for line in (*found, *glued) for word in HEADING_WORDS)
    if not named and all(_FIRST_ITEM.match(text[stop:].lstrip()) for _, stop in found):
        named, glued = True, sorted({*glued, *(m.span("heading") for m in _GLUED_ITEM.finditer(text))})
    return sorted((*found, *glued)) if named and len(found) + len(glued) > 1 else []


def subheadings(text: str, numbered: Sequence[int], opens: Sequence[int]) -> list[int]:
    """Returns the offsets of the lines that head the paragraphs of a numbered section without having numbers (三、成效⏎设施改善⏎新建…).

    `numbered` are the offsets of the sections, `opens` those of all markers that open a line. Such a heading has its own line above
    running text, or stands before it with a blank or a full stop; a section has two of them, and no numbered items.
    """
    found: list[int] = []
    for start, end in pairwise([*numbered, len(text)]):
        inside = opens[bisect_right(opens, start):bisect_left(opens, end)]
        if inside:
            continue
        heads = []
        lines = [line for line in paragraphs(text, start, end) if not FORMAL.search(text[slice(*line)])]
        for before, line, below in zip(lines, lines[1:], [*lines[2:], None], strict=False):
            words = text[slice(*line)]
            if before != lines[0] and text[before[1] - 1] not in SENTENCE_END:
                continue
            alone = below is not None and _SUB.fullmatch(words) and _runs(text[below[0]:text.find("\n", below[1] + 1)])
            if alone or (match := SUB_BESIDE.match(words) or _SUB_RUN_IN.match(words)) and _runs(words[match.end():]):
                heads.append(line[0])
        found += heads if len(heads) > 1 else _heads_inside(text, lines)
    return found


def _heads_inside(text: str, lines: Sequence[tuple[int, int]]) -> list[int]:
    """Returns the offsets of the sentences that head parts of a paragraph, all with the same number of commas as its first sentence."""
    body = lines[1:] if len(lines) > 1 else lines[:1]
    if not body:
        return []
    first = _SUB_RUN_IN.match(text, *body[0])
    if first is None:
        return []
    commas = first[0].count("，")
    inside = [m.start() for start, end in body for m in _SUB_INSIDE.finditer(text, start, end) if m["heading"].count("，") == commas]
    return [first.start(), *inside] if len(inside) >= _INSIDE else []


def _runs(line: str) -> bool:
    """Whether a line is running text."""
    return len(line) >= _RUNNING and "。" in line


@lru_cache(maxsize=4)  # the outline and the layers of a document ask for the same ones
def boundaries(text: str) -> tuple[tuple[int, int], ...]:
    """Returns the spans of the lines after which numbering may restart: annex labels and signature dates."""
    return tuple(m.span() for m in BOUNDARY.finditer(text))


def unnumbered(text: str) -> list[tuple[int, int]]:
    """Returns the spans whose markers open no item, sorted: lists of annexes, table rows, labels of a page, a table of contents."""
    listed = (_MENU, _ENTRY) if _BULLET.search(text) else ()
    patterns = (_ANNEX_LIST, _LABEL_LINE, *([_ROW] if "\t" in text or "|" in text else ()), *listed)
    spans = [m.span() for pattern in patterns for m in pattern.finditer(text)]
    spans += _subtitles(text) if "——" in text[:_TOP] else []
    spans += _top_bullets(text)
    spans += _contents(text)
    return sorted(spans)


def _top_bullets(text: str) -> list[tuple[int, int]]:
    """Returns the spans of the lines with a bullet above the first running text: menus, mottos, the fields of a page."""
    stop = text.find("。")
    begun = _BEGINS.search(text, 0, max(stop, 0))
    end = text.rfind("\n", 0, begun.start() if begun else max(stop, 0)) + 1
    return [m.span() for m in _TOP_BULLET.finditer(text, 0, end)]


def _subtitles(text: str) -> list[tuple[int, int]]:
    """Returns the spans of the lines of dashes above the first item and the first sentence."""
    stop = max(0, text.rfind("\n", 0, max(0, text.find("。"))))
    begun = _BEGINS.search(text, 0, stop)
    return [m.span() for m in _SUBTITLE.finditer(text, 0, begun.start() if begun else stop)]


def _contents(text: str) -> Iterator[tuple[int, int]]:
    """Yields the span of the table of contents: from 目录 to the second occurrence of its first entry; else its lines with page numbers."""
    title = _CONTENTS.search(text)
    if not title:
        return
    lines = paragraphs(text, title.end(), len(text))
    first = next(lines, None)
    if first is None:
        return
    entry = _LEADER.sub("", text[first[0]:first[1]])
    again = re.compile(r"^[ \t]*" + r"[ \t]*".join(map(re.escape, re.sub(r"\s", "", entry))) + r"[ \t]*$", re.M)
    repeated = again.search(text, first[1])
    if repeated:
        yield title.start(), repeated.start()
        return
    for start, end in ((first, *lines)):
        if not _LEADER.search(text[start:end]):
            return
        yield start, end
