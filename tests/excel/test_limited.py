"""A button has a time limit, and nothing that happens in it takes that for a fault of its own."""

from __future__ import annotations

import contextlib
import threading
import time

import pytest

from xl_asn.excel.answers import RefusedError
from xl_asn.excel.limited import limited

_LONG_SECONDS = 20


def _busy() -> None:
    """Do something for a long time in steps, each of which shrugs at its faults."""
    ends = time.monotonic() + _LONG_SECONDS
    while time.monotonic() < ends:
        with contextlib.suppress(Exception):
            sum(range(1000))


def test_what_takes_too_long_is_interrupted() -> None:
    with pytest.raises(RefusedError, match="avbröts"), limited(0.05):
        _busy()


def test_what_is_done_in_time_is_left_alone() -> None:
    with limited(0.05):
        done = sum(range(10))
    time.sleep(0.1)
    assert done == 45


def test_its_own_error_comes_through() -> None:
    with pytest.raises(ValueError, match="en egen"), limited(_LONG_SECONDS):
        raise ValueError("en egen")  # noqa: TRY003


def test_it_is_the_thread_that_works_that_is_interrupted() -> None:
    told: list[str] = []

    def work() -> None:
        try:
            with limited(0.05):
                _busy()
        except RefusedError as refused:
            told.append(str(refused))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(_LONG_SECONDS)
    assert len(told) == 1
