"""Numbers, ranges, shares and amounts by a seed, with their values: numeral × vagueness × comparator × range × unit × layout × sentence.

`case(seed)` makes the text and the truth in plain Python; the grammar is imported by the command line only:

    python tests/numeral_forms.py --seeds 2000
"""
from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import NamedTuple

import numeral_styles as styles
import numeral_words as words
import vague_numerals as vague
from amount_forms import amount
from generated_prose import GAPS, JOINT, ROOM, SCRIPTS, WIDTHS, embed, lay_out
from numeral_styles import Body, Numeral, measured, style_name

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


_RANGED = (styles.arabic, styles.decimal, styles.grouped, styles.magnified, styles.words, styles.rounded_words, styles.word_decimal)
_SHARED = ("万", "亿", "千", "百", "百万", "千万", "百亿", "千亿", "万亿")


def case(seed: int) -> Case:
    """The case of a seed, the same on every machine."""
    r = Random(seed)
    kind = r.choice(("counted",) * 4 + ("share",) * 2 + ("money",) * 2 + ("bare",))
    ranged = r.random() < 0.3
    body = (_range if ranged else _single)(r, kind)
    inexact = body.how in ("range", "gt", "few") and body.form["range"] in ("none", "dash") and body.value > 0
    if inexact and r.random() < 0.3:
        body, comparators, form = _bounded(r, body)
        text = body.text
    else:
        text, comparators, form = _compare(r, body, kind)
    bound = form["comparator"] != "none"
    for unit in words.COUNTED:  # a line that begins with 项 or 个 may begin with 项目 or 个人
        text = text.replace(JOINT + unit, ROOM + unit)
    script, width, gap = r.choice(SCRIPTS), r.choice(WIDTHS), r.choice(GAPS)
    finder = "quantities" if kind != "bare" else "bare" if bound or ranged else "numbers"
    expression = lay_out(r, text, script, width, gap)
    contexts = words.ENDED if kind == "bare" or bound or ranged else words.CONTEXTS
    if body.value < 0:
        contexts = tuple(c for c in contexts if c[0][-1] in "为是：\t（")  # elsewhere a dash before a digit may be a dash
    nouns = next((u[3] for u in words.UNITS if text.endswith(u[0]) and body.unit == u[1]), ("",))
    contexts = tuple((before, after or r.choice(nouns) + r.choice("，。")) for before, after in contexts)
    whole, start, said = embed(r, expression, contexts, words.BARE_DISTRACTORS if kind == "bare" else words.DISTRACTORS, script)
    form |= {"kind": kind, "script": script, "width": width, "gap": gap} | {f"distractor {n}": d for n, d in enumerate(said)}
    end = start + len(expression) - len("之间") * (form["range"] in words.REPEATED)
    return Case(seed, whole, start, end, finder, body.value, body.value_max, comparators, body.unit,
                not bound and form["range"] in ("none", "dash") and body.how != "ge", form)


def _single(r: Random, kind: str) -> Body:
    if kind == "share":
        return measured(r.choice(vague.SHARES)(r), "")
    if kind == "money":
        return amount(r)
    if kind == "bare":
        numeral = r.choice((*styles.WHOLE, *styles.RARE, *styles.BROKEN, *vague.SHARES, styles.negative, styles.power, styles.short,
                            styles.short_magnified, vague.few, vague.more, _half_hundred))
        return measured(numeral(r), "")
    if r.random() < 0.05:
        n, (unit, canonical) = r.randint(1, 9), r.choice(words.HALVES)
        written = "两" if n == 2 else styles.DIGITS[n]
        return Body(f"{written}{unit}", D(n) + D("0.5"), None, "eq", canonical, {"style": "half", "range": "none"})
    written, canonical, decimals, _ = r.choice(words.UNITS)
    ways = (*styles.WHOLE, *styles.RARE, *vague.VAGUE, *vague.VAGUE, *((*styles.BROKEN, styles.negative) if decimals else ()))
    numeral = r.choice(ways)(r)
    while not _fits(numeral, written, decimals):
        numeral = r.choice(ways)(r)
    return measured(numeral, written, canonical)


def _fits(numeral: Numeral, unit: str, decimals: bool) -> bool:
    """Whether numeral and unit may stand together: no second reading (三千 + 千瓦时 → 千 twice), no fraction of a person."""
    plain, chinese = numeral.text, not numeral.text[-1].isascii()
    if unit.startswith("千") and plain[-1] in "十百千" or unit.startswith("百") and chinese:
        return False
    if unit.startswith("分") and plain[-1] in "百千万" or unit == "百分点" and "两" in plain:
        return False
    if any(u == unit and c in words.SMALL for u, c, *_ in words.UNITS) and abs(numeral.high or numeral.low) > 999:
        return False
    return decimals or numeral.low == numeral.low.to_integral_value() and "." not in numeral.text.replace(",", "")[-3:]


def _half_hundred(r: Random) -> Numeral:
    return Numeral("半百", D(50))


def _range(r: Random, kind: str) -> Body:
    low, high, style, shared = _ends(r, kind)
    written, canonical = "", ""
    if kind == "counted":
        fitting = [(u[0], u[1]) for u in words.UNITS if all(_fits(n, u[0], u[2]) for n in (low, high))]
        written, canonical = r.choice(fitting or [("公顷", "公顷")])
    elif kind == "money":
        written, canonical = r.choice(words.CURRENCIES)
    how = r.choice(("dash", "dash", "between", "dash" if shared else "bounds"))
    both = not shared and (how == "bounds" or r.random() < 0.4)
    unit = JOINT + written if written else ""
    a, b = low.text + (unit if both else ""), high.text + unit
    if how == "dash":
        dash = r.choice(words.DASHES)
        if "-" in low.text + high.text or "−" in low.text + high.text:
            dash = r.choice("至到—～")
            if high.low < 0 and r.random() < 0.5:
                a, b = b.removesuffix(unit) + (unit if both else ""), a.removesuffix(unit) + unit  # -5%到-10%
        text = f"{a}{dash}{b}" if dash == "-" else f"{a}{ROOM}{dash}{JOINT}{b}"  # a space on one side of - makes a sign of it
        label = "dash"
    else:
        single = high.text[-2:] in (JOINT + "万", JOINT + "亿")  # 四和九百万 would be read as 四 and 九百万
        between = tuple(w for w in words.BETWEEN if single or not shared or "%" in high.text or w[1] in "至到")
        bounds = words.BOUNDS[1:] if low.low < 0 else words.BOUNDS  # -5度以上-3度以下: the second - may be a dash
        label = r.choice(between if how == "between" else bounds)
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
            alike = one.text[0] == other.text[0] and one.text[1].isdigit() == other.text[1].isdigit()
            if alike and not magnified and one.low >= 50 * other.low:
                return one, other, style_name(one), False
        elif other.low <= 50 * one.low and (not magnified or one.text[-1] == other.text[-1]):
            return one, other, style_name(one), False


def _shared(r: Random) -> tuple[Numeral, Numeral, str, bool]:
    """八到九百亿, 3—5万, 5.6至5.78亿."""
    name, chinese = r.choice(_SHARED), r.random() < 0.4
    if chinese:
        low = r.randint(2, 8)
        high, scale = r.randint(low + 1, 9), styles.MAGNITUDES[name]
        written = ["两" if n == 2 else styles.DIGITS[n] for n in (low, high)]
        a, b = D(low), D(high)
    else:
        scale = styles.MAGNITUDES[name]
        most = 99 if name in ("万", "亿", "万亿") else 9  # 57到68百万: nobody writes that
        a, b = sorted((styles.fraction(r, 9), styles.fraction(r, 9))) if r.random() < 0.4 and name in ("万", "亿") else sorted(
            (D(r.randint(2, most)), D(r.randint(2, most))))
        if a == b or b > 10 * a:
            b = a + 1
        written = [str(a), str(b)]
    return Numeral(written[0], a * scale), Numeral(written[1] + JOINT + name, b * scale), "chinese" if chinese else "arabic", True


def _shares(r: Random) -> tuple[Numeral, Numeral, str, bool]:
    style = r.choice((vague.percent, vague.percent, vague.percent_words, vague.tenths, vague.fractions))
    while True:
        one, other = sorted((style(r), style(r)), key=lambda n: n.low)
        if one.unit != other.unit or one.low == other.low or one.text[0] != other.text[0] and style is vague.percent_words:
            continue
        if one.text.isascii() != other.text.isascii() or style_name(one).split()[0] != style_name(other).split()[0]:
            continue
        if {one.text, other.text} & {"一半", "半成", "百分百"} or min(one.low, other.low) < 0:
            continue
        if style is vague.percent and r.random() < 0.5:
            return one._replace(text=one.text[:-1]), other, "percent", True
        return one, other, style_name(one), False


def _bounded(r: Random, body: Body) -> tuple[Body, tuple[str, ...], dict[str, str]]:
    """A vague number or a range with a bound: 不超过十几个 is at most 20, 三五家以上 at least 3, 不少于20余人 more than 20."""
    word, name = r.choice(words.VAGUE_BOUNDS)
    text = f"{body.text}{word}" if word[0] == "以" else f"{word}{JOINT}{body.text}"
    if name in ("le", "lt"):
        value = body.value if body.value_max is None else body.value_max
    else:
        value, name = body.value, name if body.how == "range" else "gt"
    return body._replace(text=text, value=value, value_max=None), (name,), body.form | {"comparator": f"vague {word}"}


def _compare(r: Random, body: Body, kind: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """The body with words that bound it, what they may be called, and the form."""
    how = {name: ("gt" if name == "few" else name,) for name in ("gt", "few", "range", "approx", "ge", "eq")}
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
        return before + JOINT * bool(before) + body.text + after, said, body.form | {"comparator": before + "…" + after}
    if body.how != "eq":
        if chance < 0.8 or body.how == "ge":
            return none
        return f"达{JOINT}{body.text}", how[body.how], body.form | {"comparator": "达…"}
    if kind == "bare" and (body.form["style"].startswith("arabic ^") or "e" in body.form["style"].lower().split()):
        return none
    if signed and chance < 0.6 or body.form["style"].endswith("又"):
        return none
    if signed:
        before, after, name = r.choice(words.SIGNED)
        return before + JOINT * bool(before) + body.text + after, (name,), body.form | {"comparator": f"{before}…{after}"}
    if chance < 0.65:
        name = r.choice(tuple(words.BEFORE))
        word = r.choice(words.BEFORE[name])
        if kind == "bare" and name == "eq":
            word, name = "约", "approx"
        return f"{word}{JOINT}{body.text}", (name,), body.form | {"comparator": word + "…"}
    if chance < 0.85:
        name = r.choice(tuple(words.AFTER))
        word = r.choice(words.AFTER[name])
        return body.text + word, (name,), body.form | {"comparator": "…" + word}
    before, after, name = r.choice(words.BOTH)
    return f"{before}{JOINT}{body.text}{after}", (name,), body.form | {"comparator": f"{before}…{after}"}


if __name__ == "__main__":
    from form_reports import main
    from numeral_truth import failure

    main(case, failure)
