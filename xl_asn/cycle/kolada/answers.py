"""What an answer of Kolada holds. It comes from a network: nothing in it is taken on trust.

Bytes → JSON of a bounded size, depth and number of values → titles and values that a cell can hold.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NoReturn

from xl_asn.model.arithmetic import is_figure
from xl_asn.model.kolada import Observation
from xl_asn.model.told import ToldError

MOST_BYTES: Final = 4 * 1024 * 1024
"""The largest answer that is read. Those of Kolada are some thousand bytes."""
_MOST_VALUES: Final = 10_000
_LONGEST_TITLE: Final = 500
_LONGEST_NUMBER: Final = 40
_YEARS: Final = range(1900, 2101)
_JSON_TYPE: Final = re.compile(r"application/(?:[\w.-]+\+)?json", re.IGNORECASE)
_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)

_STRANGE: Final = "Kolada svarade något som inte går att förstå ({why}). Ingenting är ändrat."


class KoladaError(ToldError):
    """Kolada could not be asked; the message is a Swedish sentence."""


def strange(why: str) -> NoReturn:
    """Tell what in an answer cannot be understood.

    Raises:
        KoladaError: always.
    """
    raise KoladaError(_STRANGE.format(why=why))


def parsed(content: bytes, content_type: str) -> Mapping[str, Any]:
    """Return an answer as JSON: an object, its numbers as int and Decimal.

    Raises:
        KoladaError: it is something else, or says the same thing twice.
    """
    kind, _, parameters = content_type.partition(";")
    charset = _CHARSET.search(parameters)
    if not _JSON_TYPE.fullmatch(kind.strip()):
        strange("inte JSON")
    if charset and charset[1].casefold() not in {"utf-8", "utf8", "us-ascii"}:
        strange("en annan teckenkodning än UTF-8")
    try:
        answer = json.loads(
            content.decode("utf-8"), parse_float=_number, parse_int=_whole,
            parse_constant=_no_number, object_pairs_hook=_object,
        )  # fmt: skip
    except (ValueError, ArithmeticError, RecursionError):
        strange("inte JSON")
    return answer if isinstance(answer, dict) else strange("inte ett objekt")


def values_of(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the values that an answer lists; one that is itself a value is its only one."""
    values = answer.get("values", [answer] if "id" in answer else [])
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        strange("värden som inte är en lista av objekt")
    return values


def title_of(known: Mapping[str, Any], key: str) -> str:
    """Return the title of the key figure that was asked for, as a cell can show it."""
    title = known.get("title") or ""
    if known.get("id", key) != key:
        strange(f"ett annat nyckeltal än {key}")
    if not isinstance(title, str) or len(title) > _LONGEST_TITLE:
        strange(f"en titel på {key} som inte är en rad text")
    shown = (" " if unicodedata.category(sign)[0] == "C" else sign for sign in title)
    return " ".join("".join(shown).split())


def observations_of(values: Iterable[Mapping[str, Any]]) -> Sequence[Observation]:
    """Return the values of all genders together, by year; one a year."""
    by_year: dict[int, Observation] = {}
    for observation in _observations(values):
        if by_year.setdefault(observation.year, observation) != observation:
            strange(f"två värden för {observation.year}")
    return sorted(by_year.values())


def _observations(values: Iterable[Mapping[str, Any]]) -> Iterator[Observation]:
    for told in values:
        period, genders = told.get("period"), told.get("values")
        if type(period) is not int or period not in _YEARS or not isinstance(genders, list):
            strange("ett värde utan år")
        for gender in genders:
            value = gender.get("value") if isinstance(gender, dict) else None
            if value is None or gender.get("gender") != "T":
                continue
            if isinstance(value, bool) or not isinstance(value, int | Decimal):
                strange("ett värde som inte är ett tal")
            yield Observation(period, Decimal(value))


def no_more_than_can_be(values: Sequence[Mapping[str, Any]]) -> None:
    """Stop where the pages of an answer hold more values than any key figure has.

    Raises:
        KoladaError: they do.
    """
    if len(values) > _MOST_VALUES:
        strange("fler värden än något nyckeltal har")


def _number(text: str) -> Decimal:
    number = Decimal(text) if len(text) <= _LONGEST_NUMBER else _no_number(text)
    return number if is_figure(number) else _no_number(text)


def _whole(text: str) -> int:
    return int(_number(text))


def _no_number(_: str) -> NoReturn:
    strange("ett tal som inget nyckeltal kan ha")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        strange("samma sak två gånger")
    return found
