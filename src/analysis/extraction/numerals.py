"""Written numerals become numbers: Arabic (half and full width, thousands separators) and Chinese."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MAGNITUDES = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％－", "0123456789.%-", ",， \u3000\xa0")


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
    return Decimal(text.translate(_HALF_WIDTH))


def plain(value: Decimal) -> Decimal:
    """Number without needless zeros or exponent, so that 1.5万 is 15000.

    Examples
    --------
    >>> plain(Decimal("15000.0")), plain(Decimal("97.50")), plain(Decimal("1E+8"))
    (Decimal('15000'), Decimal('97.5'), Decimal('100000000'))
    """
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def magnitude(text: str) -> Decimal:
    """Read a run of magnitude words as their product.

    Examples
    --------
    >>> magnitude("万"), magnitude("百万"), magnitude("")
    (Decimal('10000'), Decimal('1000000'), Decimal('1'))
    """
    product = Decimal(1)
    for c in text:
        product *= MAGNITUDES.get(c, Decimal(TENS.get(c, 1)))
    return product


def chinese(text: str) -> Decimal | None:
    """Read a Chinese numeral; None where the characters make no number.

    Examples
    --------
    >>> chinese("两千"), chinese("十五"), chinese("一千零五十"), chinese("三万五")
    (Decimal('2000'), Decimal('15'), Decimal('1050'), Decimal('35000'))
    >>> chinese("百分") is None
    True
    """
    whole, dot, fraction = text.partition("点")
    if dot:
        head = chinese(whole)
        if head is None or not fraction or any(c not in DIGITS for c in fraction):
            return None
        return head + Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    if not text or any(c not in DIGITS and c not in TENS and c not in MAGNITUDES for c in text):
        return None
    if all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text)) if len(text) == 1 or "〇" in text else None
    total, section, digit, last = Decimal(0), Decimal(0), None, Decimal(1)
    for c in text:
        if c in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[c]
            if digit == 0:
                last = Decimal(10)
        elif c in TENS:
            section += (1 if digit is None else digit) * TENS[c]
            digit, last = None, Decimal(TENS[c])
        else:
            section += digit or 0
            total = (total + section) * MAGNITUDES[c] if c == "亿" else total + (section or 1) * MAGNITUDES[c]
            section, digit, last = Decimal(0), None, MAGNITUDES[c]
    if digit is not None:
        # 三万五 is 35000: a digit that closes the numeral counts the next place below the last one named
        section += digit * (last / 10 if last >= 100 else 1)
    return total + section
