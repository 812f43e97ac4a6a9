"""Bounded processes: what is asked is answered, or a finding says why not."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from xl_asn.batch.bounded import Processes

_LONG = 100
_MORE_THAN_A_PIPE_HOLDS = bytes(10_000_000)


def _nothing() -> None:
    """Answer nothing."""


def _unsendable() -> object:
    return threading.Lock()


def _logs() -> None:
    try:
        divmod(7, 0)
    except ZeroDivisionError:
        logging.getLogger("xl_asn.files").exception("could not load")


def _hoard() -> bytes:
    return bytes(2**40)


@pytest.fixture
def one() -> Iterator[Processes]:
    processes = Processes(1)
    yield processes
    processes.stop()


def test_the_answer_of_any_function_comes_back(one: Processes) -> None:
    assert one.ask(_LONG, divmod, 7, 2)() == (3, 1)


def test_what_a_function_raises_is_a_finding(one: Processes) -> None:
    finding = one.ask(_LONG, divmod, 7, 0)()
    assert getattr(finding, "code", None) == "F199"
    assert "ZeroDivisionError" in getattr(finding, "message", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGSTOP on Windows")
def test_a_death_in_the_middle_of_a_question_has_it_put_again(one: Processes) -> None:
    pid = _pid_of(one)
    os.kill(pid, signal.SIGSTOP)
    pending = one.ask(_LONG, len, _MORE_THAN_A_PIPE_HOLDS)
    time.sleep(0.3)  # by now the pipe is full, most likely; the answer is the same if not
    os.kill(pid, signal.SIGKILL)
    assert pending() == len(_MORE_THAN_A_PIPE_HOLDS)
    assert one.ask(_LONG, len, b"and on")() == 6


def test_nothing_is_an_answer_too(one: Processes) -> None:
    assert one.ask(_LONG, _nothing)() is None


@pytest.mark.parametrize(("function", "code"), [(_unsendable, "F199"), (_hoard, "F190")])
def test_what_cannot_be_answered_is_told_and_the_next_question_is_answered(
    one: Processes, function: Callable[[], object], code: str
) -> None:
    assert getattr(one.ask(_LONG, function)(), "code", None) == code
    assert one.ask(_LONG, len, b"on")() == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGSTOP on Windows")
def test_a_process_that_is_stopped_is_ended_in_time_however_long_the_question(
    one: Processes,
) -> None:
    os.kill(_pid_of(one), signal.SIGSTOP)
    assert getattr(one.ask(1, len, _MORE_THAN_A_PIPE_HOLDS)(), "code", None) == "F191"
    assert one.ask(_LONG, len, b"and on")() == 6


def test_what_is_logged_is_in_a_file_and_no_answer_to_a_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("TEMP", str(tmp_path))
    processes = Processes(1)
    try:
        assert processes.ask(_LONG, _logs)() is None
    finally:
        processes.stop()
    assert capfd.readouterr() == ("", "")
    (log,) = tmp_path.glob("xl-asn-*.log")
    assert "Traceback" in log.read_text(encoding="utf-8")


def _core_bytes() -> int:
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrlimit(resource.RLIMIT_CORE)[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_what_dies_leaves_no_memory_on_the_disk(one: Processes) -> None:
    assert one.ask(_LONG, _core_bytes)() == 0


def _writes_as_rust_does() -> None:
    os.write(2, b"memory allocation of 48 bytes failed")
    sys.stderr.write("Prövar cellerna\n")
    sys.stderr.flush()


def test_only_what_python_writes_is_shown(
    capfd: pytest.CaptureFixture[str], one: Processes
) -> None:
    assert one.ask(_LONG, _writes_as_rust_does)() is None
    assert capfd.readouterr().err == "Prövar cellerna\n"


def test_who_stops_leaves_no_question_without_an_answer() -> None:
    processes = Processes(1)
    pending = [processes.ask(_LONG, time.sleep, _LONG) for _ in range(3)]
    processes.stop()
    assert [getattr(answer(), "code", None) for answer in pending] == ["F193"] * 3


def _pid_of(processes: Processes) -> int:
    pid: int = processes.ask(_LONG, os.getpid)()  # type: ignore[assignment]
    return pid
