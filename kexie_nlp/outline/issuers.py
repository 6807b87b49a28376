"""Finds the issuing body of a document: its text and header block in, names with spans out.

The sources: signature, byline, title, issuing verb, or the body that speaks in the text.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.outline.lines import paragraphs
from kexie_nlp.outline.preamble import HEAD, Found, Piece

_SHORTEST = 5  # characters at the end of a short form that the text must have
LONGEST, _OWN = 30, 4  # longest name of a body; 市委 and 县政府 name none
_ENDINGS = ("(?<=[省市县区州旗乡镇])政府|科协|科学技术协会|残联|妇联|文联|侨联|工商联|总工会|红十字会|联合会|协会|学会|商会|供销(?:合作)?社"
            "|共青团(?:中央|[一-龥]{2,12}委)|团[省市县州区]委"
            "|网信办|委员会|人民政府|行政公署|行署|办事处|管委会|检察院|法院|办公[厅室]|中心|小组|党组|主席团|(?:[查导调察]|课题)组|管理处"
            "|(?:[支大总]|调查)队|(?:督查|研究|信访)室|总署|审计署|(?<![公上])司"
            "|(?:工作|服务|监督|推广|监测|文化|广播|林业|水利|农技|畜牧|兽医|检查|管理|卫生)站|(?:派出|司法|税务|财政|国土|管理|监管|卫生)所"
            "|[厅局部会院委]")
_HOUSES = "大学|学院|医院|学校|中学|研究院|研究所|(?:博物|图书|科技|科学技术|文化|档案|少年宫|美术|展览|规划|体育|纪念)馆|公司|集团"
_HOUSE_TITLE = re.compile(rf"^(?P<body>(?![我全各本])[一-龥]{{2,20}}?(?:{_HOUSES}))(?=[一-龥“0-9〇○]{{4,}}$|[一-龥“0-9〇○]{{4,}}（)")
_BODY = re.compile(rf"(?:{_ENDINGS}|{_HOUSES})(?:办公室)?$")
_IN_TITLE = re.compile(rf"^((?:中共)?[一-龥]{{2,22}}?(?:{_ENDINGS}|街道)|[省市县区州旗]人民政府(?:办公[厅室])?)"
                       "(?=关于|印发|支持|推进|促进|加强"
                       rf"|(?:系统)?(?:[12]\d{{3}}|1[01]\d)年|(?:(?<=人民政府)|(?<=院)|(?<=委员会)|(?<=常委会)|(?<=主席团))工作(?:报告|规则|制度))")
# the body of which a news item tells: 县残联参加…会议
_NEWS_OF = re.compile(rf"^(?P<body>(?![我全各本])[一-龥]{{2,16}}?(?:{_ENDINGS}))(?:系统)?"
                      "(?:召开|参加|举办|举行|组织|开展|启动|出席|赴|深入|联合|成立)")
_NAME = rf"(?:中共)?[一-龥]{{2,22}}?(?:{_ENDINGS})"
_JOINT_TITLE = re.compile(rf"^(?P<body>(?:{_NAME}[ 　、]+)+{_NAME})(?=关于)")
# a body that its titles name without its place: 2016年团市委工作总结, 市残联政府信息公开工作年度报告
_PLACELESS_TITLE = re.compile(r"^(?:[12]\d{3}年度?)?(?P<body>团[省市县州区旗]委|[省市县区州旗](?:科协|残联|妇联|文联"
                              "|侨联|工商联|总工会|红十字会))"
                              r"(?=(?:[12]\d{3}年度?)?[一-龥]{0,14}(?:总结|要点|计划|报告|安排|打算|意见|方案|通知)$)")
_CALLED = re.compile("(?P<full>[一-龥]{4,24})（以下简称 ?“?(?P<short>[一-龥]{2,8})”?）")
_DAY = r"([12]\d{3}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日"
_CN_YEAR = re.compile("[二一][〇零○一二三四五六七八九]{3}(?=年)")
_CN_DATE = re.compile(r"([二一][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
_CN_MONTH = re.compile(r"([二一][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月")
_DATE_LINE = re.compile(rf"^[（(]?(.*?)[ ]*{_DAY}(?:印发)?[）)]?$")
_GLUED = re.compile(r"[。！）][ \t]*([^，。；\n]{2,30}?)[ \t]*((?:[12]\d{3}|[二一][〇零○一二三四五六七八九]{3}) ?年[^，。\n]{2,8}日)\s*$")
# of a law: who made it public, or the congress that passed it
_PUBLISHED = re.compile(rf"{_DAY}(?P<body>[一-龥]{{4,26}}?)(?:令第?[\d〇零一二三四五六七八九十百]+号)?(?:公布|发布|印发)")
_CONGRESS = re.compile(rf"{_DAY}(?P<place>[一-龥]{{2,14}}?)第[一二三四五六七八九十]{{1,3}}届(?P<body>人民代表大会(?:常务委员会)?)"
                       "第[一二三四五六七八九十]{1,3}次会议[^（）]{0,6}通过")
_PASSED = re.compile(rf"（{_DAY}([一-龥]{{4,26}}?)(?:印发|发布|公布|制定|通过)）")
_SPEAKING = re.compile(r"(?P<body>[一-龥]{4,24}(?:厅|局|委|委员会|办公室|法院|检察院|人民政府|科协))"
                       r"(?:局长|主任|厅长|院长|检察长|主席|[省市县区州旗盟镇乡]长)[ 　]*(?:[一-龥·]{2,6})?")
_APPROVED = re.compile(rf"》?(?:已经|已由)(?P<body>[一-龥]{{2,20}}?(?:{_ENDINGS}))(?:研究|会议|办公会|审议)*(?:同意|通过|批准)")
_FOR = re.compile(r"我?(?:代表|受)(?P<body>[一-龥]{2,24}?(?:人民政府|委员会|常务委员会|科协|法院|检察院|局))(?:的?委托|，?向)")
_LED = re.compile(rf"(?:^|[，。\n])(?:[12]\d{{3}}年[一-龥]{{0,4}}，)?(?P<body>[一-龥]{{3,20}}?(?:{_ENDINGS}))(?:党组)?，?"
                  r"在[^，。；\n]{2,60}(?:领导|指导|支持)下", re.M)
_MINISTRY = re.compile("[一-龥]{2,3}部")
_SESSION_OF = re.compile("在(?P<place>[一-龥]{2,12}?(?:[省市县区州旗镇乡]|苏木))第[一二三四五六七八九十]{1,3}届人民代表大会")
_GENERAL = re.compile("(?:[省市县区州旗镇乡我本全](?!委)|苏木|街道)(?:人民政府|人大|政府|委|第)|我|全|各")
_TOWN_OR_ZONE = re.compile("^[一-龥]{2,14}(?:镇|乡|街道|开发区|高新区)$")
# a body without a place that opens a text without a title: 市卫生健康委围绕…
_OPENS = re.compile(rf"^[^\n，。]{{0,12}}?，?(?P<body>(?:[省市县区州旗镇乡院]|我[省市县区院])[一-龥]{{1,10}}?"
                    rf"(?:{_ENDINGS}|团委|督查办|民生办|妇联))"
                    "(?=机关|按照|围绕|坚持|紧|认真|深入|积极|在|于|以|把|依照)", re.M)
_PLACELESS = re.compile("[省市县区州旗镇乡]")
_ISSUING = re.compile(r"\s*(?:[“《][^”》]*[”》]\s*)?(?:[^\s]{1,12}[〔\[［][12]\d{3}[〕\]］]\d{1,4}号\s*)?"
                      r"(?P<body>[一-龥 ]{2,60}?)\s*(?:关于)?(?:印发|转发|下发|发布)")
_NAMED = re.compile(r"（(?P<body>[一-龥]{4,30})\s*[12]\d{3}年\d{1,2}月\d{1,2}日(?:印发|发布)?）")
_VERB = re.compile(r"(?:^|[，。；：\s])((?:中共)?[一-龥]{2,20}?(?:办公厅|办公室|委员会|人民政府|科协|厅|局|部|委))(?:联合|近日|日前)?印发")
_NO_BODY = re.compile("[，。：；【】|•>＞]|^(?:对|关于|转发|在|以|为|按|据|根据|贯彻|[—-])"
                      "|[一-龥]在(?:中|全|省|市)|发布机构|来源|责任编辑|\\d-\\d|各.*[：:]$|^各")
_TOGETHER = re.compile("会同|联合")
# names that a page may write shorter; it counts if it does
_SAID_SHORTER = (("老科学技术工作者协会", "老科协"), ("老科技工作者协会", "老科协"),
                 ("人民代表大会常务委员会", "人大常委会"), ("中国人民政治协商会议", "政协"), ("国家发展和改革委员会", "国家发展改革委"),
                 ("国家发展和改革委员会", "发展改革委"), ("国家卫生健康委员会", "国家卫生健康委"))
_SHORT = (("科学技术协会", "科协"), ("残疾人联合会", "残联"), ("妇女联合会", "妇联"), ("文学艺术界联合会", "文联"))
_ABOVE = re.compile("^(?:[一-龥]{2,3}省|[一-龥]{2,6}自治区)(?=[一-龥]{2,8}[市州盟县区旗](?:人民政府|人大|科学|科协|委员会|[一-龥]{2,8}局))")
_PARTY = re.compile("(?<=[省市县区州旗]委)(?=[一-龥]{2,10}人民政府(?:$|、))")  # 中共天津市委天津市人民政府
_STATE = re.compile("中华人民共和国(?=[一-龥]+(?:部|委员会|署|局)$)")
# place and matter of the name of an office; the page may shorten the matter (市场监督管理局, 市场监管局)
_OFFICE_NAME = re.compile("(?P<place>(?:[一-龥]{2,12}[省市县区州旗盟])?)(?P<matter>[一-龥]{4,14})(?P<end>[局厅部])")
_AUTONOMY = re.compile("[一-龥]{1,9}族自治(?=[州县]$)")
_COMMISSION = re.compile("(?<=[健改建管][康革设理])(?<!区管理)委员会$")
_SESSION = re.compile("(?<=协)第?[一二三四五六七八九十]{1,3}届(?:常务)?委员会$")  # of an association, which it speaks for
_BROKEN = "?？* \t|"  # characters that a page shows for what it cannot
_FILE = re.compile(r"\s*(?:文[ \u3000]*件|(?<=[府局部委署院会])令|公告)\s*$")  # behind the body in a red head
_RULED = re.compile(r"[─━—_=*★☆\-\s]+")
_BELOW_HEAD = re.compile(r"[〔\[［（(【][12]\d{3}[〕\]］）)】]\s*第?\s*\d{1,4}\s*号|^(?:关于|印发)")  # the number or the title
_BELOW_TITLE = 3  # lines below a title that may name its body
_NEXT_LINE = 3  # characters between a line and the next one
_OPENING = 200  # characters in which the body of a text without a title is named
_SITE_LINES = 6  # lines between the name of a site and its paper
_HEADS = 12  # lines in which a red head stands
_SEPARATED = re.compile("[；;，,、]")
_OFFICE = re.compile("(?:政府|委)办$")
_DATED = re.compile("[12]\\d{3} ?年|日$|日印发$|[〇零○]")
# of a page without line breaks
_INLINE = re.compile(r"[。！] ?(?P<body>[一-龥]{4,30}) (?P<year>[12]\d{3})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?= [^\n])")
_DAY_ENDS = re.compile(r"日(?=[ \t]*$)", re.M)
_TAIL = 60  # characters at the end of a paragraph that may be a signature


def signature(text: str) -> tuple[Found[str] | None, Found[str] | None]:
    """Returns the issuing body and the date (ISO) of the signature: a date line with the bodies on it or on the lines above."""
    date: Found[str] | None = None
    begun = text.find("。")
    for start, end in _dated_lines(text):
        line = arabic_date(text[start:end].lstrip(_BROKEN))
        match = _DATE_LINE.match(line)
        if not match:
            continue
        found = Found(iso(*match.groups()[1:]), start, end, "issued.signature")
        name = _bodies(match[1])
        body = Found(name, start, start + len(match[1]), "issuer.signature") if name else _above(text, start)
        if body and name and start < begun and text.find(f"\n{match[1].strip()}", begun) < 0 and _dated_below(text, begun):
            continue  # the source and the day of the page, above a paper that is signed itself
        if body and is_body(body.value):
            office = body.value.removesuffix("办公室")
            if not (line.endswith("印发") and office != body.value and f"\n{office}\n" in f"\n{text[:HEAD]}"):  # it only prints the paper
                return body, found
        date = date or (found if not name else None)
    return _glued(text) or (None, date)


def _dated_below(text: str, begun: int) -> bool:
    """Whether a body and a day on lines of their own follow the first sentence of a text."""
    return any(start > begun and _DATE_LINE.match(arabic_date(text[start:end])) and (above := _above(text, start)) and is_body(above.value)
               for start, end in _dated_lines(text))


def _glued(text: str) -> tuple[Found[str], Found[str]] | None:
    """Returns the body and the date that run into the end of a line of text (…请遵照执行。县教育局 2016年4月11日)."""
    inline = _INLINE.search(text, 0, HEAD)
    if inline and is_body(inline["body"]):
        return (Found(inline["body"], *inline.span("body"), "issuer.signature"),
                Found(iso(*inline.group("year", "month", "day")), inline.start("year"), inline.end(), "issued.signature"))
    for last in _DAY_ENDS.finditer(text):
        glued = _GLUED.search(text, max(text.rfind("\n", 0, last.start()) + 1, last.start() - _TAIL), last.end())
        day = _DATE_LINE.match(arabic_date(glued[2])) if glued and is_body(glued[1]) else None
        if glued and day:
            return Found(glued[1], *glued.span(1), "issuer.signature"), Found(iso(*day.groups()[1:]), *glued.span(2), "issued.signature")
    return None


def _bodies(line: str) -> str:
    """Returns the names on a line, joined by 、 if blanks part whole bodies."""
    parts = line.strip(_BROKEN).split()
    return ("、" if len(parts) > 1 and all(map(_BODY.search, parts)) else "").join(parts)


def is_body(name: str) -> bool:
    """Whether a name on its own line is the name of a body."""
    return all(len(each) <= LONGEST * 2 for each in name.split("、")) and bool(_BODY.search(name)) and not _NO_BODY.search(name)


def _dated_lines(text: str) -> Iterator[tuple[int, int]]:
    for start, end in paragraphs(text, 0, len(text)):
        if end - start <= 2 * LONGEST and _DATED.search(text, start, end):
            yield start, end


def _above(text: str, offset: int) -> Found[str] | None:
    """Returns the bodies on the lines directly above a date, in text order."""
    names: list[str] = []
    begin, stop = offset, None
    while begin > 0:
        end = len(text[max(0, begin - 200):begin].rstrip()) + max(0, begin - 200)
        start = text.rfind("\n", 0, end) + 1
        name = _bodies(text[start:end])
        if not name or len(name) > 2 * LONGEST or not is_body(name) or names and begin - end > 2:
            break
        names.insert(0, name)
        begin, stop = start, stop or end
    return Found("、".join(names), begin, stop, "issuer.signature") if names and stop else None


def byline(head: Sequence[Piece], title: Found[str] | None) -> Found[str] | None:
    """Returns a body on its own line under the title, in the bracket that names the issuer, or at the start of the title."""
    for piece in head[:8]:
        public = published_on(piece.text)
        if public and is_body(public["body"]):
            return Found(public["body"], piece.start + public.start("body"), piece.start + public.end("body"), "issuer.bracket")
        congress = _CONGRESS.search(piece.text) if piece.text.startswith("（") else None
        if congress:
            return Found(congress["place"] + congress["body"], piece.start + congress.start("place"), piece.start + congress.end("body"),
                         "issuer.bracket")
        passed = _PASSED.search(piece.text)
        if passed and is_body(passed[4]):
            return Found(passed[4], piece.start + passed.start(4), piece.start + passed.end(4), "issuer.bracket")
    named = _in_title(title)
    if named:
        return named
    below = [piece for piece in head[6:_HEADS] if title and piece.start >= title.end][:_BELOW_TITLE]
    above = [piece for piece in head[:1] if _FILE.search(piece.text)]
    for piece in (*above, *head[1:6], *below):
        name = _FILE.sub("", piece.text.strip())
        if title and title.value == name:
            continue  # …召开现场推进会
        spoken = _SPEAKING.fullmatch(name) or _NAMED.fullmatch(name)
        if spoken:
            return Found(spoken["body"], piece.start + spoken.start("body"), piece.start + spoken.end("body"), "issuer.byline")
        if 4 <= len(name) <= LONGEST and is_body(name) and not re.search("、", name):
            return Found(_bodies(name), piece.start, piece.end, "issuer.byline")
    return None


def red_head(head: Sequence[Piece]) -> Found[str] | None:
    """Returns the joint bodies of a red head: several names, on one line each or on one, above the document number or the title."""
    names: list[str] = []
    first = last = None
    for piece in head[:_HEADS]:
        name = _bodies(_FILE.sub("", piece.text))
        if (len(name) > _OWN or _MINISTRY.fullmatch(name)) and is_body(name):
            names += name.split("、")
            first, last = first or piece, piece
        elif first and last and len(names) > 1 and _BELOW_HEAD.search(piece.text.strip()):
            names = [each for each in names if each.removesuffix("办公室") == each or each.removesuffix("办公室") not in names]
            return Found("、".join(names), first.start, last.end, "issuer.head")
        elif name and not _RULED.fullmatch(name):
            names, first, last = [], None, None
    return None


def more_complete(head: Found[str] | None, signer: Found[str]) -> Found[str]:
    """Returns the joint bodies of the red head if the signature has only some of them (the page breaks off), else the signature."""
    named, signed = ({short_name(each) for each in found.value.split("、")} if found else set() for found in (head, signer))
    return head if head and signed < named else signer


def notice(head: Sequence[Piece], label: Found[str] | None) -> Found[str] | None:
    """Returns the body that issues something by a notice, before 关于印发 in the line of its title or in the value of a label."""
    lines = [(piece.text, piece.start) for piece in head[:8]] + ([(label.value, label.start)] if label else [])
    lines += [(f"{piece.text.strip()}\n{below.text.strip()}", piece.start) for piece, below in pairwise(head[:8])
              if below.text.lstrip().startswith("关于")]
    for line, start in lines:
        match = _ISSUING.match(line)
        if match and is_body(body := _bodies(match["body"])):
            return Found(body, start + match.start("body"), start + match.end("body"), "issuer.notice")
    return None


def opening_body(text: str) -> Found[str] | None:
    """Returns the body, without its place, that begins the first sentences of a text without title (一年来，院团委按照…)."""
    match = _OPENS.search(text, 0, _OPENING)
    return Found(match["body"], *match.span("body"), "issuer.opening") if match else None


def told_of(title: Found[str] | None) -> Found[str] | None:
    """Returns the body with which the title of a news item begins (县残联参加…工作会议)."""
    match = _NEWS_OF.match(title.value) if title else None
    return Found(match["body"], title.start, title.start + match.end("body"), "issuer.told") if match and title else None


def masthead(head: Sequence[Piece], title: Found[str] | None) -> Found[str] | None:
    """Returns the body that fills the first line of a page, above the number or the title of its paper."""
    name = _bodies(head[0].text) if head else ""
    next_line = bool(head) and title is not None and 0 < title.start - head[0].end <= _NEXT_LINE
    below = next_line or any(_BELOW_HEAD.search(piece.text.strip()) for piece in head[1:_SITE_LINES])
    named = _OWN < len(name) <= LONGEST and below and is_body(name)
    return Found(name, head[0].start, head[0].end, "issuer.masthead") if named else None


def published_on(line: str) -> re.Match[str] | None:
    """Returns the day (year, month, day) on which a law was made public and the body that did (group `body`), if the line in brackets
    under its title says so."""
    return _PUBLISHED.search(line) if line.startswith("（") else None


def completed(name: str, head: Sequence[Piece]) -> Found[str] | None:
    """Returns the full name of a body without place (县水务局) from the first line of the page (大柳河县水务局)."""
    top = head[0].text.strip() if head else ""
    full = _PLACELESS.match(name) and is_body(top) and top.endswith(name) and top != name
    return Found(top, head[0].start, head[0].end, "issuer.masthead") if full else None


def labelled_body(label: Found[str] | None) -> Found[str] | None:
    """Returns a labelled issuer, None if the value is no body (a website, a section)."""
    label = label and Found(_joint(_bodies(label.value)), label.start, label.end, label.rule)
    named = label is not None and (is_body(label.value) or _TOWN_OR_ZONE.search(label.value))
    return label if label and named and not re.search("网|(?<!办事)处$|科$|股$", label.value) else None


def _joint(name: str) -> str:
    """Returns the names of a list joined by 、 if each is a body (县政府办；县科协)."""
    parts = _SEPARATED.split(name)
    return "、".join(parts) if len(parts) > 1 and all(is_body(part) or _OFFICE.search(part) for part in parts) else name


def _in_title(title: Found[str] | None) -> Found[str] | None:
    joint = _JOINT_TITLE.match(title.value) if title else None
    if joint and title:
        return Found(_bodies(joint["body"]), title.start, title.start + joint.end(), "issuer.title")
    match = (_PLACELESS_TITLE.match(title.value) or _IN_TITLE.match(title.value) or _HOUSE_TITLE.match(title.value)) if title else None
    if match and _NO_BODY.search(match[1]):
        return None
    rule = "issuer.house" if match and match.re is _HOUSE_TITLE else "issuer.title"
    return Found(match[1], title.start + match.start(1), title.start + match.end(1), rule) if match and title else None


def issuing_verb(text: str) -> Found[str] | None:
    """Returns the body that issued the document according to a verb (印发) in the header block."""
    match = _VERB.search(text[:HEAD])
    if match is None:
        return None
    body = _TOGETHER.split(match[1])[0]
    return Found(body, match.start(1), match.start(1) + len(body), "issuer.verb") if is_body(body) else None


def acting(text: str) -> Found[str] | None:
    """Returns the body for which somebody speaks (受镇人民政府委托), or which a report begins with (2024年，县科协在…领导下)."""
    session = _SESSION_OF.search(text[:HEAD])
    if session and "政府工作报告" in text[:HEAD].replace(" ", ""):
        return Found(f"{session['place']}人民政府", *session.span("place"), "issuer.session")
    match = _FOR.search(text[:HEAD]) or _LED.search(text[:HEAD])
    named = match is not None and len(match["body"]) > _OWN and not _GENERAL.match(match["body"])
    return Found(match["body"], *match.span("body"), "issuer.acting") if match and named else None


def approving(text: str) -> Found[str] | None:
    """Returns the body that approved the document, if nobody signs (已经管委会研究同意)."""
    match = _APPROVED.search(text[:HEAD])
    named = match is not None and len(match["body"]) > _OWN
    return Found(match["body"], *match.span("body"), "issuer.approved") if match and named else None


def speaker(text: str, region: str | None) -> Found[str] | None:
    """Returns the association of the region, for a document without signature, if the text names it."""
    general = "|全?省科协" if region and region.endswith("省") else ""
    match = re.search(f"{region}(?:科协|科学技术协会){general}", text) if region else None
    return Found(f"{region}科协", *match.span(), "issuer.speaker") if match else None


def in_full(name: str, text: str) -> str | None:
    """Returns the full name that a text gives for the short one of a body (北岭市残疾人联合会（以下简称“市残联”）), or None."""
    return next((match["full"] for match in _CALLED.finditer(text, 0, HEAD) if match["short"] == name), None)


def is_general(name: str) -> bool:
    """Whether a name says of no place which body it is (县科协, 市政府)."""
    return len(name) <= _OWN or _GENERAL.match(name) is not None


def short_name(name: str, text: str = "") -> str:
    """Returns the short form of the name of a body, or of several joined by 、; a 委员会 is one only if the text itself calls it 委."""
    name = _PARTY.sub("、", name)
    if "、" in name:
        return "、".join(short_name(each, text) for each in name.split("、"))
    name = _as_shown(_STATE.sub("", _ABOVE.sub("", name)), text)
    for long, short in _SAID_SHORTER:
        if long in name and re.search(rf"(?<![一-龥]){re.escape(name.replace(long, short))}", text[:HEAD]):
            name = name.replace(long, short)
    for long, short in _SHORT:
        name = name.replace(long, short)
    name = _SESSION.sub("", name)
    short = _COMMISSION.sub("委", name)
    return short if short == name or re.search(f"{re.escape(short[-_SHORTEST:])}(?!员)", text) else name


def _as_shown(name: str, text: str) -> str:
    """Returns the name of an office as the head of its page shortens it, or as it is: 青岚区市场监管局 for 宁川市青岚区市场监督管理局."""
    office = _OFFICE_NAME.fullmatch(name)
    if office is None:
        return name
    whole = office["place"]
    place = re.search("[省市县区州旗盟](?P<last>[一-龥]{2,6}[市县区州旗盟])$", whole)
    places = {whole, place["last"] if place else whole, _AUTONOMY.sub("", whole)} - {""}
    first, rest = office["matter"][0], office["matter"][1:]
    shown = re.search(f"(?:^|(?<![一-龥]))(?:{'|'.join(map(re.escape, sorted(places, key=len))) or ''}){first}"
                      f"{''.join(f'{char}?' for char in rest)}{office['end']}(?=关于|印发|[12]\\d{{3}}年|[^一-龥]|$)", text[:HEAD], re.M)
    return shown[0] if shown and len(shown[0]) < len(name) else name


def arabic_date(line: str) -> str:
    """Returns a line with its Chinese date written in digits."""
    match = _CN_DATE.search(line)
    if not match:
        return line
    year, month, day = (chinese_integer(g) for g in match.groups())
    return f"{line[:match.start()]}{year}年{month}月{day}日{line[match.end():]}"


def chinese_month(line: str) -> str:
    """Returns a line that is a year and a month in Chinese digits (二〇二一年十二月) in digits, any other as it is."""
    match = _CN_MONTH.fullmatch(line)
    return f"{chinese_integer(match[1])}年{chinese_integer(match[2])}月" if match else line


def digit_years(line: str) -> str:
    """Returns a line with its Chinese years (二〇二三年) written in digits."""
    return _CN_YEAR.sub(lambda m: str(chinese_integer(m[0])), line)


def iso(*parts: str | None) -> str:
    """Returns an ISO date from year, month and day."""
    year, month, day = (int(p or 0) for p in parts)
    return f"{year:04d}-{month:02d}-{day:02d}"
