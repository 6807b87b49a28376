"""Titles: the heading's own words, on a line of its own or run into the text."""
from __future__ import annotations

import re

from kexie_nlp.outline.lines import ASSIGNS
from kexie_nlp.outline.node import Node

LONG = 60  # a heading has at most so many characters
RUN_IN = 40  # one that runs into the text, so many
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_RUNNING = re.compile(r"[；：]|\d[%％‰]|\d[一-龥](?<![版号届类代级年])")  # a heading measures nothing: 5G, 2.0版 and years apart
_LEAD_IN = re.compile("下列|以下|如下")


def title(text: str, node: Node) -> str | None:
    """The title of a node, None where it begins with running text.

    A heading stands on its line without a stop, or runs in: it ends with the first 。 and more follows it.
    """
    own = own_text(text, node)
    line, _, below = own.partition("\n")
    head, stop, rest = line.partition("。")
    if stop:
        more = (rest or below).strip()
        run_in = more and not ASSIGNS.match(more) and node.family != "article" and _runs_in(head)
        return head.strip() or None if run_in else None
    if re.search("[；;！？]", head) or _LEAD_IN.search(head) or len(head) > LONG:
        return None
    if re.search("[：:]$", head.strip()) and len(head) > LONG // 4:
        return None
    return head.strip().rstrip("：:，；") or None


def own_text(text: str, node: Node) -> str:
    """The text of a node between its mark and its first child."""
    begin = node.marker.end if node.marker else node.start
    end = min([node.end, *(child.start for child in node.children[:1])])
    return text[begin:end].strip()


def _runs_in(head: str) -> bool:
    return len(head) <= RUN_IN and not _RUNNING.search(_QUOTED.sub("", head))
