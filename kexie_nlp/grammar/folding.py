"""Character folding for the grammars: text in; text with one form per character, or without spaces inside numerals, out."""
from __future__ import annotations

import re
from collections.abc import Iterable

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0xFF01 + i) not in "，；：！？（）"} | {
    ord(c): "-" for c in "−‐‑‒﹣"} | {ord(c): "~" for c in "〜∼"} | {
    ord("　"): " ", ord("○"): "〇", ord("馀"): "余", ord("﹪"): "%", ord("﹒"): "."}
# the traditional and variant characters of the words in the grammars
_TRADITIONAL = ("並亞佈佔併來係俬倆個側備傢傳傷價億優兒內兩冊別則剋創劃劍劑勁動務勝勞協厤參叄員唸問啓啟單噸噹國圍圓圖埰堅報場塊壓奮婦學"
                "寀實寧審寶將專對導屆層島峽嵗嶺師帶幣幾張強彆後徑從徵慶憲應懞戰戶採換損摺擔據攝敎數斷於昇時曆曏書會査條棟業極樂樓標樣樹"
                "機檢檯權歐歲歷氣淩減準滾滿濛災為爭爲牀獨現環產産畝畢畫畵當發盞盤盧眾矇確碼礦禎禮種穀穩窩筆箇節簽籤紀約級終組結給統經綫"
                "維網綴綵緊緒線締編緻縣縮總績繫繳續羣義聯聲臘臺與舉舊莊萬葉蔘藍藴蘊處號衆衕衛裏補裡製見規親觀訂計訓記訪設訴診評試詳誌課"
                "調諜識議護讀變讓豐貝貞負財貨貫貳貸費資賦賬購賽趕踰躋車軍較輕輛輩輪轉辦農迴逕這週進遊過達違遠選邊鄉鄰醫釐鈡銖銷鋒錢錯錶"
                "鍵鍾鎊鎭鎮鏇鏈鐘長門開間閤闆闇關陞陰陸隊階際隻雙離難鞦韆韓頂頃項順預領頭顆題願類顧颱飛餅餘驅體髮鬥鹹麪麫麵麼麽點黨鼕齡"
                "齣龍圆")
_SIMPLIFIED = ("并亚布占并来系私俩个侧备家传伤价亿优儿内两册别则克创划剑剂劲动务胜劳协历叁叁员念问启启单吨当国围元图采坚报场块压奋妇学"
                "采实宁审宝将专对导届层岛峡岁岭师带币几张强别后径从征庆宪应蒙战户采换损折担据摄教数断于升时历向书会查条栋业极乐楼标样树"
                "机检台权欧岁历气凌减准滚满蒙灾为争为床独现环产产亩毕画画当发盏盘卢众蒙确码矿祯礼种谷稳窝笔个节签签纪约级终组结给统经线"
                "维网缀彩紧绪线缔编致县缩总绩系缴续群义联声腊台与举旧庄万叶参蓝蕴蕴处号众同卫里补里制见规亲观订计训记访设诉诊评试详志课"
                "调谍识议护读变让丰贝贞负财货贯贰贷费资赋账购赛赶逾跻车军较轻辆辈轮转办农回径这周进游过达违远选边乡邻医厘钟铢销锋钱错表"
                "键钟镑镇镇旋链钟长门开间合板暗关升阴陆队阶际只双离难秋千韩顶顷项顺预领头颗题愿类顾台飞饼余驱体发斗咸面面面么么点党冬龄"
                "出龙元")
_TABLE = dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True)) | {k: chr(v) if isinstance(v, int) else v for k, v in _WIDE.items()}
_FOREIGN = re.compile("[" + "".join(map(chr, _TABLE)) + "]")
_DIGITS = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖几"
_MAGNITUDES = "十百千万亿拾佰仟廿卅卌"
_NUMERAL = _DIGITS + _MAGNITUDES + "分之点余多成又半"
# inside a numeral: spaces anywhere, a line break only where a magnitude or a percent sign follows, or a digit behind a magnitude; the
# pattern begins with the gap, so that the search is fast
_GAP = re.compile(
    rf"[ \n](?:(?<=[\d{_NUMERAL}] ) *(?=[{_NUMERAL}%‰个])|(?<=[\d{_NUMERAL}][ \n])[ \n]{{0,2}}(?=[百千万亿佰仟拾%‰]|十(?![、.．]))"
    rf"|(?<=[{_NUMERAL}负] ) *(?=\d)|(?<=[{_MAGNITUDES}点零〇][ \n])[ \n]{{0,2}}(?=[{_DIGITS}](?![、.．是要]))"
    rf"|(?<=分之[ \n])[ \n]{{0,2}}(?=[\d{_DIGITS}{_MAGNITUDES}])|(?<=[{_MAGNITUDES}][ \n])[ \n]{{0,2}}(?=\d+[百千万])"
    r"|(?<=来[ \n])[ \n]*(?=[百千万亿])|(?<=之 ) *(?=负)|(?<=个 ) *(?=百 *分)|(?<=分 ) *(?=点))"
    "|[\u00a0\u2009\u202f](?<=\\d.)(?=\\d{3}(?!\\d))")
_SPACE = re.compile("[ \u00a0\u2009\u202f\n]")
# 308 000个: groups of three digits before a unit, as in English and in Hong Kong
_SPACED_GROUPS = re.compile(r"(?<![\d.,年月日])(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?=(?:\.\d+)? ?[一-龥%㎡])(?!年| ?[月日时])")
_THREE_DIGITS = re.compile(r" \d{3}")
_WIDE_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def fold(text: str) -> str:
    """Replaces full-width and traditional characters of numbers, units and times. The length does not change."""
    if not _FOREIGN.search(text):
        return text
    return _FOREIGN.sub(_folded, _WIDE_THOUSANDS.sub(",", text))


def _folded(foreign: re.Match[str]) -> str:
    return _TABLE[ord(foreign[0])]


def squeeze(text: str) -> tuple[str, list[int] | None]:
    """Removes the spaces and line breaks inside numerals (三百 五 十), and the narrow spaces between groups of digits.

    Returns the text and, for each of its characters and its end, the offset in the given text. The list is None if nothing was removed.
    """
    if not _SPACE.search(text):
        return text, None
    gaps = [m.span() for m in _GAP.finditer(text)]
    if _THREE_DIGITS.search(text):
        gaps += [gap for m in _SPACED_GROUPS.finditer(text) for gap in _spaces(m)]
    return without(text, sorted(gaps))


def without(text: str, gaps: Iterable[tuple[int, int]]) -> tuple[str, list[int] | None]:
    """Returns a text without some spans, given in text order, and the offset in the given text of each of its characters and its end.

    The list is None if nothing was removed.
    """
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for start, stop in gaps:
        if start < position:
            continue
        kept.append(text[position:start])
        offsets.extend(range(position, start))
        position = stop
    if not kept:
        return text, None
    offsets.extend(range(position, len(text) + 1))
    return "".join(kept) + text[position:], offsets


def _spaces(groups: re.Match[str]) -> list[tuple[int, int]]:
    return [(i, i + 1) for i in range(groups.start(), groups.end()) if groups.string[i] == " "]


_TOKEN = re.compile("[!-~]{4,}")
_ADDRESS = re.compile("://|^www\\.|%[0-9A-Fa-f]{2}")
_LETTER = re.compile("[A-Za-z/]")


def places(text: str) -> dict[int, int]:
    """Returns the offsets inside web addresses, mapped to the end of the address. Their digits are no numbers."""
    if "://" not in text and "www." not in text and "%" not in text:
        return {}
    return {i: m.end() for m in _TOKEN.finditer(text) if _ADDRESS.search(m[0]) and _LETTER.search(m[0]) for i in range(m.start(), m.end())}
