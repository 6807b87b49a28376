"""One form of the text for the grammar of times: a text in, the text without spaces inside times and the offsets of the given text out."""
from __future__ import annotations

import re

from kexie_nlp.grammar.folding import fold

_TRADITIONAL = dict(zip("節慶禮從現農曆歷舊臘內間過來開屆國勞動產黨軍師婦兒樹護續當為於將終與", "节庆礼从现农历历旧腊内间过来开届国劳动产党军师妇儿树护续当为于将终与",
                        strict=True))
_FOREIGN = re.compile("[" + "".join(_TRADITIONAL) + "]")
_NUMERAL = "0-9〇零○一二两三四五六七八九十百半几数"
_UNIT = "年月日号周天季度旬期节份底末初内后前"
_COUNTED = "年月日号天周季个旬届世工星礼小半多余至到—–~\\-"
# A space between a number and its unit, behind a unit and before the next part or edge, and around the connective of a range.
_GAP = re.compile(
    rf"[ \n](?:(?<=[{_NUMERAL}][ \n])[ \n]*(?=[{_COUNTED}])|(?<=[〇零○一二三四五六七八九十][ \n]) *(?=[〇零○一二三四五六七八九十]{{1,3}} ?[〇零○一二三四五六七八九十年月日个]{{1,4}})"
    rf"|(?<=[{_UNIT}][ \n])(?:[ \n]*(?=[0-9]{{1,4}} ?[{_COUNTED}]|[一二三四五六七八九十]{{1,4}} ?[年月日号天周季个]|[上中下]旬|[上下前后]半[年月]"
    rf"|第[0-9一二三四五六七八九十]|[年月季]?[底末初](?![一二三四五六七八九十])|之?前|以[前来后内]|之[后内]|起(?!草|点|步|来|诉)|期间|内(?!容|部)|后(?!续)"
    rf"|前[0-9一两二三四五六七八九十])| *(?=至|到|[—–~\-]))|(?<=[至到从自—–~\-近前后来去第每隔满内在][ \n])[ \n]*(?=[{_NUMERAL}今明去次本上下]))")


def plain(text: str) -> tuple[str, list[int] | None]:
    """Returns the folded text without spaces inside times, and the offset in the given text of each of its characters and its end.

    The list is None if nothing was removed.
    """
    text = _FOREIGN.sub(_simplified, fold(text))
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _GAP.finditer(text):
        kept.append(text[position:match.start()])
        offsets.extend(range(position, match.start()))
        position = match.end()
    if not kept:
        return text, None
    offsets.extend(range(position, len(text) + 1))
    return "".join(kept) + text[position:], offsets


def _simplified(match: re.Match[str]) -> str:
    return _TRADITIONAL[match[0]]
