"""Written numerals become numbers: Arabic, Chinese, formal and traditional, and mixtures (3万4000, 五亿零六)."""

from __future__ import annotations

import re
from decimal import Decimal

# Formal and traditional characters stand for the plain ones; 两 is 2 in front of a measure word.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．％－−壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩零負",
    "0123456789.%--一二二三三四五六六七八九十百千万亿两〇负",
    ",， \u3000\xa0",
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_DIGITS = {c: Decimal(i) for i, c in enumerate("〇一二三四五六七八九")} | {"两": Decimal(2)}
_TENS = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)}
_MAGNITUDES = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "兆": Decimal(10) ** 12}
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.S)

# Characters that a Chinese numeral is made of; the formal ones are ordinary words as well (放肆, 登陆).
CHINESE = "零〇一二两三四五六七八九十百千万亿兆兩萬億"
FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"


def arabic(text: str) -> Decimal:
    """Read digits as written, without separators.

    Parameters
    ----------
    text : str
        Digits with an optional decimal point; separators, blanks and full-width forms allowed.

    Examples
    --------
    >>> arabic("33,586"), arabic("５２３００"), arabic("97.50")
    (Decimal('33586'), Decimal('52300'), Decimal('97.50'))
    """
    return Decimal(text.translate(_PLAIN))


def arabic_digits(text: str) -> Decimal | None:
    """First number in digits that a text begins with, as many decimals as written; None where there is none.

    Examples
    --------
    >>> arabic_digits("3.70万个"), arabic_digits("三成")
    (Decimal('3.70'), None)
    """
    m = re.match(r"-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", text.translate(_FULL_WIDTH))
    return Decimal(m[0].replace(",", "")) if m else None


def plain(value: Decimal) -> Decimal:
    """Number without needless zeros or exponent, so that 1.5万 is 15000.

    Examples
    --------
    >>> plain(Decimal("15000.0")), plain(Decimal("97.50")), plain(Decimal("1E+8"))
    (Decimal('15000'), Decimal('97.5'), Decimal('100000000'))
    """
    # a sum of several may be too large for as many decimals
    rounded = round(value, 12 if abs(value) < 10**16 else 0)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def numeral(text: str) -> Decimal | None:
    """Read a numeral of any make; None where the characters make no number.

    A digit that closes the numeral counts the place below the last one named: 三万五 is 35000, 三万零五 is 30005.
    几, 余 and 多 inside a numeral are passed over (一千五百零几万).

    Examples
    --------
    >>> [str(numeral(t)) for t in ("两千", "十五", "一千零五十", "三万五", "3万4000", "肆佰陸拾", "二〇一八", "十五点七")]
    ['2000', '15', '1050', '35000', '34000', '460', '2018', '15.7']
    >>> numeral("五六") is None, numeral("-1.1"), numeral("负三十二")
    (True, Decimal('-1.1'), Decimal('-32'))
    """
    text = text.translate(_PLAIN)
    if text[:1] in ("负", "-") and len(text) > 1:
        value = numeral(text[1:])
        return None if value is None else -value
    whole, point, fraction = text.partition("点")
    if point:
        head = numeral(whole)
        digits = [_DIGITS.get(c) for c in fraction]
        if head is None or not digits or None in digits:
            return None
        return head + Decimal("0." + "".join(str(d) for d in digits))
    if all(c in _DIGITS for c in text):
        # 五六 is five or six; 二〇一八 is spelled out
        return Decimal("".join(str(_DIGITS[c]) for c in text)) if len(text) == 1 or "〇" in text[1:] else None
    return _sum_of_places(_TOKEN.findall(text))


def _sum_of_places(tokens: list[str]) -> Decimal | None:
    total = section = Decimal(0)
    digit: Decimal | None = None
    place = smallest = Decimal(1)
    after_zero = False
    for token in tokens:
        if token in _TENS:
            place = _TENS[token]
            section += (Decimal(1) if digit is None else digit) * place
            digit = None
        elif token in _MAGNITUDES:
            place = _MAGNITUDES[token]
            section += digit or 0
            if not total and not section:
                section = Decimal(1)
            # 五亿零六万 adds, 三十万亿 multiplies
            if total and place < smallest:
                total += section * place
            else:
                total = (total + section) * place
            section, digit, smallest = Decimal(0), None, place
        elif token in "几余多":
            continue
        elif token == "〇":
            after_zero = True
            continue
        else:
            value = _DIGITS[token] if token in _DIGITS else Decimal(token) if token[0].isdigit() else None
            if value is None or digit is not None:
                return None
            digit = value
            continue
        after_zero = False
    if digit is not None:
        elided = place >= 100 and not after_zero and digit < 10 and digit == digit.to_integral_value()
        section += digit * place / 10 if elided else digit
    return total + section
