"""Elements of a page that hold no text of a paper: menus, bars, forms, footers. Decided by tag, name and share of links."""
from __future__ import annotations

import re

from kexie_nlp.reading.html_nodes import BLOCKS, SKIPPED, Node

_NAMES = frozenset([
    "nav", "navbar", "navigation", "menu", "submenu", "mainmenu", "breadcrumb", "breadcrumbs", "crumb",
    "crumbs", "share", "bdshare", "shares", "jiathis", "foot", "footer", "bottom", "copyright", "sidebar",
    "sidenav", "related", "recommend", "toolbar", "pager", "pagination", "pagenav", "prevnext", "qrcode",
    "ewm", "login", "banner", "topbar", "fontsize", "friendlink", "friendlinks", "links", "weixin", "wechat",
    "comment", "comments", "dayin", "xgwz", "fenxiang"
])
_CONTENT = frozenset(["body", "html", "form", "article", "main"])
_TOKENS = re.compile("[a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
LINKED = 0.6  # a block with this share of its text in three or more links, and no sentence, is a menu
FORM_STOPS = 3  # a form with so many sentences is the frame of a page


def is_noise(node: Node, page: Node) -> bool:
    if node.tag in SKIPPED:
        return True
    if node.tag == "header" and not node.headings:
        return True
    if not node.position or 2 * (node.length - node.linked) > page.length - page.linked:
        return False  # an element with half of the page's text is no menu, whatever its name
    if node.hidden or _HIDDEN.search(node.style):
        return True
    if node.tag == "form":
        return bool(node.fields) and node.stops < FORM_STOPS
    if node.tag not in BLOCKS or node.tag in _CONTENT:
        return False
    if _NAMES.intersection(_TOKENS.findall(node.names.lower())) and not node.headings:
        return True
    return node.links >= 3 and node.linked > LINKED * node.length and not node.stops
