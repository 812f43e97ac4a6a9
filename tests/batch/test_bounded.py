"""Bounded processes: what is asked is answered, or a finding says why not."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest
from pebble import ProcessFuture

from xl_asn.batch.bounded import Processes

_LONG = 100
_MORE_THAN_A_PIPE_HOLDS = bytes(10_000_000)


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


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_question_that_a_breaking_pool_forgets_is_put_again(
    one: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = _pid_of(one)
    pool = one._pool
    assert pool is not None
    # The pool takes the question, and breaks before it has noted it.
    with monkeypatch.context() as patched:
        patched.setattr(pool, "schedule", lambda *_, **__: ProcessFuture[int]())
        pending = one.ask(_LONG, len, b"four")
    os.kill(pid, signal.SIGKILL)
    assert pending() == 4


def _pid_of(processes: Processes) -> int:
    pid: int = processes.ask(_LONG, os.getpid)()  # type: ignore[assignment]
    return pid
