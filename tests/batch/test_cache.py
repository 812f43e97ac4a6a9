"""The cache: what is known is not read again, and a store that cannot be used is no fault."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.naming import naming_previous
from tests.batch.variants import variants
from workbooks.build import EXAMPLES
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.snapshot import Snapshot, take

_EXAMPLES = sorted(EXAMPLES.glob("*.xlsx"))


class _Counting:
    """Judges in this process, and remembers which files were asked for."""

    def __init__(self) -> None:
        self.asked: list[Path] = []

    def submit(self, taken: Snapshot) -> Pending:
        self.asked.append(taken.path)
        return lambda: judge(taken.path)


def _run(folder: Path, paths: list[Path]) -> tuple[list[Verdict], list[Path]]:
    judges = _Counting()
    with Cache(folder) as cache:
        return list(judged(paths, judges, cache)), judges.asked


def test_the_second_run_reads_only_what_has_changed(tmp_path: Path) -> None:
    changing = tmp_path / "ändras.xlsx"
    changing.write_bytes(_EXAMPLES[0].read_bytes())
    paths = [*_EXAMPLES[1:], changing]
    first, asked = _run(tmp_path / "cache", paths)
    assert asked == paths
    second, asked = _run(tmp_path / "cache", paths)
    assert (second, asked) == (first, [])
    changing.write_bytes(_EXAMPLES[0].read_bytes() + b"\0")
    third, asked = _run(tmp_path / "cache", paths)
    assert asked == [changing]
    assert third[:-1] == first[:-1]
    assert third[-1].sha256 != first[-1].sha256


def test_the_ending_of_the_name_is_part_of_the_key(tmp_path: Path) -> None:
    renamed = tmp_path / "bok.xlsm"
    renamed.write_bytes(_EXAMPLES[0].read_bytes())
    _run(tmp_path / "cache", [_EXAMPLES[0]])
    (verdict,), asked = _run(tmp_path / "cache", [renamed])
    assert asked == [renamed]
    assert verdict == judge(renamed)


def test_a_changed_previous_report_is_read_again(tmp_path: Path) -> None:
    book, previous = naming_previous(tmp_path)
    first, _ = _run(tmp_path / "cache", [book])
    assert _run(tmp_path / "cache", [book]) == (first, [])
    previous.write_bytes(previous.read_bytes() + b"\0")
    changed, asked = _run(tmp_path / "cache", [book])
    assert asked == [book]
    assert changed[0].rests_on != first[0].rests_on
    previous.unlink()
    gone, asked = _run(tmp_path / "cache", [book])
    assert asked == [book]
    assert "F220" in {finding.code for finding in gone[0].findings}
    assert _run(tmp_path / "cache", [book]) == (gone, [])


def test_another_program_believes_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(tmp_path, _EXAMPLES)
    monkeypatch.setattr("xl_asn.batch.cache.program_mark", lambda: "another rule")
    assert _run(tmp_path, _EXAMPLES)[1] == _EXAMPLES


def test_a_damaged_row_is_judged_again(tmp_path: Path) -> None:
    expected, _ = _run(tmp_path, _EXAMPLES)
    with sqlite3.connect(tmp_path / "utfall.sqlite3") as store:
        store.execute('UPDATE verdict SET told = \'{"utfall": "bra"}\'')
    store.close()
    assert _run(tmp_path, _EXAMPLES) == (expected, _EXAMPLES)


def test_a_file_that_is_another_when_the_worker_reads_it_is_judged_by_what_it_read(
    tmp_path: Path,
) -> None:
    changing = tmp_path / "ändras.xlsx"
    changing.write_bytes(_EXAMPLES[0].read_bytes())

    class _Changed(_Counting):
        def submit(self, taken: Snapshot) -> Pending:
            taken.path.write_bytes(_EXAMPLES[1].read_bytes())
            return super().submit(taken)

    with Cache(tmp_path / "cache") as cache:
        (verdict,) = judged([changing], _Changed(), cache)
    assert verdict == judge(changing)
    assert verdict.sha256 == judge(_EXAMPLES[1]).sha256
    changing.write_bytes(_EXAMPLES[0].read_bytes())
    assert _run(tmp_path / "cache", [changing])[1] == [changing], "nothing was remembered"


def test_nowhere_to_keep_it_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    assert _run(tmp_path / "fil", _EXAMPLES)[1] == _EXAMPLES


def test_two_runs_at_once_share_the_store(tmp_path: Path) -> None:
    one, two = _EXAMPLES[:1], _EXAMPLES[1:2]
    with Cache(tmp_path) as first, Cache(tmp_path) as second:
        list(judged(one, _Counting(), first))
        list(judged(two, _Counting(), second))
    assert _run(tmp_path, one + two)[1] == []


def test_two_programs_at_once_share_the_store(tmp_path: Path) -> None:
    folder, paths = tmp_path / "cache", variants(tmp_path, 20)
    runs = [
        subprocess.Popen([sys.executable, "-m", "tests.batch.one_run", folder, tmp_path, str(turn)])
        for turn in range(2)
    ]
    assert [run.wait() for run in runs] == [0, 0]
    with sqlite3.connect(folder / "utfall.sqlite3") as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()
    verdicts, asked = _run(folder, paths)
    assert asked == []
    assert verdicts == list(map(judge, paths))


def test_what_the_machine_did_to_a_file_is_not_remembered(tmp_path: Path) -> None:
    taken = take(_EXAMPLES[0])
    assert isinstance(taken, Snapshot)
    with Cache(tmp_path) as cache:
        cache.keep(taken, Verdict.refused("bok.xlsx", taken.sha256, file_finding("F191", "30")))
    with Cache(tmp_path) as cache:
        assert cache.known(taken) is None
