"""The number that a text in a number's place means: certain, or none.

"2354-", "(2 354)" and "minus 2 354" mean one number each, and "−2,4 mnkr" is −2 400 in a table in
tkr. What can be read in two ways, or only in part, gives no number: a wrong one that is suggested
is worse than none.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.amount_words import UNIT_WORDS, AmountUnit, read_unit
from xl_asn.model.folding import visible, with_plain_dashes
from xl_asn.model.money import decimals_of, in_plain_blanks, read_number, show_exact, show_share

_LONGEST: Final = 60
#: Excel keeps so many digits: with more, the number that is typed is not the number that is kept.
_MOST_DIGITS: Final = 15

_ABOUT: Final = re.compile(r"(?:ca\.?|c:a|cirka|circa|ungefär|omkring) +", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:år|året) +(?=\d{4}$)", re.IGNORECASE)
_PIECES: Final = re.compile(r"(?<=\d) *(?:st\.?|stycken)", re.IGNORECASE)
#: A mark of a footnote that has no digit in it: "2 354*". One with a digit may be a part of it.
_FOOTNOTE: Final = re.compile(r"(?<=\S) *[*†‡]{1,3}$")
_KRONOR: Final = frozenset({"kr", "kronor", "krona", "sek", ":-"})
_SPELT_OUT: Final = {
    "tusen": AmountUnit.TKR, "kkr": AmountUnit.TKR,
    "miljoner": AmountUnit.MNKR, "miljon": AmountUnit.MNKR, "mn": AmountUnit.MNKR,
    "miljarder": AmountUnit.MDKR, "miljard": AmountUnit.MDKR, "md": AmountUnit.MDKR,
}  # fmt: skip
_UNITS: Final = "|".join(
    re.escape(word) for word in sorted((*UNIT_WORDS, *_KRONOR, *_SPELT_OUT), key=len, reverse=True)
)
_WITH_UNIT: Final = re.compile(rf"(?P<number>.*[\d)+-]) *(?P<unit>{_UNITS})\.?", re.IGNORECASE)
_UNIT_FIRST: Final = re.compile(r"(?P<unit>sek|kr) *(?P<number>[\d(+-].*)", re.IGNORECASE)
_SHARE: Final = re.compile(
    r"(?P<number>.*[\d)+-]) *(?:%|procent|procentenheter|pct)\.?", re.IGNORECASE
)
_OF: Final = re.compile(
    r"(?P<part>\d{1,6})(?: +av +| */ *)(?P<whole>\d{1,6})(?: +(?:enheter|st))?", re.IGNORECASE
)

_SIGNED: Final = re.compile(
    r"(?P<before>(?:[+-]|minus +|plus +)?) *(?P<body>\d(?:.*\d)?) *(?P<after>-?)",
    re.IGNORECASE,
)
#: Two thousand to one reader and two to another, unless it is a number of millions.
_EITHER: Final = re.compile(r"\D*[1-9]\d{0,2},\d{3}\D*")
_MARKS: Final = "'\u2019\u00b4`"
#: The ways to part thousands and decimals that can be read in one way only; the last mark is the
#: decimal sign where there is one.
_GROUPED: Final = re.compile(
    rf"(?:\d{{1,3}}(?:[{_MARKS}]\d{{3}})+(?:[.,]\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+"
    r"|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+"
    r"|\d{1,3}(?: \d{3})+\.\d+|(?:\d{4,}|0)\.\d+)"
)
_MANY: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}")
_EXPONENT: Final = re.compile(r"(?P<mantissa>\d[.,]\d+)E\+?(?P<power>\d{1,2})", re.IGNORECASE)
_MILLIONS: Final = frozenset({AmountUnit.MNKR, AmountUnit.MDKR})
_MOST_SHARE_DECIMALS: Final = 4


class Meant(NamedTuple):
    """A number that is meant; a share is 0 to 1 and is shown as per cent."""

    value: Decimal
    is_share: bool = False
    is_count: bool = False

    @property
    def shown(self) -> str:
        """Return the number as it is to be typed: ``−2 354``, ``60 %``, and a year as ``2022``."""
        if self.is_count:
            return format(self.value, "f")
        if not self.is_share:
            return show_exact(self.value)
        return show_share(self.value, max(0, decimals_of(self.value) - 2))


def meant_amount(text: str, unit: AmountUnit) -> Meant | None:
    """Return the amount in ``unit``, that of the table, that a text means; else None.

    Kronor count only where they are whole thousands: "2 354 kr" in a table in tkr is more likely
    the wrong word than two thousand kronor.
    """
    value = _as_read(text)
    if value is not None:
        return None if "%" in text else Meant(value)
    plain = _bare(text)
    found = _WITH_UNIT.fullmatch(plain) or _UNIT_FIRST.fullmatch(plain)
    within = _WITH_UNIT.fullmatch(_inside(plain))  # "(2,4 mnkr)"
    if found:
        number, word = found["number"], found["unit"]
    elif within:
        number, word = f"({within['number']})", within["unit"]
    else:
        return _plain_number(plain)
    value = _number(number, of_millions=_unit(word) in _MILLIONS)
    thousands = None if value is None else _thousands(value, word)
    return None if thousands is None else Meant(_short(thousands / unit.thousands))


def meant_share(text: str) -> Meant | None:
    """Return the share that a text means: "60 procent", "8 av 10"; None for any other.

    A number without a word or mark of per cent can be 0 to 1 or 0 to 100, and gives none.
    """
    value = _as_read(text)
    if value is not None:
        return Meant(value, is_share=True) if "%" in text else None
    plain = _bare(text)
    found, within = _SHARE.fullmatch(plain), _SHARE.fullmatch(_inside(plain))
    if found or within:
        value = _number(found["number"] if found else f"({within['number']})" if within else "")
        return None if value is None else Meant(_short(value / 100), is_share=True)
    parts = _OF.fullmatch(plain)
    if parts is None:
        return None
    part, whole = Decimal(parts["part"]), Decimal(parts["whole"])
    if not 0 < whole >= part:
        return None
    share = _short(part / whole)
    return Meant(share, is_share=True) if decimals_of(share) <= _MOST_SHARE_DECIMALS else None


def meant_number(text: str) -> Meant | None:
    """Return the number without a unit, or with per cent, that a text means; else None."""
    value = _as_read(text)
    if value is not None:
        return Meant(value, is_share="%" in text)
    plain = _bare(text)
    if _SHARE.fullmatch(plain) or _SHARE.fullmatch(_inside(plain)):
        return meant_share(plain)
    return _plain_number(_PIECES.sub("", _YEAR.sub("", plain)) if plain else "")


def meant_whole(text: str) -> Meant | None:
    """Return the whole number that a text means: "år 2022", "3 st"; else None."""
    found = meant_number(text)
    if found is None or found.is_share or found.value != found.value.to_integral_value():
        return None
    return Meant(found.value, is_count=True)


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST or sum(map(str.isdecimal, text)) > _MOST_DIGITS


def _as_read(text: str) -> Decimal | None:
    """Return the number that a cell with a text is read as: then that is what is meant."""
    return None if _is_long(text) else read_number(text)


def _bare(text: str) -> str:
    """Return a text without "ca" and marks of footnotes; nothing for one that is too long."""
    if _is_long(text):
        return ""
    plain = in_plain_blanks(with_plain_dashes(visible(text))).strip()
    about = _ABOUT.match(plain)
    return _FOOTNOTE.sub("", plain[about.end() :] if about else plain)


def _plain_number(plain: str) -> Meant | None:
    value = _number(plain)
    return None if value is None else Meant(_short(value))


def _number(plain: str, *, of_millions: bool = False) -> Decimal | None:
    """Return a number with its sign, which stands in one place: before, after or around it."""
    if "%" in plain or (_EITHER.fullmatch(plain) and not of_millions):
        return None
    value = read_number(plain)
    if value is not None:
        return value
    around = _inside(plain)
    found = _SIGNED.fullmatch(around or plain)
    if found is None:
        return None
    signs = [found["before"].strip(), found["after"], "-" if around else ""]
    if sum(map(bool, signs)) > 1:
        return None
    value = _unsigned(found["body"])
    negative = any(sign.casefold() in {"-", "minus"} for sign in signs)
    return -value if negative and value is not None else value


def _inside(plain: str) -> str:
    """Return what stands in the parentheses around a text; nothing where there are none."""
    return plain[1:-1].strip() if plain[:1] == "(" and plain[-1:] == ")" else ""


def _unsigned(body: str) -> Decimal | None:
    value = read_number(body)
    if value is not None:
        return value
    power = _EXPONENT.fullmatch(body)
    if power:
        mantissa = Decimal(power["mantissa"].replace(",", "."))
        scale = int(power["power"])
        # With fewer decimals than the power the last digits are not shown: "2,4E+03" is rounded.
        return _short(mantissa.scaleb(scale)) if decimals_of(mantissa) >= scale else None
    if not _GROUPED.fullmatch(body):
        return None
    if _MANY.fullmatch(body):
        return Decimal(re.sub(r"[.,]", "", body))
    last = max(body.rfind("."), body.rfind(","))
    whole, fraction = (body, "") if last < 0 else (body[:last], body[last + 1 :])
    return Decimal(re.sub(r"\D", "", whole) + ("." + fraction if fraction else ""))


def _unit(word: str) -> AmountUnit | None:
    """Return the unit of a word; None for kronor."""
    return read_unit(word) or _SPELT_OUT.get(word.casefold())


def _thousands(value: Decimal, word: str) -> Decimal | None:
    unit = _unit(word)
    if unit is not None:
        return value * unit.thousands
    thousands = value / 1000
    return thousands if thousands == thousands.to_integral_value() else None


def _short(value: Decimal) -> Decimal:
    """Return a number without zeros at its end, and never with an exponent."""
    short = value.normalize()
    return short if decimals_of(short) else Decimal(int(short))
