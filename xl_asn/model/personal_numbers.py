"""Personal identity numbers and coordination numbers as they are written in a text.

A personal identity number is a day of birth, three digits and a check digit by the Luhn formula; a
coordination number has 60 added to the day (folkbokföringslagen 18 and 18 a §§). Both are written
with ten digits or twelve, with a dash, a plus (from the hundredth birthday on) or nothing between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from xl_asn.model.folding import UNSEEN, visible, with_plain_dashes

_BLANK: Final = "[ \t\n\u00a0\u2000-\u200a\u202f\u205f\u3000]"
#: What may stand right before one, where a sign or a letter else makes it part of something else.
_CALLED: Final = "(?<=[Nn][Rr])|(?<=[Nn][Rr][.])|(?<=ummer)"
_NUMBER: Final = re.compile(
    rf"(?<!\d)(?=\d{{6}})(?:(?<![\w+,.-])|{_CALLED})(?P<century>18|19|20)?(?P<birth>\d{{6}})"
    rf"(?:{_BLANK}{{,2}}|{_BLANK}{{,3}}[+-]{_BLANK}{{,3}})(?P<rest>\d{{4}})(?!\w)(?![,.]\d)"
)
#: Searched faster than six at once.
_BIRTH: Final = re.compile(rf"\d(?:{UNSEEN}*\d){{5}}")
_COORDINATION: Final = 60
_CENTURIES: Final = ("19", "20", "18")


class PersonalNumber(NamedTuple):
    """A number found in a text: where it stands, and which of the two kinds it is."""

    start: int
    end: int
    is_coordination: bool

    @property
    def kind(self) -> str:
        """Return what the number is called."""
        return "samordningsnummer" if self.is_coordination else "personnummer"

    @property
    def stand_in(self) -> str:
        """Return what stands in its place where the number must not be told."""
        return f"[{self.kind}]"


def may_have_personal_numbers(text: str) -> bool:
    """Whether a text has digits enough in a row; nearly none has, and that is told soon."""
    return _BIRTH.search(text) is not None


def find_personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Yield every number that is a day of birth with a right check digit, in order.

    Characters that nobody sees do not hide one; its place is that in the text without them.
    """
    if not may_have_personal_numbers(text):
        return
    for found in _NUMBER.finditer(with_plain_dashes(visible(text))):
        birth, rest = found["birth"], found["rest"]
        if not _checks(birth + rest):
            continue
        day = int(birth[4:])
        coordination = day > _COORDINATION
        centuries = (found["century"],) if found["century"] else _CENTURIES
        if any(
            _is_day(f"{century}{birth[:4]}", day - _COORDINATION * coordination)
            for century in centuries
        ):
            yield PersonalNumber(found.start(), found.end(), coordination)


def without_personal_numbers(text: str) -> str:
    """Return a text in which what each number is called stands in its place.

    A text without any is returned as it is.
    """
    found = list(find_personal_numbers(text))
    if not found:
        return text
    seen, pieces, at = visible(text), [], 0
    for number in found:
        pieces += [seen[at : number.start], number.stand_in]
        at = number.end
    return "".join([*pieces, seen[at:]])


def _is_day(year_month: str, day: int) -> bool:
    try:
        date(int(year_month[:4]), int(year_month[4:]), day)
    except ValueError:
        return False
    return True


def _checks(digits: str) -> bool:
    """Whether ten digits agree by the Luhn formula: every second one doubled, digits summed."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 - two digits
