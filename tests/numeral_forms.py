"""Numbers, ranges, shares and amounts by a seed, with their values: numeral × vagueness × comparator × range × unit × layout × sentence.

`case(seed)` makes the text and the truth in plain Python; the grammar is imported by the command line only:

    python tests/numeral_forms.py --seeds 2000
"""
from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import NamedTuple

import numeral_styles as styles
from generated_prose import (
    CALENDAR,
    CODES,
    COUNTLESS,
    GAPS,
    JOINT,
    NAMES,
    ORDINALS,
    ROOM,
    SCRIPTS,
    WIDTHS,
    embed,
    lay_out,
)
from numeral_styles import Numeral, Style

D = Decimal


class Case(NamedTuple):
    """A text with one number at `start`–`end`. `finder` is quantities, bare (quantities without unit too) or numbers; `whole`: the
    span alone is a number for `parse_number`; `comparators`: one of them. `form` names what was combined."""
    seed: int
    text: str
    start: int
    end: int
    finder: str
    value: Decimal
    value_max: Decimal | None
    comparators: tuple[str, ...]
    unit: str
    whole: bool
    form: dict[str, str]


class Body(NamedTuple):
    """A number or range with its unit, before comparators."""
    text: str
    value: Decimal
    value_max: Decimal | None
    how: str
    unit: str
    form: dict[str, str]


BEFORE = {
    "ge": ("不少于", "不低于", "不小于", "不得少于", "不得低于", "至少", "最少", "起码", "大于等于", "大于或等于", "≥"),
    "gt": ("超过", "突破", "高于", "多于", "大于", "逾", "超", "＞"),
    "le": ("不超过", "不高于", "不多于", "不大于", "不得超过", "至多", "最多", "小于等于", "小于或等于", "≤"),
    "lt": ("低于", "少于", "小于", "不足", "不到", "近", "将近", "接近", "＜"),
    "approx": ("约", "大约", "大概", "约为"),
    "eq": ("达到", "达", "等于")}
AFTER = {"ge": ("以上", "及以上", "（含）以上"), "le": ("以下", "及以下", "以内", "之内"), "approx": ("左右", "上下")}
BOTH = (("至少", "以上", "ge"), ("达到", "以上", "ge"), ("保持在", "以上", "ge"), ("稳定在", "以上", "ge"), ("控制在", "以内", "le"),
        ("控制在", "以下", "le"), ("约", "左右", "approx"), ("大约", "左右", "approx"), ("达到", "左右", "approx"),
        ("保持在", "左右", "approx"), ("维持在", "上下", "approx"))
_SIGNED = (("低于", "", "lt"), ("不低于", "", "ge"), ("高于", "", "gt"), ("不高于", "", "le"), ("约为", "", "approx"), ("", "左右", "approx"))
DASHES = ("-", "—", "——", "–", "~", "～", "至", "到")
BETWEEN = ("A与B之间", "A和B之间", "A与B间", "介于A和B之间", "介于A与B之间", "A至B之间", "A到B之间")
BOUNDS = ("A以上B以下", "大于等于A并小于B", "大于等于A且小于B", "大于A且小于B", "不低于A且不超过B", "不少于A且不多于B", "高于A且低于B",
          "不小于A并不大于B")

# written, canonical, whether decimals are written with it, nouns behind it
UNITS = (
    ("个", "个", False, ("示范项目", "网点", "社区")), ("家", "家", False, ("企业", "单位", "商户")), ("名", "名", False, ("干部", "教师", "学员")),
    ("人", "人", False, ("", "参保")), ("项", "项", False, ("任务", "制度")), ("件", "件", False, ("提案", "专利")), ("次", "次", False, ("检查", "")),
    ("场", "场", False, ("讲座", "演练")), ("座", "座", False, ("桥梁", "水库")), ("处", "处", False, ("隐患", "管网")), ("户", "户", False, ("居民", "农户")),
    ("套", "套", False, ("设备", "住房")), ("台", "台", False, ("电梯", "机组")), ("辆", "辆", False, ("公交车", "")), ("份", "份", False, ("材料", "")),
    ("所", "所", False, ("幼儿园", "高校")), ("册", "册", False, ("图书", "")), ("人次", "人次", False, ("", "")), ("张", "张", False, ("床位", "")),
    ("亩", "亩", True, ("耕地", "")), ("公顷", "公顷", True, ("林地", "")), ("平方米", "平方米", True, ("用房", "")), ("平米", "平方米", True, ("用房", "")),
    ("公里", "公里", True, ("道路", "管线")), ("吨", "吨", True, ("粮食", "")), ("公斤", "公斤", True, ("", "")), ("立方米", "立方米", True, ("", "")),
    ("千瓦时", "千瓦时", True, ("", "")), ("吨标准煤", "吨标准煤", True, ("", "")), ("小时", "小时", True, ("", "培训")), ("个小时", "小时", True, ("", "")),
    ("分钟", "分钟", True, ("", "")), ("个工作日", "工作日", False, ("", "")), ("学时", "学时", False, ("", "课程")), ("周岁", "岁", False, ("", "")),
    ("元/吨", "元/吨", True, ("", "")), ("件/万人", "件/万人", True, ("", "")), ("微克/立方米", "微克/立方米", True, ("", "")),
    ("倍", "倍", True, ("", "")), ("个百分点", "百分点", True, ("", "")), ("百分点", "百分点", True, ("", "")))
CURRENCIES = (("元", "元"),) * 6 + (("元人民币", "元"), ("美元", "美元"), ("欧元", "欧元"), ("港元", "港元"), ("港币", "港元"), ("日元", "日元"),
                                   ("英镑", "英镑"), ("新台币", "新台币"), ("澳元", "澳元"), ("韩元", "韩元"))
SIGNS = (("￥", "元"), ("¥", "元"), ("$", "美元"), ("US$", "美元"), ("RMB" + JOINT, "元"), ("人民币", "元"), ("港币", "港元"),
         ("新台币", "新台币"))
SMALL = frozenset(("倍", "百分点", "岁", "小时", "分钟", "工作日", "学时", "件/万人", "微克/立方米", "元/吨", "张"))  # units that count few
HALVES = (("个半", "个"), ("倍半", "倍"), ("亩半", "亩"), ("公里半", "公里"), ("个半小时", "小时"), ("吨半", "吨"), ("斤半", "斤"))
AMOUNT_STYLES: tuple[Style, ...] = (*styles.WHOLE, *styles.VAGUE, styles.decimal, styles.word_decimal, styles.short, styles.short_magnified)
_RANGED = (styles.arabic, styles.decimal, styles.grouped, styles.magnified, styles.words, styles.rounded_words, styles.word_decimal)
_SHARED = ("万", "亿", "千", "百", "百万", "千万", "百亿", "千亿", "万亿")

CONTEXTS = (
    ("S新增", ""), ("S共有", ""), ("S计划安排", ""), ("核定规模为", "，"), ("实际数量：", "；"), ("办结数量\t", "\t"), ("S登记在册的有", "，"), ("合计", "。"),
    ("上报数据为", "，"), ("S预计完成", "，"), ("增幅为", "，"), ("S下达指标", "，"), ("（", "）"), ("S累计办理", "，"), ("目标值（", "）"), ("缺口是", "。"),
    ("年度任务\t", "\n"), ("S另需", "，"), ("其中，S占", "，"), ("S配备", "，"), ("标准定为", "，"))
ENDED = tuple(c for c in CONTEXTS if c[1])
_NUMBER_DISTRACTORS = (*NAMES, *CODES, *ORDINALS, *COUNTLESS, *CALENDAR)
_BARE_DISTRACTORS = ("统一标准、统一口径", "会议十分重视这项工作", "组织赴四川、三亚等地学习", "关心一线职工", "按照第十二条的规定", "根据第3批名单",
                     "唯一标准是群众满意", "加强队伍建设", "第五次会议作出部署", "服务百姓、便利群众", "推动零售企业转型", "几个片区先行先试")


def case(seed: int) -> Case:
    """The case of a seed, the same on every machine."""
    r = Random(seed)
    kind = r.choice(("counted",) * 4 + ("share",) * 2 + ("money",) * 2 + ("bare",))
    ranged = r.random() < 0.3
    body = (_range if ranged else _single)(r, kind)
    text, comparators, form = _compare(r, body, kind)
    bound = form["comparator"] != "none"
    script, width, gap = r.choice(SCRIPTS), r.choice(WIDTHS), r.choice(GAPS)
    finder = "quantities" if kind != "bare" else "bare" if bound or ranged else "numbers"
    expression = lay_out(r, text, script, width, gap)
    contexts = ENDED if kind == "bare" or bound or ranged else CONTEXTS
    if body.value < 0:
        contexts = tuple(c for c in contexts if c[0][-1] in "为是：\t（")  # elsewhere a dash before a digit may be a dash
    nouns = next((u[3] for u in UNITS if text.endswith(u[0]) and body.unit == u[1]), ("",))
    contexts = tuple((before, r.choice(nouns) + r.choice("，。") if not after else after) for before, after in contexts)
    whole, start, said = embed(r, expression, contexts, _BARE_DISTRACTORS if kind == "bare" else _NUMBER_DISTRACTORS, script)
    form |= {"kind": kind, "script": script, "width": width, "gap": gap} | {f"distractor {n}": d for n, d in enumerate(said)}
    return Case(seed, whole, start, start + len(expression), finder, body.value, body.value_max, comparators, body.unit,
                not bound and form["range"] in ("none", "dash"), form)


def _single(r: Random, kind: str) -> Body:
    if kind == "share":
        return _of(r.choice(styles.SHARES)(r), "")
    if kind == "money":
        return _amount(r)
    if kind == "bare":
        numeral = r.choice((*styles.WHOLE, *styles.RARE, *styles.BROKEN, *styles.SHARES, styles.negative, styles.power, styles.short,
                            styles.short_magnified, styles.few, styles.more, _half_hundred))
        return _of(numeral(r), "")
    if r.random() < 0.05:
        n, (unit, canonical) = r.randint(1, 9), r.choice(HALVES)
        written = "两" if n == 2 else styles.DIGITS[n]
        return Body(f"{written}{unit}", D(n) + D("0.5"), None, "eq", canonical, {"style": "half", "range": "none"})
    written, canonical, decimals, _ = r.choice(UNITS)
    ways = (*styles.WHOLE, *styles.RARE, *styles.VAGUE, *styles.VAGUE, *((*styles.BROKEN, styles.negative) if decimals else ()))
    numeral = r.choice(ways)(r)
    while not _fits(numeral, written, decimals):
        numeral = r.choice(ways)(r)
    return _of(numeral, written, canonical)


def _of(numeral: Numeral, unit: str, canonical: str = "") -> Body:
    style = _style(numeral)
    return Body(numeral.text + (JOINT + unit if unit else ""), numeral.low, numeral.high, numeral.how, numeral.unit or canonical,
                {"style": style, "range": "none"})


def _style(numeral: Numeral) -> str:
    """The name of a numeral's style, for reports."""
    plain = numeral.text.replace(JOINT, "")
    script = "arabic" if plain.isascii() else "chinese" if not any(c.isdigit() and c.isascii() for c in plain) else "mixed"
    traits = {"eq": "", "gt": "余", "few": "几", "range": "adjacent", "approx": "来"}[numeral.how]
    mark = next((m for m in ("又", "分之", "百分百", "成", "一半", "%", "‰", "点", "^", "e", "E", "w", "负", "-", "−", ",", "廿", "卅", "卌", "〇", ".")
                 if m in plain), "")
    return " ".join(filter(None, (script, mark, traits, "magnitude" if plain[-1] in "万亿千百" and len(plain) > 1 else "")))


def _fits(numeral: Numeral, unit: str, decimals: bool) -> bool:
    """Whether numeral and unit may stand together: no second reading (三千 + 千瓦时 → 千 twice), no fraction of a person."""
    plain, chinese = numeral.text, not numeral.text[-1].isascii()
    if unit.startswith("千") and plain[-1] in "十百千" or unit.startswith("百") and chinese:
        return False
    if unit.startswith("分") and plain[-1] in "百千万" or unit == "百分点" and "两" in plain:
        return False
    if any(u == unit and c in SMALL for u, c, *_ in UNITS) and abs(numeral.high or numeral.low) > 999:
        return False
    return decimals or numeral.low == numeral.low.to_integral_value() and "." not in numeral.text.replace(",", "")[-3:]


def _half_hundred(r: Random) -> Numeral:
    return Numeral("半百", D(50))


def _amount(r: Random) -> Body:
    """An amount of money: currency before or behind, coins, or in full financial numerals."""
    how = r.choice(("behind",) * 4 + ("before",) * 2 + ("coins", "spoken", "financial", "half financial"))
    if how in ("coins", "spoken"):
        return _coins(r, how == "spoken")
    if how == "financial":
        return _financial(r)
    if how == "half financial":
        numeral, (unit, canonical) = styles.half_financial(r), r.choice(CURRENCIES)
        return _of(numeral, unit, canonical)._replace(form={"style": how, "range": "none"})
    if how == "before":
        sign, canonical = r.choice(SIGNS)
        numeral = r.choice((styles.arabic, styles.grouped, styles.magnified, styles.decimal, *((styles.words, styles.more) if len(
            sign) > 2 and sign[0] not in "UR" else ())))(r)
        tail = "元" if canonical == "元" and r.random() < 0.4 else ""
        body = _of(numeral, tail, canonical)
        return body._replace(text=sign + body.text, form={"style": f"{sign.strip(JOINT)} {body.form['style']}", "range": "none"})
    unit, canonical = r.choice(CURRENCIES)
    return _of(r.choice(AMOUNT_STYLES)(r), unit, canonical)


def _coins(r: Random, spoken: bool) -> Body:
    """5元3角, 五元三毛二分, 3角5分, 九块九."""
    chinese = r.random() < 0.6
    digits = [d if not chinese else "两" if d == "2" else styles.DIGITS[int(d)] for d in map(str, range(10))]
    yuan, jiao, fen = r.randint(1, 99), r.randint(1, 9), r.randint(1, 9)
    whole = styles.ten(yuan, r) if chinese and yuan != 2 else digits[2] if yuan == 2 else str(yuan)
    last = styles.DIGITS[jiao] if chinese else str(jiao)
    if spoken:
        text, value = f"{whole}块{last}", D(yuan) + D(jiao) / 10
    else:
        text, value = r.choice((
            (f"{whole}元{digits[jiao]}角", D(yuan) + D(jiao) / 10), (f"{whole}元{digits[jiao]}毛", D(yuan) + D(jiao) / 10),
            (f"{whole}元{digits[jiao]}角{digits[fen]}分", D(yuan) + D(jiao) / 10 + D(fen) / 100), (f"{digits[jiao]}角", D(jiao) / 10),
            (f"{digits[jiao]}角{digits[fen]}分", D(jiao) / 10 + D(fen) / 100), (f"{whole}块{digits[jiao]}毛", D(yuan) + D(jiao) / 10),
            (f"{whole}块钱", D(yuan))))
    return Body(text, value, None, "eq", "元", {"style": "spoken coins" if spoken else "coins", "range": "none"})


def _financial(r: Random) -> Body:
    numeral, currency, end = styles.financial(r), r.choice("元圆"), r.choice(("整", "整", "正", "", "jiao"))
    value = numeral.low
    if end == "jiao":
        jiao = r.randint(1, 9)
        end, value = f"{styles.FINANCIAL[jiao]}角" + r.choice(("", "整")), value + D(jiao) / 10
    lead = r.choice(("", "", "人民币"))
    return Body(f"{lead}{numeral.text}{currency}{end}", value, None, "eq", "元", {"style": "financial", "range": "none"})


def _range(r: Random, kind: str) -> Body:
    low, high, style, shared = _ends(r, kind)
    written, canonical = "", ""
    if kind == "counted":
        fitting = [(u[0], u[1]) for u in UNITS if all(_fits(n, u[0], u[2]) for n in (low, high))]
        written, canonical = r.choice(fitting or [("公顷", "公顷")])
    elif kind == "money":
        written, canonical = r.choice(CURRENCIES)
    how = r.choice(("dash", "dash", "between", "dash" if shared else "bounds"))
    both = not shared and (how == "bounds" or r.random() < 0.4)
    unit = JOINT + written if written else ""
    a, b = low.text + (unit if both else ""), high.text + unit
    if how == "dash":
        dash = r.choice(DASHES)
        if "-" in low.text + high.text or "−" in low.text + high.text:
            dash = r.choice("至到")
        text = f"{a}{ROOM}{dash}{ROOM if dash == '-' else JOINT}{b}"
        label = "dash"
    else:
        label = r.choice(BETWEEN if how == "between" else BOUNDS)
        text = label.replace("A", "\x04").replace("B", b).replace("\x04", a)
    return Body(text, low.low, high.low, "range", low.unit or canonical,
                {"style": f"{style}{' shared' if shared else ''}{' both units' if both and written else ''}", "range": label})


def _ends(r: Random, kind: str) -> tuple[Numeral, Numeral, str, bool]:
    """Both ends in one style, the lower first; whether the second end's magnitude or percent sign counts for the first, too."""
    if kind == "share":
        return _shares(r)
    if r.random() < 0.35:
        return _shared(r)
    while True:
        style = r.choice((*_RANGED, styles.negative) if kind == "bare" or kind == "counted" else _RANGED)
        one, other = sorted((style(r), style(r)), key=lambda n: n.low)
        if one.low == other.low or style is styles.negative and one.low.is_signed() != other.low.is_signed():
            continue
        magnified = {n.text[-1] for n in (one, other)} & set("百千万亿")
        if style is styles.negative:
            if one.text[0] == other.text[0] and one.text.isascii() == other.text.isascii() and one.text[1].isdigit() == other.text[1].isdigit():
                return one, other, _style(one), False
        elif other.low <= 50 * one.low and (not magnified or one.text[-1] == other.text[-1]):
            return one, other, _style(one), False


def _shared(r: Random) -> tuple[Numeral, Numeral, str, bool]:
    """八到九百亿, 3—5万, 5.6至5.78亿."""
    name, chinese = r.choice(_SHARED), r.random() < 0.4
    if chinese:
        low = r.randint(2, 8)
        high, scale = r.randint(low + 1, 9), styles.MAGNITUDES[name]
        words = ["两" if n == 2 else styles.DIGITS[n] for n in (low, high)]
        a, b = D(low), D(high)
    else:
        scale = styles.MAGNITUDES[name]
        most = 99 if name in ("万", "亿", "万亿") else 9  # 57到68百万: nobody writes that
        a, b = sorted((styles.fraction(r, 9), styles.fraction(r, 9))) if r.random() < 0.4 and name in ("万", "亿") else sorted(
            (D(r.randint(2, most)), D(r.randint(2, most))))
        if a == b or b > 10 * a:
            b = a + 1
        words = [str(a), str(b)]
    return Numeral(words[0], a * scale), Numeral(words[1] + JOINT + name, b * scale), "chinese" if chinese else "arabic", True


def _shares(r: Random) -> tuple[Numeral, Numeral, str, bool]:
    style = r.choice((styles.percent, styles.percent, styles.percent_words, styles.tenths, styles.fractions))
    while True:
        one, other = sorted((style(r), style(r)), key=lambda n: n.low)
        if one.unit != other.unit or one.low == other.low or one.text[0] != other.text[0] and style is styles.percent_words:
            continue
        if one.text.isascii() != other.text.isascii() or _style(one).split()[0] != _style(other).split()[0]:
            continue
        if {one.text, other.text} & {"一半", "半成", "百分百"} or min(one.low, other.low) < 0:
            continue
        if style is styles.percent and r.random() < 0.5:
            return one._replace(text=one.text[:-1]), other, "percent", True
        return one, other, _style(one), False


def _compare(r: Random, body: Body, kind: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """The body with words that bound it, what they may be called, and the form."""
    how: dict[str, tuple[str, ...]] = {"gt": ("gt",), "few": ("gt",), "range": ("range",), "approx": ("approx",), "eq": ("eq",)}
    none = body.text, how[body.how], body.form | {"comparator": "none"}
    chance = r.random()
    signed = body.form["range"] == "none" and body.value < 0
    if chance < 0.35 or body.form["range"] not in ("none", "dash"):
        return none
    if body.how == "range":
        if body.form["range"] == "none" and chance < 0.6:
            return none
        before, after = r.choice((("约", ""), ("", "左右"), ("达到", ""), ("大约", "")))
        said = ("range",) if before == "达到" else ("range", "approx")
        return before + JOINT + body.text + after, said, body.form | {"comparator": before + "…" + after}
    if body.how != "eq":
        if chance < 0.8:
            return none
        return f"达{JOINT}{body.text}", how[body.how], body.form | {"comparator": "达…"}
    if kind == "bare" and (body.form["style"].startswith("arabic ^") or "e" in body.form["style"].lower().split()):
        return none
    if signed and chance < 0.6 or body.form["style"].endswith("又"):
        return none
    if signed:
        before, after, name = r.choice(_SIGNED)
        return before + JOINT * bool(before) + body.text + after, (name,), body.form | {"comparator": f"{before}…{after}"}
    if chance < 0.65:
        name = r.choice(tuple(BEFORE))
        word = r.choice(BEFORE[name])
        if kind == "bare" and name == "eq":
            word, name = "约", "approx"
        return f"{word}{JOINT}{body.text}", (name,), body.form | {"comparator": word + "…"}
    if chance < 0.85:
        name = r.choice(tuple(AFTER))
        word = r.choice(AFTER[name])
        return body.text + word, (name,), body.form | {"comparator": "…" + word}
    before, after, name = r.choice(BOTH)
    return f"{before}{JOINT}{body.text}{after}", (name,), body.form | {"comparator": f"{before}…{after}"}


if __name__ == "__main__":
    from form_reports import main
    from test_generated_numbers import failure

    main(case, failure)
