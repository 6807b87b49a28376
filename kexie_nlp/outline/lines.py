"""Lines that are no running text: salutations, signatures, unmarked headings."""
from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE_END = "。！？；…”）!?;"
SALUTATION = re.compile(r"^(?:各位|同志们|尊敬的|女士们).{0,20}[：！:!]?$")
FORMAL = re.compile(r"^(?:附[：:件表]|供稿|审核|编辑|责任编辑|联系人|联系电话|来源|主题词|抄送|主送|发布|此件|（此件|（联系人)"
                    r"|^[^，。；]{2,30}(?:科协|协会|委员会|人民政府|办公室|厅|局|部|会)$|^[12]\d{3}年\d{1,2}月\d{1,2}日")
BOUNDARY = re.compile(r"^[ \t]*(?:附\s*[件表录][ \t]*[\d一二三四五六七八九十]*[:：]?"
                      r"|[12]\d{3}年\d{1,2}月\d{1,2}日(?:印发)?)[ \t]*$"
                      r"|(?<=[。！])[ \t]+[^，。；\n]{2,30}[ \t]+[12]\d{3}年\d{1,2}月\d{1,2}日[ \t]*$", re.M)
HEADING_WORDS = ("工作", "任务", "安排", "计划", "要点", "回顾", "总结", "情况", "目标", "要求", "措施", "保障", "打算",
                 "部署", "重点", "形势", "思路", "成效", "成绩")
FIRST_HEADING = re.compile(r"(?:回顾|总结|完成情况|主要工作|工作情况|工作安排|工作打算|工作计划|重点工作|主要任务)$")
_NO_HEADING = re.compile(r"[。；：！？，,;:]|^（|通知$|报告$|^附|^第.+届|》$")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the non-blank lines between two offsets, without surrounding blanks."""
    for match in _LINE.finditer(text, start, end):
        line = match[0]
        yield match.start() + len(line) - len(line.lstrip()), match.end() - len(line) + len(line.rstrip())


def looks_like_heading(line: str) -> bool:
    """Whether a line without a mark reads as the heading of a part (关于2016年主要工作)."""
    return 4 <= len(line) <= 30 and not _NO_HEADING.search(line) and any(w in line for w in HEADING_WORDS)


def boundaries(text: str) -> list[tuple[int, int]]:
    """Lines behind which numbering starts anew: 附件 on its own, a date of signature."""
    return [m.span() for m in BOUNDARY.finditer(text)]
