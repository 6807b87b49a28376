"""Normalising steps that remove page furniture: page numbers, and the lines that a web site puts around a text."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.text.bars import bars
from kexie_nlp.text.editing import Stepped, lines_with
from kexie_nlp.text.offsets import Edit, apply_edits

_N = r"\d{1,4}"
_PAGE = re.compile(rf"[ \t]*(?:[—–―─－-]+ ?{_N} ?[—–―─－-]+|[·•] ?{_N} ?[·•]|第 ?{_N} ?页(?:[ ，,/]*共 ?{_N} ?页)?"
                   rf"|共 ?{_N} ?页[ ，,/]*第 ?{_N} ?页|{_N} ?/ ?{_N} ?页|[Pp]age ?{_N}(?: ?(?:of|/) ?{_N})?)[ \t]*")
_PAGE_OF = re.compile(rf"^[ \t]*({_N}) ?/ ?({_N})[ \t]*$", re.M)
_PAGE_SIGN = re.compile(r"[—–―─－·•] ?\d|- ?\d{1,4} ?-|页[ \t]*(?=\n|\Z)|[Pp]age")
_COUNT = r"(?:(?:浏览|阅读|点击|访问)(?:次数|人数|[量数率])?|人气)[：:]? ?\[?[ ]?\d+ ?\]?(?: ?人?次)?"
_SIZE = r"[\[【（(]?(?:字号|字体|字体大小|文字大小)[：:]? ?[\[【（(]? ?(?:特大|[大中小默认])(?:[ |/]*(?:特大|[大中小默认]))*[ \]】）)]*"
_BUTTON = ("打印(?:本页|此页|本文)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享(?:到|至)?|微信|微博"
           "|新浪微博|QQ空间|朋友圈|复制链接|返回顶部|返回列表"
           "|返回|纠错|我要纠错|下载|保存|听|语音播报|无障碍|大|中|小|[TA][+-]|设为首页|加入收藏")
_SCAN = "(?:用?(?:手机)?微?信?)?扫(?:一扫|码|描(?:下方|上方|此)?二维码)[^。；\n]{0,30}"
_SIGNS = re.compile("首页|位置[：:]|字[号体]|文字大小|打印|关闭|收藏|分享|微[信博]|QQ空间|朋友圈|复制链接"
                    "|返回|纠错|下载|保存|语音|无障碍|[TA][+-]|浏览|阅读|点击|访问|人气"
                    "|扫一扫|扫码|扫描|上一[篇条页则]|下一[篇条页则]|版权所有|[Cc]opyright|COPYRIGHT|©|ICP[备证]|公网安备|网站|责任编辑|责编|联系我们|关于我们|隐私声明"
                    "|帮助信息|法律声明|发布者")
_WEB = re.compile("[ \t]*(?:[•·●▪-][ \t]*)?(?:" + "|".join((
    r"(?:您?(?:现在|当前|所在)(?:的|所在)?(?:位置|的位置)|位置)[：:][^。；\n]{1,80}",  # breadcrumb
    r"首页(?: *(?:[>»›/|＞→·-]+| ) *[^\s>»›/|，。；：]{1,14}){1,6}",
    rf"{_SIZE}(?:[ |]*(?:{_BUTTON}|{_COUNT}))*",
    rf"(?:[\[【(（]? ?(?:{_BUTTON}) ?[\]】)）]?[ |/：:]*){{1,10}}(?<![大中小听])",
    rf"{_COUNT}",
    _SCAN,
    r"[<《【\[]*(?:上一[篇条页则]|下一[篇条页则])[：:》】\]> ][^。；\n]{0,80}|上一[篇条页则]|下一[篇条页则]",
    r"(?:[^。；\n]{0,40} )?(?:版权所有|Copyright|COPYRIGHT|©)[^。；\n]{0,100}",
    r"[^。；\n]{0,60}?[一-龥]?ICP[备证][^。；\n]{0,60}",
    r"[^。；\n]{0,30}?(?:公网安备|网站标识码|政府网站标识)[^。；\n]{0,60}",
    r"主办(?:单位)?[：:][^。；\n]{2,60}(?:网站地图|技术支持|联系我们|承办|网站标识码|电话|地址|维护)[^。；\n]{0,60}",
    r"[\[【(（]?(?:责任编辑|责编|网络编辑|网站编辑)[：: ][^。；\n]{0,20}",
    r"(?:网站地图|联系我们|关于我们|网站声明|隐私声明|帮助信息|法律声明)(?:[ |]+[^。；：\n]{2,8}){0,8}",
)) + ")[ \t]*")
_RUNNING = re.compile("[。；]")
_SHARE = "分享到?[：:](?: ?(?:新浪微博|微信|微博|QQ空间|朋友圈|复制链接))+"
_PARTS = re.compile(rf"(?:[ |\[【（(]*(?:{_COUNT}|{_SHARE}|{_SIZE}|发布者[：:] ?[^\s|，：:]{{1,6}}?(?=发布|[ |]|$)"
                    rf"|(?<=[ |\[【（(])(?:打印(?:本页)?|关闭(?:窗口)?|收藏|分享到?)(?=[ |\]】）)]|$))[ \]】）)]*)+")
_KEEPS = re.compile(r"(?:时间|日期|来源|发布)[：: ]|[12]\d{3}[-/.年]\d{1,2}")


def page_marks(text: str) -> Stepped:
    """Removes lines that contain only a page number."""
    marks = [(start, end, "") for start, end, line in lines_with(text, _PAGE_SIGN) if _PAGE.fullmatch(line)]
    return apply_edits(text, sorted([*marks, *_counted_pages(text)]))


def _counted_pages(text: str) -> Iterator[Edit]:
    """Lines such as 2/5 where there are several, of the same total and in their order; a single one is a fraction."""
    found = list(_PAGE_OF.finditer(text)) if "/" in text else []
    pages = [int(match[1]) for match in found]
    if len(found) > 1 and len({match[2] for match in found}) == 1 and pages == list(range(pages[0], pages[0] + len(pages))):
        yield from ((*match.span(), "") for match in found)


def web_lines(text: str) -> Stepped:
    """Removes lines of the web site: menus, bars of tools, breadcrumbs, buttons, previous and next article, copyright, editors.

    From a line with the date or source of the document, only counters and buttons are removed.
    """
    without, to_text = apply_edits(text, bars(text))
    cleaned, to_without = apply_edits(without, _web_edits(without))
    return cleaned, to_text.then(to_without)


def _web_edits(text: str) -> Iterator[Edit]:
    for start, end, line in lines_with(text, _SIGNS):
        if _RUNNING.search(line):
            continue
        if not _KEEPS.search(line):
            if _WEB.fullmatch(line):
                yield start, end, ""
            continue
        for match in _PARTS.finditer(line):
            blank = " " if match.start() and match.end() < len(line) else ""
            yield start + match.start(), start + match.end(), blank
