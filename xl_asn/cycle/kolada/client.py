"""Asking Kolada's public API, version 3, one key figure at a time.

``GET /kpi/{id}`` answers ``{"values": [{"id": …, "title": …}]}``, and nothing or 404 for an id
that is not there. ``GET /data/kpi/{id}/municipality/{code}/year/{years}`` answers values by year
and gender; ``T`` is all. Long answers go on at ``next_url``. 429 says when to come back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from xl_asn.model.arithmetic import is_figure
from xl_asn.model.kolada import KeyFigure, Observation

if TYPE_CHECKING:
    import httpx

ADDRESS: Final = "https://api.kolada.se/v3"
_ATTEMPTS: Final = 4
_TIMEOUT_SECONDS: Final = 15.0
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_MOST_PAGES: Final = 20
_TOO_MANY, _NOT_FOUND, _BUSY = 429, 404, 503
#: A title that ends with the years that were measured: "…, andel (%) (-2019)".
_ENDED: Final = re.compile(r"\((?:(?:19|20)\d\d ?)?[-–] ?(?P<year>(?:19|20)\d\d)\)\s*$")

_OFFLINE: Final = (
    "Kolada går inte att nå från den här datorn ({address}). Kontrollera nätet och försök igen. "
    "Allt annat i xl_asn fungerar utan nät."
)
_SLOW: Final = "Kolada svarade inte i tid ({address}). Försök igen om en stund."
_CROWDED: Final = (
    "Kolada tar inte emot fler frågor just nu och ber om mer tid. Försök igen om en stund."
)
_STRANGE: Final = "Kolada svarade något som inte går att förstå ({why}). Ingenting är ändrat."


class KoladaError(Exception):
    """Kolada could not be asked; the message is a Swedish sentence."""


def ask(
    ids: Iterable[str],
    municipality: str,
    years: Iterable[int],
    *,
    address: str = ADDRESS,
    sleep: Callable[[float], None],
) -> Iterator[KeyFigure]:
    """Yield what Kolada says of each key figure, in the order of the ids.

    ``municipality`` is a code such as 0138. ``sleep`` waits a number of seconds, when Kolada asks
    for that.

    Raises:
        KoladaError: Kolada cannot be reached, is too slow or does not answer as documented.
    """
    import httpx  # noqa: PLC0415 - an optional extra, and 100 ms that nobody else needs

    wanted = ",".join(map(str, sorted(years)))
    with httpx.Client(timeout=_TIMEOUT_SECONDS, headers={"Accept": "application/json"}) as client:
        asker = _Asker(client, address.rstrip("/"), sleep)
        for key in ids:
            known = next(iter(asker.values(f"/kpi/{key}")), None)
            if known is None:
                yield KeyFigure(key, None)
                continue
            title = str(known.get("title") or "").strip()
            ended = _ENDED.search(title)
            found = asker.values(f"/data/kpi/{key}/municipality/{municipality}/year/{wanted}")
            observations = sorted(_observations(found), key=lambda o: o.year)
            yield KeyFigure(key, title, int(ended["year"]) if ended else None, tuple(observations))


class _Asker:
    """Asks one address, patiently."""

    def __init__(self, client: httpx.Client, address: str, sleep: Callable[[float], None]) -> None:
        self._client = client
        self._address = address
        self._sleep = sleep

    def values(self, path: str) -> list[Mapping[str, Any]]:
        """Return the values of an answer, all pages of it; none where there is no such thing."""
        found: list[Mapping[str, Any]] = []
        url: str | None = self._address + path
        for _ in range(_MOST_PAGES):
            if url is None:
                break
            answer = self._answer(url)
            if answer is None:
                break
            values = answer.get("values", [answer] if "id" in answer else [])
            if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
                raise KoladaError(_STRANGE.format(why=path))
            found += values
            url = self._next(answer.get("next_url"))
        return found

    def _next(self, told: object) -> str | None:
        """Return the address of the next page, if it is on the same host as the first."""
        if not isinstance(told, str) or not told:
            return None
        same = urlsplit(told)[:2] == urlsplit(self._address)[:2]
        return told if same else None

    def _answer(self, url: str) -> Mapping[str, Any] | None:
        """Return the answer as JSON, after as many tries as it takes; None for 404."""
        import httpx  # noqa: PLC0415

        wait = _FIRST_WAIT
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                response = self._client.get(url)
            except httpx.TimeoutException as error:
                raise KoladaError(_SLOW.format(address=self._address)) from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise KoladaError(_OFFLINE.format(address=self._address)) from error
            if response.status_code == _NOT_FOUND:
                return None
            if response.status_code not in {_TOO_MANY, _BUSY}:
                return _parsed(response)
            if attempt < _ATTEMPTS:
                self._sleep(_asked_wait(response.headers.get("Retry-After"), wait))
                wait = min(wait * 2, _LONGEST_WAIT)
        raise KoladaError(_CROWDED)


def _parsed(response: httpx.Response) -> Mapping[str, Any]:
    if response.is_error or response.is_redirect:
        raise KoladaError(_STRANGE.format(why=f"status {response.status_code}"))
    try:
        content = json.loads(response.text, parse_float=Decimal)
    except ValueError as error:
        raise KoladaError(_STRANGE.format(why="inte JSON")) from error
    if not isinstance(content, dict):
        raise KoladaError(_STRANGE.format(why="inte ett objekt"))
    return content


def _asked_wait(told: str | None, otherwise: float) -> float:
    """Return the seconds to wait: those that Kolada asks for, a minute at most."""
    if told is None:
        return otherwise
    try:
        seconds = float(told)
    except ValueError:
        try:
            moment = parsedate_to_datetime(told)
        except ValueError:
            return otherwise
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _observations(values: Iterable[Mapping[str, Any]]) -> Iterator[Observation]:
    """Yield the values of all genders together, by year."""
    for told in values:
        period, genders = told.get("period"), told.get("values")
        if not isinstance(period, int) or not isinstance(genders, list):
            raise KoladaError(_STRANGE.format(why="ett värde utan år"))
        for gender in genders:
            value = gender.get("value") if isinstance(gender, dict) else None
            if value is None or gender.get("gender") != "T" or isinstance(value, bool):
                continue
            if not isinstance(value, int | Decimal):
                raise KoladaError(_STRANGE.format(why="ett värde som inte är ett tal"))
            if not is_figure(Decimal(value)):
                raise KoladaError(_STRANGE.format(why="ett tal som inget nyckeltal kan vara"))
            yield Observation(period, Decimal(value))
