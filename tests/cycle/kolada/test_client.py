"""Kolada is asked patiently, and every way that it can fail is one Swedish sentence."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime

import pytest

from tests.cycle.kolada.conftest import Kolada
from xl_asn.cycle.kolada import client
from xl_asn.cycle.kolada.client import KoladaError, ask
from xl_asn.model.kolada import KeyFigure, Observation


def asked(kolada: Kolada, *ids: str, waits: list[float] | None = None) -> tuple[KeyFigure, ...]:
    sleep = ([] if waits is None else waits).append
    years = range(2018, 2020)
    return tuple(ask(ids, "0138", years, address=kolada.address, sleep=sleep))


def test_titles_and_values_of_all_genders(kolada: Kolada) -> None:
    (figure,) = asked(kolada, "U40406")
    assert figure.title is not None
    assert figure.title.startswith("Resultat vid avslut")
    assert figure.ended is None
    assert figure.observations == (
        Observation(2018, Decimal("11.5")), Observation(2019, Decimal("12.69")),
    )  # fmt: skip
    assert kolada.asked == ["/kpi/U40406", "/data/kpi/U40406/municipality/0138/year/2018,2019"]


def test_an_id_that_is_not_there_and_one_that_has_ended(kolada: Kolada) -> None:
    gone, ended = asked(kolada, "U99999", "N00973")
    assert gone == KeyFigure("U99999", None)
    assert ended.ended == 2020
    kolada.first = [(404, {}, "{}")]
    assert asked(kolada, "U28507") == (KeyFigure("U28507", None),)


def test_a_long_answer_is_read_page_by_page_and_on_the_same_host_only(kolada: Kolada) -> None:
    kolada.page_size = 1
    (figure,) = asked(kolada, "U40406")
    assert [o.year for o in figure.observations] == [2018, 2019]
    elsewhere = '{"values": [], "next_url": "http://example.invalid/kpi"}'
    kolada.first = [(200, {}, elsewhere)]
    with pytest.raises(KoladaError, match="hos någon annan"):
        asked(kolada, "U40406")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({"Retry-After": "7"}, [7.0]), ({}, [1.0]), ({"Retry-After": "9999"}, [60.0]),
     ({"Retry-After": "soon"}, [1.0])],
)  # fmt: skip
def test_it_waits_as_long_as_it_is_asked_to(
    kolada: Kolada, headers: dict[str, str], expected: list[float]
) -> None:
    waits: list[float] = []
    kolada.first = [(429, headers, "")]
    (figure,) = asked(kolada, "U28507", waits=waits)
    assert figure.title is not None
    assert waits == expected


def test_it_waits_until_a_moment_and_gives_up_in_the_end(kolada: Kolada) -> None:
    waits: list[float] = []
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30))
    kolada.first = [(429, {"Retry-After": soon}, ""), *[(503, {}, "")] * 3]
    with pytest.raises(KoladaError, match="Försök igen om en stund"):
        asked(kolada, "U28507", waits=waits)
    assert 20 < waits[0] <= 30
    assert waits[1:] == [2.0, 4.0]
    assert len(kolada.asked) == 4


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}, "{}"), (302, {"Location": "/elsewhere"}, ""), (200, {}, "<html>"),
        (200, {}, "[]"), (200, {}, '{"values": 3}'), (200, {}, '{"values": ["x"]}'),
    ],
)  # fmt: skip
def test_a_strange_answer_is_told(kolada: Kolada, answer: tuple[int, dict[str, str], str]) -> None:
    kolada.first = [answer]
    with pytest.raises(KoladaError, match="Ingenting är ändrat"):
        asked(kolada, "U28507")


@pytest.mark.parametrize(
    "values",
    ['[{"period": "x", "values": []}]', '[{"period": 2019, "values": 1}]',
     '[{"period": 2019, "values": [{"gender": "T", "value": "mycket"}]}]',
     '[{"period": 2019, "values": [{"gender": "T", "value": 1e28}]}]',
     '[{"period": 2019, "values": [{"gender": "T", "value": NaN}]}]',
     '[{"period": 2019, "values": [{"gender": "T", "value": 1e-300}]}]'],
)  # fmt: skip
def test_strange_values_are_told(kolada: Kolada, values: str) -> None:
    title = '{"values": [{"id": "U28507", "title": "Deltagit"}]}'
    kolada.first = [(200, {}, title), (200, {}, f'{{"values": {values}}}')]
    with pytest.raises(KoladaError, match="Ingenting är ändrat"):
        asked(kolada, "U28507")


def test_no_answer_in_time_is_told(kolada: Kolada, monkeypatch: pytest.MonkeyPatch) -> None:
    kolada.silent = threading.Event()
    monkeypatch.setattr(client, "_TIMEOUT_SECONDS", 0.05)
    with pytest.raises(KoladaError, match="svarade inte i tid"):
        asked(kolada, "U28507")


def test_offline_is_told(kolada: Kolada) -> None:
    kolada.address = "http://127.0.0.1:1"
    with pytest.raises(KoladaError, match="går inte att nå"):
        asked(kolada, "U28507")
    kolada.address = "inte en adress"
    with pytest.raises(KoladaError, match="går inte att nå"):
        asked(kolada, "U28507")
