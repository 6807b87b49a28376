"""The entries of a page that belong to the paper: lines and tables of a page in, those of the paper out.

The paper is in the smallest element that holds most of the running text. Around it stay the title, the lines about the document (source,
date, number, index table), further running text, and what ends a paper: attachments, signature, date. Where this would leave less than
half of the weight, the page is kept as it is.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from kexie_nlp.reading.html_nodes import Node
from kexie_nlp.reading.html_noise import LINKED

SHARE = 0.75  # share of the weight of all entries that the element with the paper holds at least
LINE_WEIGHT = 0.2  # weight of a character of a line that is no sentence
LEAST = 0.5  # share of the weight that must be left
_SENTENCE, _LONG, _BRIEF = 12, 40, 200  # characters of a sentence, of a line of commas that is one, of a line about the document
_LABEL_SIZE, _LEAST_TITLE = 24, 8
_STOP = re.compile("[。；！？]")
_ABOUT = re.compile(
    "(?:索 ?引 ?号|文[ \u3000]*号"
    "|(?:发文|成文|发布|公布|公开|生成|印发|施行|生效|失效|废止|更新|签发|答复)(?:日期|时间|机关|机构|单位|部门)"
    "|制定机关|组配分类|主题(?:分类|词)|公文种类|体裁|时效性?|有效性|效力(?:位阶|级别)?|来源|日期|时间|(?<!工)作者"
    r"|标[ \u3000]*题|名[ \u3000]*称|统一编号)[ \u3000]*(?:[：:\t]|$)", re.M)
_LABEL = re.compile("^[^：:，。]{2,8}[：:].")  # of a line about the page
_NO_TITLE = re.compile("^[^：，。]{2,8}：|：$|^首页|^[（(]?[一二三四五六七八九十0-9]{1,3}[、.．）)]|^第.{1,3}[章条]")
_ANNOUNCED = re.compile("[：:]$|^[（(]?[一二三四五六七八九十0-9]{1,3}[、.．）)]")
_NUMBER = re.compile(r"[〔\[［【（(][12]\d{3}[〕\]］】）)]\s*第?\s*\d+\s*号|第[\d〇一二三四五六七八九十百]+号$")
_MENU = 6  # three lines of no more characters one after another above the title are a menu
_DATE = re.compile(r"[12]\d{3}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|[二一][〇○O零一二三四五六七八九]{3}年")
_CLOSING = re.compile(r"^[（(【\[]?(?:附件|附表|附：|附:|此件|抄送|联系人|联系电话|咨询电话)|\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar)\b"
                      r"|^\d{1,2}[.．、]\S.*[表书单册案]$")
_OPEN, _CLOSE = r"[\s【\[（(《·•●■□▍|]*", r"[\s】\]）)》：:>»]*"
_WHICH = ("相关|推荐|延伸|扩展|拓展|热门|热点|热榜|排行|近期|最新|更多|本周|本月|今日|[0-9]+小时|猜[你您]|[你您]可能|您?可能也|为[你您]"
          "|大家都?在?|你还|友情|站内|栏目|版面|标题|图片|文件")
_WHAT = ("链接|阅读|推荐|新闻|稿件|文章|资讯|解读|报道|视频|感兴趣|喜欢|看过?|排行榜?|热榜|热搜|导航|搜索|话题|更新|文档|专题|关联"
         "|问题")
_LISTS = re.compile(f"{_OPEN}(?:(?:{_WHICH})[^。，：；\n]{{0,6}}(?:{_WHAT})|(?:阅读|点击|新闻)排行榜?"
                    f"|(?:政策|图文|文字)(?:图解|解读)){_CLOSE}")
_COMMENTS = re.compile(
    f"{_OPEN}(?:(?:网友|精彩|热门|最新|全部|用户|读者|文章)?(?:评论|跟[帖贴]|留言)(?:区|列表|专区)?|我要(?:评论|留言)"
    rf"|发表(?:评论|意见|留言)|请?[您你](?:对本[页条网站文]|觉得[本这]).{{0,14}}[?？]?)[\s（(\d）)条]*{_CLOSE}")
_SITE = re.compile("本(?:站|网|平台|系统|库|页)|[您你]访问|门户网站|侵权|仅供.{0,4}参考|不代表|用户|网友|备案|版权|转载|下载|登录"
                   "|注册|客户端|公众号|必填|验证码|浏览器")
_FOOT = re.compile("版权所有|技术支持|标识码|ICP|备案|公网安备|建议使用|最佳浏览|分辨率|[Cc]opyright|访问量|维护单位")
_FOOT_TOO = re.compile("^.{0,12}(?:主办|承办|主管|运维|维护|地址|电话|传真|邮编|邮箱|网站)")


@dataclass
class Entry:
    """A line, or the rows of a data table: its nodes are `start` to `end`, `linked` of its characters stand in links."""
    start: int
    end: int
    text: str
    rows: list[list[str]] | None = None
    linked: int = 0

    @property
    def is_linked(self) -> bool:
        return self.linked > LINKED * len(self.text)

    @property
    def is_sentence(self) -> bool:
        size = len(self.text)
        return not self.is_linked and bool(size >= _SENTENCE and _STOP.search(self.text) or size >= _LONG and "，" in self.text)

    @property
    def is_about(self) -> bool:
        """Whether it says something about the document: number, date, source, a label of the index table."""
        return len(self.text) < _BRIEF and bool(_ABOUT.search(self.text) or _NUMBER.search(self.text) or _DATE.search(self.text))

    @property
    def is_site(self) -> bool:
        """Whether the site speaks about itself."""
        return len(self.text) < _BRIEF and bool(_SITE.search(self.text))


def paper(entries: Sequence[Entry], nodes: Sequence[Node], page_title: str) -> tuple[list[Entry], int | None]:
    """The entries of the paper, and the index of its title among them if the page has one."""
    if not entries:
        return [], None
    entries = _without_sections(_without_foot(entries), nodes) or entries
    sums = list(accumulate(map(_weight, entries), initial=0.0))
    starts = [entry.start for entry in entries]
    first, last = _container(entries, nodes, starts, sums)
    title = _title(entries, nodes, page_title, first)
    kept = [entry for i, entry in enumerate(entries) if _belongs(entries, i, first, last, title)]
    if sum(map(_weight, kept)) < LEAST * sums[-1]:
        kept = list(entries)
    found = entries[title] if title is not None else None
    return kept, next((i for i, entry in enumerate(kept) if entry is found), None)


def _weight(entry: Entry) -> float:
    size = len(entry.text) - entry.linked
    if entry.rows is not None:
        return LINE_WEIGHT * size if entry.is_about else size
    if entry.is_sentence and not entry.is_site:
        return size
    return 0.0 if entry.is_linked or entry.is_about else LINE_WEIGHT * size


def _without_foot(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Without the last lines if they say who keeps the site."""
    stop = len(entries)
    while stop > 1 and _is_foot(entries[stop - 1]):
        stop -= 1
    return entries[:stop] if any(_FOOT.search(entry.text) for entry in entries[stop:]) else entries


def _is_foot(entry: Entry) -> bool:
    if len(entry.text) >= _BRIEF or _CLOSING.search(entry.text):
        return False
    return entry.is_linked or bool(_FOOT.search(entry.text) or _FOOT_TOO.search(entry.text))


def _without_sections(entries: Sequence[Entry], nodes: Sequence[Node]) -> list[Entry]:
    """Without the sections that the label of a site heads: the block that begins with the label, or the links behind the label. A block
    with sentences is one only under a label of comments."""
    starts = [entry.start for entry in entries]
    half = sum(len(entry.text) - entry.linked for entry in entries) / 2
    out: list[Entry] = []
    i = 0
    while i < len(entries):
        label = entries[i].text if len(entries[i].text) <= _LABEL_SIZE else ""
        comments = bool(_COMMENTS.fullmatch(label))
        stop = i
        if comments or _LISTS.fullmatch(label):
            stop = _block_of(i, entries, nodes, starts, half)
            if not comments and any(entry.is_sentence for entry in entries[i:stop]):
                stop = i + 1
            while stop < len(entries) and entries[stop].is_linked:
                stop += 1
            if stop == i + 1 and not comments:
                stop = i  # a heading of the paper, for all we know
        if stop == i:
            out.append(entries[i])
        i = max(stop, i + 1)
    return out


def _block_of(i: int, entries: Sequence[Entry], nodes: Sequence[Node], starts: Sequence[int], half: float) -> int:
    """Behind the last entry of the largest block that begins with an entry and holds less than half of the text."""
    before = entries[i - 1].end if i else 0
    stop, node = i + 1, nodes[nodes[entries[i].start].parent]
    while node.position >= before and node.position and node.length - node.linked < half:
        stop = max(stop, bisect_left(starts, node.end))
        node = nodes[node.parent]
    return stop


def _container(entries: Sequence[Entry], nodes: Sequence[Node], starts: Sequence[int], sums: Sequence[float]) -> tuple[int, int]:
    """The range of entries in the smallest element of two or more entries with most of the weight, widened while the entries around
    it in its parent are no furniture, and by a list that is announced (下列单位：) or numbered."""
    node, first, last = nodes[0], 0, len(entries)
    i = 1
    while i < node.end:
        inner = nodes[i]
        low, high = bisect_left(starts, i), bisect_left(starts, inner.end)
        if high - low > 1 and sums[high] - sums[low] >= SHARE * sums[-1]:
            node, first, last = inner, low, high
            i += 1
        else:
            i = inner.end
    while node.position and nodes[node.parent].tag not in ("body", "html"):
        node = nodes[node.parent]
        low, high = bisect_left(starts, node.position), bisect_left(starts, node.end)
        if any(entry.is_linked or entry.is_site for entry in (*entries[low:first], *entries[last:high])) or any(
                all(len(entry.text) <= _MENU for entry in entries[i:i + 3]) for i in range(low, first - 2)):
            break
        first, last = low, high
    if any(_ANNOUNCED.search(entry.text) for entry in entries[last - 1:last + 1]):
        while last < len(entries) and not (entries[last].is_linked or entries[last].is_site or _LABEL.search(entries[last].text)):
            last += 1
    return first, last


def _title(entries: Sequence[Entry], nodes: Sequence[Node], page_title: str, first: int) -> int | None:
    """The entry with the title, before any running text of the paper: the longest that the page's title contains, else the first heading,
    else the first line of some length that says nothing about the paper."""
    wanted = "".join(page_title.split())
    heading = line = same = None
    length = 0
    for i, entry in enumerate(entries):
        squeezed = "".join(entry.text.split())
        if entry.rows is not None or len(squeezed) < 5:
            continue
        if squeezed in wanted and len(squeezed) >= length:
            same, length = i, len(squeezed)
        elif entry.is_sentence:
            if not entry.is_site:
                break
        elif entry.is_linked or entry.is_about or entry.is_site or _NO_TITLE.search(squeezed):
            continue
        elif heading is None and nodes[nodes[entry.start].parent].tag in ("h1", "h2", "h3"):
            heading = i
        elif line is None and len(squeezed) >= _LEAST_TITLE and (i <= first or not first):
            line = i
    return next((found for found in (same, heading, line) if found is not None), None)


def _belongs(entries: Sequence[Entry], i: int, first: int, last: int, title: int | None) -> bool:
    entry = entries[i]
    if i == title:
        return True
    whole = last - first == len(entries)
    if title is not None and i < title and (i < first or whole):
        return entry.is_about and not entry.is_linked or i > 0 and _is_name(entries[i - 1])
    if first <= i < last:
        return not (whole and entry.is_linked and not _CLOSING.search(entry.text))
    if _CLOSING.search(entry.text):
        return True
    if entry.is_linked:
        return False
    if i < first:
        return entry.is_about or not _LABEL.search(entry.text)
    return (entry.is_sentence and not entry.is_site or entry.rows is not None and not entry.linked or _is_date(entry)
            or i + 1 < len(entries) and _is_date(entries[i + 1]) and len(entry.text) < _LONG)


def _is_name(entry: Entry) -> bool:
    """Whether it is only a label, whose value is the next entry."""
    return len(entry.text) <= 8 and bool(_ABOUT.search(entry.text)) and not _DATE.search(entry.text)


def _is_date(entry: Entry) -> bool:
    return len(entry.text) <= 16 and bool(_DATE.match(entry.text))
