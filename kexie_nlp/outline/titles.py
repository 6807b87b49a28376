"""Finds the title of a document: header block and text in, the title with its span out.

The sources: the title block, the document that a notice issues, or the title that the text gives for itself.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kexie_nlp.grammar.numbering import opens_line
from kexie_nlp.outline.dates import DATED_END, numbered_title
from kexie_nlp.outline.issuers import is_body
from kexie_nlp.outline.kind_words import EXPLAINED
from kexie_nlp.outline.preamble import HEAD, Found, Piece
from kexie_nlp.outline.regions import begins_with_place

KINDS = ("方案|计划|规划|要点|意见|通知|办法|纲要|措施|细则|清单|安排|报告|决定|规定|条例|公告|任务书|任务分解表|总结|章程|通报|规则|"
         "规程|指南|预案|决议|倡议书|公报|通告|批复|讲话|打算|重点任务|工作情况|任务表|分工|解读|谋划|综述|答复|重点|复函|函|致辞|发言|回顾|思路|汇报|说明|简报|纪要|分解表|一览表|情况表|公示|分解方案|台账|分工表|进展表|进度表|运行情况|进展情况|完成情况")
LONGEST = 80
TITLE = re.compile(rf"(?:{KINDS})(?:（[^）]*）)?$")
_SPEECH = re.compile("讲话$|^在.*上的")
_ISSUES = re.compile(r"(?:印发|转发|下发|发布)(?:了)?(?:《([^》]{4,60})》|〈([^〉]{4,60})〉)")
_STATE = re.compile("(?P<state>（[^（）]{2,12}）)的通知")  # behind 》, part of the title
_UNQUOTED = re.compile(rf"^.{{0,120}}?(?:(?:关于)?(?:印发|下发|发布|转发)(?P<title>(?!《)[^。]{{6,60}}(?:{KINDS})(?:（[^）]*）)?)"
                       "|关于(?:印发|下发)(?P<other>(?!《)[^。]{6,60}))的通知$")
_ISSUES_WHAT = re.compile("关于(?:印发|下发|发布|转发)[^。《》]{0,40}$|关于$|(?:印发|下发|发布|转发)《[^。《》]{0,40}(?:》的?)?$")
_ENDED = re.compile("通知$|[。：]")
_GAP_WIDTH = 8  # characters between the lines of a title
_BROKEN_LINES = 3  # lines on which the title of a notice goes on
_IN_LINE = re.compile(rf"关于(?:印发|下发|发布|转发)([^《》。\n]{{6,60}}?(?:{KINDS})(?:（[^）]*）)?)的通知(?=各)")
# a paper that issues another one, not news about it
_NOTICE = re.compile("印发给你们|现(?:予)?(?:印发|公布|转发)|现将|各[^，。\n]{2,40}：")
_SELF = re.compile(r"《([^》]{4,60})》(?:全文|如下|已经[^。]{0,24}(?:同意|通过|批准|审[议定])|（以下简称)")
# the paper that an announcement or a decree of a body makes public
_ANNOUNCES = re.compile("[一-龥]{4,30}(?:委员会|人民代表大会|人民政府|部|局)(?:公告|令)")
_MADE_PUBLIC = re.compile("^《([^》]{4,60})》(?:已经?|业经|已由)[^。《》]{4,120}公布", re.M)
_NOW_ISSUED = re.compile(r"《([^》]{4,60})》[^。《》]{0,50}现(?:予)?(?:印发|公布|转发|发布|发给你们)|现[将把]《([^》]{4,60})》")
_PAGE = re.compile("[>＞|]|(?:解读[^解]*){3}|^[^/]{2,12}(?: ?/ ?[^/]{2,12})+$|(?:网站?|门户)[ \t]"
                   "|[局府会部院厅] 函$|[厅局委会府院处办室]文件$"
                   "|^(?!的)[一-龥]{0,2}(?:" + KINDS + ")+$|(?: [^ ]{2,14}){2} [一-龥]{0,4}(?:" + KINDS + ")+$|您的位置|当前位置"
                   "|^(?:本报|本网|特约)?(?:记者|通讯员)")
_DATE_BELOW = re.compile("(?:发布|时间|日期|来源|浏览|作者|阅读|点击)|[12]\\d{3}[-/.年]\\d{1,2}[-/.月]\\d{1,2}"
                         "|\\d{1,2}\\.\\d{1,2}\\.(?:19|20)\\d\\d")
_ISSUER_ABOVE = re.compile("^(?:国务院(?:办公厅)?|中共中央(?:办公厅)?|"
                           "[^，。：；《》（）0-9〔]{2,30}(?:委员会|人民政府|办公[厅室]|厅|局|部|委|科协|协会|学会|法院|检察院))$")
_FIELD = re.compile(r"^(?:【(?:法规|文件)?(?:标题|名称)】[ \t]*|(?:标[ ]*题|名[ ]*称|文件名称)(?:[：:][ \t]*|\t+|[ \t]+(?=关于)"
                    r"|(?=[一-龥“][^：:\n]{2,40}(?:关于|条例|办法|规定))))(?P<title>[^\n]{4,60})$")
_ADDED = re.compile(r"^（(?![^）]*(?:(?:19|20)\d\d年\d{1,2}月|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月))"
                    r"[^（）]*(?:年|试行|暂行|草案|征求意见稿|送审稿|修订)[^（）]*）$")
_WHOLE = re.compile("^《([^《》]+)》$")
_NOTE_MARK = re.compile(r"[\[［〔]\d{1,2}[\]］〕]$")  # of a footnote
_COLUMN = re.compile(r"^(?:【[一-龥]{2,6}】|\[[^\]\n]{2,14}\]|[一-龥]{2,6}[丨|｜][ ]?"
                     r"|[^ \u3000]{2,12}第\d{1,4}期[ \u3000]+)(?=.{6})")  # 【政策解读】, 简报第3期
_LAST_APART = re.compile(r"(?<=[一-龥])[ \u3000]+(?=[一-龥]$)")  # …工作的 通 知
_FIRST = 3  # lines in which a mirror page says what it shows
_OUTER = str.maketrans("〈〉", "《》")  # quotes inside 《》 are 〈〉
_LINE_END = re.compile(r"\s*\n\s*")
_SPACED = re.compile("(?:[一-龥] ){3,}[一-龥]")  # 政 府 工 作 报 告
_EDGE = " |｜\t"
_FILE = re.compile(r"[.](?:pdf|docx?|wps|ofd)$", re.I)
_GAP = re.compile(r"(?<![委府局部厅协会院办室])\s+(?=[一-龥（])|\s+(?=关于|的|（|印发)|(?<=的)\s+(?=[一-龥]{2}$)|(?<=[一-龥）])\s+(?=\d)")
_SPOKEN = re.compile(rf"([^，。：；]{{6,40}}?(?:{KINDS}))(?=(?:各位(?:代表|委员|领导|同志)|同志们)[，：:！])")
# a mirror page
_COLLECTED = re.compile("(?:整理|收集|收集整理|带来|分享)(?:了|的|出)*"
                        rf"(?P<title>[^，。：；《》]{{6,40}}(?:{KINDS}))(?=[（(【，,。]|$)")
_CRUMB = re.compile(rf"[>＞] ?(?P<title>[^>＞\n]{{6,50}}(?:{KINDS}))$")
# a page without its line breaks
_FLAT = re.compile(rf"(?:正文|[>＞]) ?(?P<title>[^ >＞\n]{{6,50}}(?:{KINDS})) (?:发布|日期|时间|来源|作者)")
_KIND_ALONE = re.compile(rf"[一-龥]{{0,4}}(?:{KINDS})+(?:（[^（）]*）)?")
_SUBJECT = re.compile(r"(?!关于)[^，。：；《》（）]{0,20}(?:19|20)\d\d年[^，。：；《》（）]{2,24}(?<!印发)")
# the name of a page, not the first line of a title
_YEARLY = re.compile(r"(?:(?:19|20)\d\d年|\d{1,2}月份?)[^，。：；]{2,40}$")  # begins with its time: below a body it is that body's
_SITE = re.compile("(?:网|网站|门户|平台|公开|专栏|动态|新闻|政策|法规|目录|指南|中心|文件)$")
_DOUBLED = re.compile(r"(?P<once>[^\n]{6,}?)[\s_|｜—–-]*(?P=once)")
# the title of news
_HEADLINE = re.compile("(?:[一-龥]{2,10}[镇乡局委会办县区市]：)?[一-龥“「《][^。；：，、？\n|]{7,48}")
_RUNNING = re.compile("^.{16,}(?:[，。]|：$)")
_TELLS = re.compile("召开|举行|举办|开展|启动|推出|部署|推进|抓好|落实|成立|完成|实现|取得|获|突破|走进|发布|印发|出台|调研|强化|加强|提升"
                    "|助力|打造|建成|惠及|签约|揭牌|开幕|闭幕|来|赴|达|超|增|“")
_MEETS = re.compile("召开|举行|举办|成立|启动")  # 推进会 ends like the name of a body
_PICTURED = re.compile("（(?:组?图|附图|视频|图文)）$")
_TODAY = re.compile(r"今天是|^(?:www|http)|[一-龥 ](?:星期|周)[一二三四五六日]")
_SITED = 8  # shortest title behind which a page puts the name of its site
_FURTHER = 8  # pieces between the name of a page and the notice that it shows
_NEAR_TOP = 6  # pieces above the running text of news
_PLACE = re.compile("^（[一-龥]{2,8}[省市县区州]）(?=.)")
_JOINS = ("与", "和", "及", "暨")
_GOES_ON = ("的", "（", *_JOINS, "意见的")
_BROKEN_OFF = re.compile("^[^，。：；《》（）0-9〔]{4,40}$|^[^，。：；《》（）〔]{0,30}关于[^，。：；《》（）〔]{2,30}$")


def find_title(head: Sequence[Piece], text: str, label: Found[str] | None = None) -> Found[str] | None:
    """Returns the title without 《》; for a notice that issues a plan, the title of the plan. None if there is none.

    `label` is the value of a label for titles.
    """
    wrapper = _issued(Piece(label.value, label.start)) if label else None
    for k, written in enumerate(head):
        piece = Piece(_FILE.sub("", written.text), written.start, written.opens)
        line = DATED_END.sub("", piece.text.strip(_EDGE))
        field = _FIELD.match(line)
        if field:
            begin = piece.start + field.start("title")
            named = label.value if label and field["title"].startswith(label.value) else field["title"]
            return wrapper or _issued(Piece(named, begin)) or Found(named.strip("《》"), begin, begin + len(named), "title.field")
        issued = _issued(piece) or _issued_below(head, k)
        if issued:
            wrapper = wrapper or issued
        elif _reads_as_title(line, k) or _broken_title(head, k):
            block = _whole(_fuller(head, k) or _block(head, k), text)
            wrapper = wrapper or _issued_further_down(head, k, block)
            if wrapper:
                return _whole(wrapper, text)
            public = _MADE_PUBLIC.search(text, block.end, HEAD) if _ANNOUNCES.fullmatch(block.value) else None
            if public:
                return _quoted(public)
            return label if label and _KIND_ALONE.fullmatch(block.value) and TITLE.search(label.value) else block
        elif k < _FIRST and (collected := _COLLECTED.search(line)):
            return wrapper or _quoted(collected, piece.start + len(piece.text) - len(piece.text.lstrip(_EDGE)), "title.collected")
        elif k == 0 and (spoken := _SPOKEN.match(line)):
            return wrapper or Found(spoken[1], piece.start, piece.start + spoken.end(1), "title.spoken")
    end = min(head[-1].end if head else 0, HEAD)
    quoted = _NOW_ISSUED.search(text, 0, end) or _SELF.search(text, 0, end) or _ISSUES.search(text, 0, end) or _IN_LINE.search(text, 0, end)
    news = _news(head)
    wrapper = wrapper and _whole(wrapper, text)
    if wrapper or not quoted or news and not _NOTICE.search(text, 0, end):
        named = label and Found(_unnumbered(label.value), label.start, label.end, label.rule)
        return wrapper or named or news or _crumb(head) or _headline(head)
    return _quoted(quoted)


def _fuller(head: Sequence[Piece], k: int) -> Found[str] | None:
    """Returns the title in full, if the line of a page only abridges it or adds the name of the site, and it stands on the next line."""
    if k + 1 >= len(head):
        return None
    line, below = (piece.text.strip(_EDGE) for piece in head[k:k + 2])
    chars = iter(below)
    abridged = "关于" in below and "关于" not in line and _reads_as_title(below, k + 1) and all(char in chars for char in line)
    sited = len(below) >= _SITED and re.fullmatch(re.escape(below) + r" ?[-_—|]+ ?[一-龥]{2,16}", line) is not None
    return _block(head, k + 1) if abridged or sited else None


def _issued_further_down(head: Sequence[Piece], k: int, block: Found[str]) -> Found[str] | None:
    """Returns the paper that a notice issues below a line that is no title but what the page calls it: above the date of the page."""
    if EXPLAINED.search(block.value) or not (k + 1 < len(head) and _DATE_BELOW.search(head[k + 1].text[:40])):
        return None
    found = (_issued(piece) or _issued_below(head, i) for i, piece in enumerate(head[k + 1:k + _FURTHER], k + 1))
    return next(filter(None, found), None)


def _whole(block: Found[str], text: str) -> Found[str]:
    """Returns the title that the text quotes in full, if the block holds only its end (the first line of a broken title was lost)."""
    for match in _NOW_ISSUED.finditer(text, 0, HEAD):
        found = _quoted(match)
        if found.value.endswith(block.value) and found.value != block.value:
            return found
    return block


def _quoted(match: re.Match[str], offset: int = 0, rule: str = "title.quoted") -> Found[str]:
    """Returns the title in the marks that a pattern found."""
    group = match.lastindex or 0
    value = _GAP.sub("", _LINE_END.sub("", match[group])).translate(_OUTER)
    return Found(value, offset + match.start(group), offset + match.end(group), rule)


def _news(head: Sequence[Piece]) -> Found[str] | None:
    """Returns the line above the line with date and source, the title of a page that is no paper."""
    for k, (piece, below) in enumerate(pairwise(head[:8])):
        line = piece.text.strip()
        if k and _ISSUER_ABOVE.match(line):
            piece = head[k - 1]
            line = piece.text.strip()
        if 8 <= len(line) <= LONGEST and not re.search("[。：；]", line) and not _PAGE.search(line) and not _DATE_BELOW.search(line) \
                and not _TODAY.search(below.text) and _DATE_BELOW.search(below.text[:40]):
            line = _unnumbered(line)
            above = head[k - 1] if k else None
            if line.startswith("——") and above and re.fullmatch("[^。：；|]{6,40}", above.text.strip()):
                return Found(above.text.strip() + line, above.start, piece.end, "title.page")
            return Found(_GAP.sub("", line) if "关于" in line else line, piece.start, piece.end, "title.page")
    return None


def _headline(head: Sequence[Piece]) -> Found[str] | None:
    """Returns the line above the first running text that tells what happened (…召开…会议), the title of a page that is no paper."""
    running = next((k for k, piece in enumerate(head[:_NEAR_TOP]) if _RUNNING.search(piece.text)), 0)
    for piece in reversed(head[:running]):
        line = piece.text.strip(_EDGE)
        if not piece.opens or is_body(line) and not _MEETS.search(line) or opens_line(line) or _PAGE.search(line):
            continue
        if _HEADLINE.fullmatch(line) and _TELLS.search(line):
            begin = piece.start + piece.text.index(line)
            return Found(_PICTURED.sub("", line), begin, begin + len(line), "title.headline")
    return None


def _crumb(head: Sequence[Piece]) -> Found[str] | None:
    """Returns the title that ends the navigation line of a page (首页 > 地方法规 > …条例)."""
    matches = ((piece, match) for piece in head if (match := _CRUMB.search(piece.text.rstrip())))
    flat = ((piece, match) for piece in head if (match := _FLAT.search(piece.text)))
    return next((_quoted(match, piece.start, "title.crumb") for piece, match in (*matches, *flat)), None)


def _unnumbered(line: str) -> str:
    """Returns a title line without the document number before or behind it, the mark of a footnote and the name of its column."""
    line = _COLUMN.sub("", _NOTE_MARK.sub("", line))
    if _SPACED.fullmatch(line):
        return line.replace(" ", "")
    line = _LAST_APART.sub("", line)
    match = numbered_title(line)
    return (line[:match.start()] + line[match.end():]).strip() if match else line


def _issued(piece: Piece) -> Found[str] | None:
    """Returns the document that a notice issues, if the piece is the title of that notice."""
    line = piece.text.strip(_EDGE)
    if not _WHOLE.sub(r"\1", _unnumbered(line)).endswith("通知"):
        return None
    match = _ISSUES.search(piece.text)
    if match:
        found, state = _quoted(match, piece.start, "title.notice"), _STATE.match(piece.text, match.end())
        return Found(found.value + state["state"], found.start, piece.start + state.end("state"), found.rule) if state else found
    match = _UNQUOTED.match(_unnumbered(line).replace("[", "（").replace("]", "）"))
    return Found((match["title"] or match["other"]).strip(), piece.start, piece.end, "title.notice") if match else None


def _issued_below(head: Sequence[Piece], k: int) -> Found[str] | None:
    """Returns the document that a notice issues whose title is broken behind 关于印发 or inside 《》 (…印发《…⏎…方案》的⏎通知)."""
    line = head[k].text.strip()
    if not _ISSUES_WHAT.search(line):
        return None
    for below in head[k + 1:k + 1 + _BROKEN_LINES]:
        line += below.text.strip()
        if found := _issued(Piece(line, head[k].start)):
            return Found(found.value, head[k].start, below.end, found.rule)
        if _ENDED.search(line):
            break
    return None


def _reads_as_title(line: str, k: int) -> bool:
    line = _WHOLE.sub(r"\1", _unnumbered(line))
    if _PAGE.search(line):
        return False
    return bool((TITLE.search(line) or k == 0 and _SPEECH.search(line)) and len(line) <= LONGEST and "。" not in line
                and not line.startswith("附") and not opens_line(line) and not re.search("[：:；，]", line))


def _broken_title(head: Sequence[Piece], k: int) -> bool:
    """Whether a line is the kind of paper alone (重点任务分解表), below the line that says of what and of which year."""
    before = head[k - 1].text.strip() if k and head[k - 1].opens else ""
    return _KIND_ALONE.fullmatch(head[k].text.strip()) is not None and (
        _SUBJECT.fullmatch(before) is not None or _opens_title(before)
        or _ISSUER_ABOVE.match(before) is not None and head[k].text.strip().endswith("工作报告")
        or before.startswith("关于") and before.endswith(("的", "工作")))


def _block(head: Sequence[Piece], k: int) -> Found[str]:
    """Returns a title including its first line, if broken, and including the years or the status in brackets on the next line."""
    first, last = k, k
    if _broken_title(head, k):
        first = k - 1
    while first and k - first < _BROKEN_LINES and _goes_on(head, first):
        first -= 1
    below = head[k + 1].text.strip() if k + 1 < len(head) else ""
    if _ADDED.match(below) or below.startswith(_JOINS) and TITLE.search(below):
        last = k + 1
    words = "".join(_WHOLE.sub(r"\1", _GAP.sub("", _unnumbered(DATED_END.sub("", p.text.strip(_EDGE)))))
                    for p in head[first:last + 1])
    words = _once(_PLACE.sub("", words).strip(_EDGE))
    return Found(words, head[first].start, head[last].end, "title.block")


def _goes_on(head: Sequence[Piece], k: int) -> bool:
    """Whether a line goes on with the title that the line above it starts. Of bodies on several lines above a title none belongs to it."""
    above, line = head[k - 1].text.strip(), head[k].text.strip()
    if head[k].start - head[k - 1].end > _GAP_WIDTH:
        return False  # a line of navigation between them
    body = _names_issuer(above)
    if body and k > 1 and is_body(head[k - 2].text.strip()):
        return False
    at_top = k == 1 or " " in above  # there it may be the name of the site
    return body and not at_top and head[k - 1].opens or _continues(above, line, head[k - 1].opens)


def _names_issuer(line: str) -> bool:
    return _ISSUER_ABOVE.match(line) is not None or is_body(line)


def _continues(before: str, line: str, opens: bool) -> bool:
    """Whether a title started on the previous line, which is neither a title nor a body nor a number."""
    if not opens or TITLE.search(before):
        return False
    if _names_issuer(before):
        return line.startswith("关于") or _YEARLY.match(line) is not None
    if line.startswith("——") and re.fullmatch("[^。：；]{6,40}", before) and not _PAGE.search(before):
        return True
    if before.startswith("关于") and before.endswith("》") and line.startswith(_GOES_ON):
        return True
    if before.startswith("在") and _SPEECH.search(line) and len(before) <= LONGEST and not re.search("[，。：]", before):
        return True
    if line.startswith(_JOINS) and re.fullmatch("[^，。：；《》（）〔]{6,40}", before):
        return True
    if _BROKEN_OFF.match(before) and (before.startswith("对") or line.startswith(_GOES_ON) or "关于" in before):
        return True
    return _opens_title(before) and not _opens_title(line) and not re.search(r"关于|\d{4}年", line)


def _opens_title(line: str) -> bool:
    """Whether a line begins with a place and reads as the first line of a title, not as a body or the name of a page."""
    plain = re.fullmatch("[^，。：；《》（）〔>＞|]{6,40}", line)
    return plain is not None and not TITLE.search(line) and not _SITE.search(line) and not is_body(line) and begins_with_place(line)


def _once(words: str) -> str:
    """Returns a title that a page shows twice on one line once."""
    doubled = _DOUBLED.fullmatch(words)
    return doubled["once"] if doubled else words
