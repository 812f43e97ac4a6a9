"""Workers: one file's death is that file's verdict, and nobody else's."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.hostile import hang_or_skip, judge_hostile
from workbooks.build import EXAMPLES
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Workers

_HONEST = EXAMPLES / "2022-11_manadsrapport.xlsm"
_DEATHS = {
    "killed": "F192", "aborted": "F192", "leaves": "F192", "memory": "F190",
    "panic": "F199",
}  # fmt: skip


def _copies(folder: Path, *names: str) -> Iterator[Path]:
    for number, name in enumerate(names):
        path = folder / f"{number}" / f"{name}.xlsm"
        path.parent.mkdir(parents=True)
        # A comment at the end of a zip file changes its bytes and nothing else.
        shutil.copy(_HONEST, path)
        yield path


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals on Windows")
def test_one_files_death_is_that_files_verdict_and_nobody_elses(tmp_path: Path) -> None:
    names = ["a", "b", "killed", "aborted", "c", "leaves", "memory", "panic", "d"]
    paths = list(_copies(tmp_path, *names))
    with Workers(2, judge_hostile) as workers:
        verdicts = list(judged(paths, workers))
    assert [v.file for v in verdicts] == [str(path) for path in paths]
    expected = judge(_HONEST)
    for name, verdict in zip(names, verdicts, strict=True):
        assert verdict.sha256 == expected.sha256
        codes = [finding.code for finding in verdict.findings]
        if name in _DEATHS:
            assert (verdict.outcome, codes[0]) == ("avvisad", _DEATHS[name]), name
        else:
            assert verdict.findings[: len(expected.findings)] == expected.findings
            assert verdict.outcome == expected.outcome


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    paths = list(_copies(tmp_path, "a", "hang", "b"))
    with Workers(1, hang_or_skip, lambda _, __: 1) as workers:
        first, hung, last = judged(paths, workers)
    assert [finding.code for finding in hung.findings] == ["F191"]
    assert (first.outcome, hung.outcome, last.outcome) == ("hoppad", "avvisad", "hoppad")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit that it is given")
def test_a_worker_has_half_a_gigabyte(tmp_path: Path) -> None:
    with Workers(1, judge_hostile) as workers:
        (verdict,) = judged(_copies(tmp_path, "limit"), workers)
    assert [finding.code for finding in verdict.findings] == ["F190"]


def test_the_answer_is_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    paths = [*sorted(EXAMPLES.glob("*.xls?")), tmp_path / "saknas.xlsx", EXAMPLES]
    answers = []
    for jobs in (1, 3):
        with Workers(jobs) as workers:
            answers.append([json.dumps(v.as_json()) for v in judged(paths, workers)])
    assert answers[0] == answers[1]
    codes = {json.loads(told)["fynd"][0]["kod"] for told in answers[0][-2:]}
    assert codes == {"F101", "F107"}


def test_the_same_content_twice_is_noted(tmp_path: Path) -> None:
    paths = list(_copies(tmp_path, "a", "b"))
    with Workers(1) as workers:
        first, second = judged(paths, workers)
    assert "F290" not in {finding.code for finding in first.findings}
    assert second.findings[:-1] == first.findings
    assert second.findings[-1].code == "F290"
    assert isinstance(first, Verdict)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_worker_that_dies_between_two_files_is_replaced(tmp_path: Path) -> None:
    paths = _copies(tmp_path, "a", "b", "c")
    with Workers(1) as workers:
        before = {child.pid for child in multiprocessing.active_children()}
        (first,) = judged([next(paths)], workers)
        for child in multiprocessing.active_children():
            if child.pid not in before:
                child.kill()
                child.join()
        verdicts = list(judged(paths, workers))
    assert first.outcome == "underkänd"
    assert [v.outcome for v in verdicts] == ["underkänd", "underkänd"]
