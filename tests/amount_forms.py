"""Amounts of money by a random generator: currency before or behind, coins, and financial numerals in full."""
from __future__ import annotations

from decimal import Decimal
from random import Random

import numeral_styles as styles
import numeral_words as words
import vague_numerals as vague
from generated_prose import JOINT
from numeral_styles import Body, Style, measured

D = Decimal
_STYLES: tuple[Style, ...] = (
    *styles.WHOLE, *vague.VAGUE, styles.decimal, styles.word_decimal, styles.short, styles.short_magnified)


def amount(r: Random) -> Body:
    """An amount of money: currency before or behind, coins, or in full financial numerals."""
    how = r.choice(("behind",) * 4 + ("before",) * 2 + ("coins", "spoken", "financial", "half financial"))
    if how in ("coins", "spoken"):
        return _coins(r, how == "spoken")
    if how == "financial":
        return _financial(r)
    if how == "half financial":
        numeral, (unit, canonical) = styles.half_financial(r), r.choice(words.CURRENCIES)
        return measured(numeral, unit, canonical)._replace(form={"style": how, "range": "none"})
    if how == "before":
        sign, canonical = r.choice(words.SIGNS)
        numeral = r.choice((styles.arabic, styles.grouped, styles.magnified, styles.decimal, *((styles.words, vague.more) if len(
            sign) > 2 and sign[0] not in "UR" else ())))(r)
        tail = "元" if canonical == "元" and r.random() < 0.4 else ""
        body = measured(numeral, tail, canonical)
        return body._replace(text=sign + body.text, form={"style": f"{sign.strip(JOINT)} {body.form['style']}", "range": "none"})
    unit, canonical = r.choice(words.CURRENCIES)
    return measured(r.choice(_STYLES)(r), unit, canonical)


def _coins(r: Random, spoken: bool) -> Body:
    """5元3角, 五元三毛二分, 3角5分, 九块九."""
    chinese = r.random() < 0.6
    digits = [d if not chinese else "两" if d == "2" else styles.DIGITS[int(d)] for d in map(str, range(10))]
    yuan, jiao, fen = r.randint(1, 99), r.choice((1, 2, 4, 5, 6, 7, 8, 9)), r.randint(1, 9)  # 三角 is a shape
    whole = styles.ten(yuan, r) if chinese and yuan != 2 else digits[2] if yuan == 2 else str(yuan)
    last = styles.DIGITS[jiao] if chinese else str(jiao)
    if spoken and r.random() < 0.2:
        text, value = f"{whole}块半", yuan + D("0.5")
    elif spoken:
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
