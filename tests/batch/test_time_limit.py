"""The time that a file may take: seconds for a small one, and never more than half a minute."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.batch.hostile import hang_or_skip
from tests.files.handmade import book_parts, honest_parts, zipped
from workbooks.build import EXAMPLES
from xl_asn.batch.run import judged
from xl_asn.batch.time_limit import LONGEST_SECONDS, seconds_for
from xl_asn.batch.workers import Workers
from xl_asn.files.reading.sheet_read import MAX_CELLS


def _promised(cells: int) -> float:
    return 2 + 5 * cells / 1_000_000


def _of_cells(cells: int) -> bytes:
    """Return a workbook of cells that take as little room as a cell with a value can."""
    return zipped(book_parts("<row>" + "<c><v>1</v></c>" * cells + "</row>"))


@pytest.mark.parametrize("cells", [1, 1_000, 300_000])
def test_no_file_gets_less_than_was_promised_for_its_cells(cells: int) -> None:
    limit = seconds_for(_of_cells(cells))
    assert limit == LONGEST_SECONDS or limit > 4 * _promised(cells)


def test_a_file_that_is_small_is_stopped_in_seconds() -> None:
    for example in EXAMPLES.glob("*.xls?"):
        assert seconds_for(example.read_bytes()) < 10
    assert seconds_for(b"a;b\n" * 1000) < 9


def test_no_file_gets_more_than_the_longest() -> None:
    assert LONGEST_SECONDS == 30
    assert seconds_for(_of_cells(MAX_CELLS)) == LONGEST_SECONDS
    assert seconds_for(bytes(50 * 1024 * 1024)) == LONGEST_SECONDS
    assert seconds_for(zipped(honest_parts()), crowding=100) == LONGEST_SECONDS
    data = zipped(honest_parts())
    at = data.index(b"PK\x01\x02") + 24
    lying = data[:at] + struct.pack("<L", 2**32 - 1) + data[at + 4 :]
    assert seconds_for(lying) == LONGEST_SECONDS


def test_more_processes_than_processors_give_each_file_more_time() -> None:
    data = zipped(honest_parts())
    assert seconds_for(data, crowding=2) == 2 * seconds_for(data)


def test_a_worker_is_stopped_by_what_its_own_file_is_allowed(tmp_path: Path) -> None:
    hanging, honest = tmp_path / "hang.xlsx", tmp_path / "bok.xlsx"
    hanging.write_bytes(b"kort")
    honest.write_bytes(b"mycket " * 1000)

    def limit(data: bytes, _: float) -> float:
        return 1.0 if len(data) < 1000 else LONGEST_SECONDS

    with Workers(1, hang_or_skip, limit) as workers:
        hung, fine = judged([hanging, honest], workers)
    assert [finding.code for finding in hung.findings] == ["F191"]
    assert "mer än 1 sekunder" in hung.findings[0].message
    assert fine.outcome == "hoppad"
