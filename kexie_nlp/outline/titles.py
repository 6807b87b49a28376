"""Finds the title of a document: header block and text in, the title with its span out.

The sources: the title block, the document that a notice issues, or the title that the text gives for itself.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from kexie_nlp.grammar.numbering import opens_line
from kexie_nlp.outline.preamble import HEAD, Found, Piece

KINDS = ("方案|计划|规划|要点|意见|通知|办法|纲要|措施|细则|清单|安排|报告|决定|规定|条例|公告|任务书|任务分解表|总结|章程|通报|规则|"
         "规程|指南|预案|决议|倡议书|公报|通告|批复|讲话|打算|重点任务|工作情况|任务表|分工")
LONGEST = 60
TITLE = re.compile(rf"(?:{KINDS})(?:（[^）]*）)?$")
_SPEECH = re.compile("讲话$|^在.*上的")
_ISSUES = re.compile(r"(?:印发|转发|下发|发布)(?:了)?《([^》]{4,60})》")
_UNQUOTED = re.compile(rf"^.{{0,30}}?关于(?:印发|下发|发布)(?P<title>[^《》]{{6,60}}(?:{KINDS})(?:（[^）]*）)?)的通知$")
_SELF = re.compile(r"《([^》]{4,60})》(?:全文|如下|已经|（以下简称)")
_FIELD = re.compile(r"^(?:标[ ]*题|名[ ]*称|文件名称)[：:][ ]*(?P<title>[^\n]{4,60})$")
_ADDED = re.compile(r"^（(?!(?:19|20)\d\d年\d{1,2}月)[^（）]*(?:年|试行|暂行|草案|征求意见稿|送审稿|修订)[^（）]*）$")
_WHOLE = re.compile("^《([^《》]+)》$")
_BROKEN_OFF = re.compile("^[^，。：；《》（）0-9〔]{4,40}$")


def find_title(head: Sequence[Piece], text: str) -> Found[str] | None:
    """Returns the title without 《》; for a notice that issues a plan, the title of the plan. None if there is none."""
    wrapper: Found[str] | None = None
    for k, piece in enumerate(head):
        line = piece.text.strip()
        field = _FIELD.match(line)
        if field:
            return wrapper or Found(field["title"].strip("《》"), piece.start + field.start("title"), piece.end, "title.field")
        issued = _issued(piece)
        if issued:
            wrapper = wrapper or issued
        elif _reads_as_title(line, k):
            return wrapper or _block(head, k)
    end = min(head[-1].end if head else 0, HEAD)
    quoted = _SELF.search(text, 0, end) or _ISSUES.search(text, 0, end)
    if wrapper or not quoted:
        return wrapper
    return Found(quoted[1], *quoted.span(1), "title.quoted")


def _issued(piece: Piece) -> Found[str] | None:
    """Returns the document that a notice issues, if the piece is the title of that notice."""
    if not piece.text.rstrip().endswith("通知"):
        return None
    match = _ISSUES.search(piece.text)
    if match:
        return Found(match[1], piece.start + match.start(1), piece.start + match.end(1), "title.notice")
    match = _UNQUOTED.match(piece.text.strip())
    return Found(match["title"], piece.start, piece.end, "title.notice") if match else None


def _reads_as_title(line: str, k: int) -> bool:
    line = _WHOLE.sub(r"\1", line)
    return bool((TITLE.search(line) or k == 0 and _SPEECH.search(line)) and len(line) <= LONGEST and "。" not in line
                and not line.startswith("附") and not opens_line(line) and not re.search("[：:；，]", line))


def _block(head: Sequence[Piece], k: int) -> Found[str]:
    """Returns a title including its first line, if broken, and including the years or the status in brackets on the next line."""
    first, last = k, k
    if k and _continues(head[k - 1].text.strip(), head[k].text.strip(), head[k - 1].opens):
        first = k - 1
    if k + 1 < len(head) and _ADDED.match(head[k + 1].text.strip()):
        last = k + 1
    words = "".join(_WHOLE.sub(r"\1", re.sub(r"\s+(?=[一-龥（])", "", p.text.strip())) for p in head[first:last + 1])
    return Found(words, head[first].start, head[last].end, "title.block")


def _continues(before: str, line: str, opens: bool) -> bool:
    """Whether a title started on the previous line, which is neither a title nor a body nor a number."""
    return bool(opens and _BROKEN_OFF.match(before) and not TITLE.search(before)
                and (line.startswith(("的", "（")) or re.match("关于(?:印发|做好|开展|加强|推进|下发)", before)))
