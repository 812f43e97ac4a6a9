"""A file is what it was at one moment: never half of what it was and half of what it became."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xl_asn.files.reading.snapshot import MAX_FILE_BYTES, Snapshot, take
from xl_asn.model.findings import Finding


def _written_while_read(path: Path, times: int, patch: pytest.MonkeyPatch) -> list[bytes]:
    """Let somebody write to the file between the look at it and the reading, so many times."""
    real = os.fstat
    written: list[bytes] = []

    def fstat(handle: int) -> os.stat_result:
        status = real(handle)
        if len(written) < times:
            content = b"nytt" * (len(written) + 1)
            path.write_bytes(content)
            os.utime(path, (0, len(written) + 1))  # a clock may be too coarse to tell
            written.append(content)
        return status

    patch.setattr(os, "fstat", fstat)
    return written


def test_a_file_that_is_written_to_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(b"gammalt")
    written = _written_while_read(path, 1, monkeypatch)
    taken = take(path)
    assert isinstance(taken, Snapshot)
    assert taken.data == written[-1] == path.read_bytes()


def test_a_file_that_is_written_to_all_the_time_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(b"gammalt")
    _written_while_read(path, 1000, monkeypatch)
    refused = take(path)
    assert isinstance(refused, Finding)
    assert refused.code == "F103"
    assert refused.message == "Filen gick inte att öppna: den ändras medan den läses."


def test_a_file_that_grows_past_the_limit_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(b"litet")
    real = os.fstat

    def fstat(handle: int) -> os.stat_result:
        status = real(handle)
        os.truncate(path, MAX_FILE_BYTES + 1)
        return status

    monkeypatch.setattr(os, "fstat", fstat)
    refused = take(path)
    assert isinstance(refused, Finding)
    assert refused.code == "F104"
