"""Asking Kolada's public API, version 3, one key figure at a time.

``GET /kpi/{id}`` answers ``{"values": [{"id": …, "title": …}]}``, and nothing or 404 for an id
that is not there. ``GET /data/kpi/{id}/municipality/{code}/year/{years}`` answers values by year
and gender; ``T`` is all. Long answers go on at ``next_url``. 429 says when to come back.

An answer has a time, whatever the server does with it: also one that sends a byte now and then.
What it holds is read by :mod:`xl_asn.cycle.kolada.answers`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from xl_asn.cycle.kolada.answers import (
    MOST_BYTES,
    KoladaError,
    no_more_than_can_be,
    observations_of,
    parsed,
    strange,
    title_of,
    values_of,
)
from xl_asn.model.indicators import KOLADA_ID
from xl_asn.model.kolada import KeyFigure

if TYPE_CHECKING:
    import asyncio

    import httpx

__all__ = ["ADDRESS", "KoladaError", "ask"]

ADDRESS: Final = "https://api.kolada.se/v3"
_ATTEMPTS: Final = 4
_TIMEOUT_SECONDS: Final = 15.0
"""The longest that nothing is heard."""
_ANSWER_SECONDS: Final = 30.0
"""The longest that one answer takes, from the question to its last byte."""
_RUN_SECONDS: Final = 600.0
"""The longest that all of them take, with the time that Kolada asks for."""
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_MOST_PAGES: Final = 20
_OK, _TOO_MANY, _NOT_FOUND, _BUSY = 200, 429, 404, 503
_PLAIN: Final = {"", "identity"}
#: A title that ends with the years that were measured: "…, andel (%) (-2019)".
_ENDED: Final = re.compile(r"\((?:(?:19|20)\d\d ?)?[-–] ?(?P<year>(?:19|20)\d\d)\)\s*$", re.ASCII)

_OFFLINE: Final = (
    "Kolada går inte att nå från den här datorn ({address}). Kontrollera nätet och försök igen. "
    "Allt annat i xl_asn fungerar utan nät."
)
_SLOW: Final = "Kolada svarade inte i tid ({address}). Försök igen om en stund."
_CROWDED: Final = (
    "Kolada tar inte emot fler frågor just nu och ber om mer tid. Försök igen om en stund."
)
_NO_ID: Final = (
    "{told} är inget Kolada-id: det är N eller U och fem siffror. Rätta det i arbetsboken."
)
_NO_CODE: Final = "{told} är ingen kommunkod. Den är fyra siffror, till exempel 0180."


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
        KoladaError: Kolada cannot be reached, is too slow or does not answer as documented, or
            what is to be asked for is no id or no code, which then stands in no address.
    """
    if not re.fullmatch("[0-9]{4}", municipality):
        raise KoladaError(_NO_CODE.format(told=ascii(municipality)))
    wanted = ",".join(map(str, sorted(years)))
    with ExitStack() as stack:
        asker = _Asker(stack, address.rstrip("/"), sleep)
        for key in ids:
            if not re.fullmatch(KOLADA_ID, key):
                raise KoladaError(_NO_ID.format(told=ascii(key)))
            known = next(iter(asker.values(f"/kpi/{key}")), None)
            if known is None:
                yield KeyFigure(key, None)
                continue
            title = title_of(known, key)
            ended = _ENDED.search(title)
            found = asker.values(f"/data/kpi/{key}/municipality/{municipality}/year/{wanted}")
            year = int(ended["year"]) if ended else None
            yield KeyFigure(key, title, year, tuple(observations_of(found)))


class _Asker:
    """Asks one address, patiently but not for ever."""

    def __init__(self, stack: ExitStack, address: str, sleep: Callable[[float], None]) -> None:
        import asyncio  # noqa: PLC0415 - only here can a whole answer be given a time

        import httpx  # noqa: PLC0415 - an optional extra, and 100 ms that nobody else needs

        self._runner: asyncio.Runner = stack.enter_context(asyncio.Runner())
        self._client = httpx.AsyncClient(
            timeout=_TIMEOUT_SECONDS,
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
        )
        stack.callback(lambda: self._runner.run(self._client.aclose()))
        self._address = address
        self._sleep = sleep
        self._until = time.monotonic() + _RUN_SECONDS

    def values(self, path: str) -> list[Mapping[str, Any]]:
        """Return the values of an answer, all pages of it; none where there is no such thing."""
        found: list[Mapping[str, Any]] = []
        url: str | None = self._address + path
        pages = 0
        while url is not None:
            answer = self._answer(url)
            if answer is None:
                return found if not pages else strange("en sida som inte finns")
            found += values_of(answer)
            no_more_than_can_be(found)
            url = self._next(answer.get("next_url"))
            pages += 1
            if url is not None and pages == _MOST_PAGES:
                strange(f"fler än {_MOST_PAGES} sidor")
        return found

    def _next(self, told: object) -> str | None:
        """Return the address of the next page, which is on the same host as the first."""
        if told is None or told == "":
            return None
        try:
            same = isinstance(told, str) and urlsplit(told)[:2] == urlsplit(self._address)[:2]
        except ValueError:
            same = False
        return str(told) if same else strange("nästa sida är hos någon annan")

    def _answer(self, url: str) -> Mapping[str, Any] | None:
        """Return the answer as JSON, after as many tries as it takes; None for 404."""
        wait = _FIRST_WAIT
        for attempt in range(1, _ATTEMPTS + 1):
            response, content = self._runner.run(self._got(url))
            if response.status_code == _NOT_FOUND:
                return None
            if response.status_code not in {_TOO_MANY, _BUSY}:
                return parsed(content, response.headers.get("Content-Type", ""))
            if attempt < _ATTEMPTS:
                asked = _asked_wait(response.headers.get("Retry-After"), wait)
                if time.monotonic() + asked > self._until:
                    break
                self._sleep(asked)
                wait = min(wait * 2, _LONGEST_WAIT)
        raise KoladaError(_CROWDED)

    async def _got(self, url: str) -> tuple[httpx.Response, bytes]:
        """Ask once; return the answer's head, and its body where that is of use."""
        import asyncio  # noqa: PLC0415

        import httpx  # noqa: PLC0415

        seconds = min(_ANSWER_SECONDS, self._until - time.monotonic())
        try:
            async with asyncio.timeout(seconds), self._client.stream("GET", url) as response:
                if response.status_code in {_NOT_FOUND, _TOO_MANY, _BUSY}:
                    return response, b""
                return response, await _body(response)
        except (httpx.TimeoutException, TimeoutError) as error:
            raise KoladaError(_SLOW.format(address=self._address)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise KoladaError(_OFFLINE.format(address=self._address)) from error


async def _body(response: httpx.Response) -> bytes:
    """Read an answer as far as it may be long. None is unpacked: none was asked to be packed."""
    if response.status_code != _OK:
        strange(f"status {response.status_code}")
    if response.headers.get("Content-Encoding", "").strip().casefold() not in _PLAIN:
        strange("ett packat svar")
    content = bytearray()
    async for part in response.aiter_raw():
        content += part
        if len(content) > MOST_BYTES:
            strange("ett för stort svar")
    return bytes(content)


def _asked_wait(told: str | None, otherwise: float) -> float:
    """Return the seconds to wait: those that Kolada asks for, a minute at most."""
    if told is None:
        return otherwise
    try:
        seconds = float(told)
    except ValueError:
        try:
            moment = parsedate_to_datetime(told)
        except (ValueError, OverflowError):
            return otherwise
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT) if isfinite(seconds) else otherwise
