"""Telephone numbers in texts. A number is one by its form, or because the words before it say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Not within a longer number, word, path, version or amount.
_BEFORE: Final = r"(?<![\w.,+/:=$€£#-])(?<![0-9] )"
_AFTER: Final = r"(?![\w/=$€£%-]|[.,:][0-9])"

_INTERNATIONAL: Final = re.compile(
    # ITU-T E.164: the code of a country, and at most 15 digits in all.
    r"(?<![\w+.,])(?:\+|(?<![0-9] )00[ -]?(?=[1-9]))"
    r"(?:\([0-9]{1,3}\)|[1-9][0-9]{0,2})(?:[ ./-]?(?:\([0-9]++\)|[0-9]++))++" + _AFTER
)
_NATIONAL: Final = re.compile(
    _BEFORE + r"(?:"
    # North America, where the area and the exchange begin with 2 to 9.
    r"(?:1[ .-])?\([2-9][0-9]{2}\) ?[2-9][0-9]{2}[ .-][0-9]{4}"
    r"|(?:1[.-])?[2-9][0-9]{2}([.-])[2-9][0-9]{2}\1[0-9]{4}"
    # France and others: five pairs.
    r"|0[1-9](?:([ .-])[0-9]{2})(?:\2[0-9]{2}){3}"
    # Elsewhere: an area, which begins with 0, and a number.
    r"|(?:\(0[1-9][0-9]{1,3}\)|0[1-9][0-9]{1,3})(?: ?[/-] ?| )[0-9]{6,8}"
    r"|(?:\(0[1-9][0-9]{1,3}\)|0[1-9][0-9]{1,3})(?: ?[/-] ?| )[0-9]{3,4}[ -][0-9]{2,4}(?:[ -][0-9]{2,4})?"
    r")(?! [0-9])" + _AFTER
)
_SAID: Final = re.compile(
    r"\b(?:(?:tele)?phones?|tel(?:e[fp]h?on[eo]?)?|telefax|t[ée]l[ée]phone|tel[ée]fono|mobile|mobil|cell|cellphone|handy|fax"
    r"|whatsapp|телефон|тел|portable|call (?:me|us|him|her)|text me|ring me|ruf(?:t)? (?:mich|uns)(?: \w{1,8})? an)"
    r"(?:[ -]?(?:number|no|nr|nummer))?(?:[ .:=\"'(]| is | ist | at | on | unter ){1,4}"
    r"(\+?[0-9](?:[ ./()-]{0,2}[0-9]){5,14})(?![\w%$€£])",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE: Final = re.compile(
    r"(?:\b(?:order|invoice|ref|reference|nr|no|id|isbn|sku|article|artikel|bestellung|rechnung|kunde|ticket|serial|part)\w*"
    r"|№)[\s.:#]{0,3}\Z",
    re.IGNORECASE,
)

_COUNTRIES: Final = re.compile(
    # ITU-T E.164, list of assigned codes.
    r"1|7|2(?:0|7|[1-689][0-9])|3(?:[0-469]|[578][0-9])|4(?:[013-9]|2[0-9])|5(?:[1-8]|[09][0-9])|6(?:[0-6]|[789][0-9])"
    r"|8(?:[1246]|[0578][0-9])|9(?:[0-58]|[679][0-9])"
)
_NORTH_AMERICAN: Final = re.compile(r"1[2-9][0-9]{2}[2-9][0-9]{6}")
_DECIMAL: Final = re.compile(r"\+?[0-9]+[.][0-9]+")
_FICTION: Final = re.compile(r"1?[2-9][0-9]{2}55501[0-9]{2}")
"""North American numbers that are kept for films and books."""
_ROUND: Final = re.compile(r".*0{5}|[01]+|([0-9])\1*")
_FEWEST: Final = 9
_FEWEST_TOGETHER: Final = 10
_MOST: Final = 15


def find_telephone_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Find the telephone numbers in a text.

    Args:
        text: any.

    Yields:
        The begin and the end of each; of two that overlap, the second is to be left out.
    """
    for match in _INTERNATIONAL.finditer(text):
        if _is_international(match[0]):
            yield match.span()
    for match in _NATIONAL.finditer(text):
        digits = _digits_of(match[0])
        before = text[max(0, match.start() - 24) : match.start()]
        if _is_likely(digits) and len(digits) >= _FEWEST_TOGETHER and not _OF_SOMETHING_ELSE.search(before):
            yield match.span()
    for match in _SAID.finditer(text):
        if _is_likely(_digits_of(match[1])) and not _DECIMAL.fullmatch(match[1]):
            yield match.span(1)


def _is_international(written: str) -> bool:
    digits = _digits_of(written)
    if not written.startswith("+"):
        digits = digits[2:]
    if not _is_likely(digits) or _DECIMAL.fullmatch(written) or not _FEWEST <= len(digits) <= _MOST:
        return False
    if written[1:].isdigit() and len(digits) < _FEWEST_TOGETHER:
        return False
    if digits.startswith("1"):
        return _NORTH_AMERICAN.fullmatch(digits) is not None
    return _COUNTRIES.match(digits) is not None


def _is_likely(digits: str) -> bool:
    return not _ROUND.fullmatch(digits) and not _FICTION.fullmatch(digits)


def _digits_of(written: str) -> str:
    return re.sub(r"[^0-9]", "", written)
