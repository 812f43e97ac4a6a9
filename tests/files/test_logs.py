"""Logs: only their user reads them, no personal number is in them, and they go after some days."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from xl_asn.files.keeping.logs import logs, new_log, written_log
from xl_asn.files.keeping.own import KEPT_DAYS

_DAY = 24 * 60 * 60


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out by itself")
@pytest.mark.parametrize("umask", [0, 0o277])
def test_only_its_user_can_read_a_log(umask: int, folder: Path) -> None:
    old = os.umask(umask)
    try:
        log = written_log("Traceback …")
    finally:
        os.umask(old)
    assert log.parent == folder
    assert stat.S_IMODE(log.stat().st_mode) == 0o600 & ~umask
    assert log.read_text(encoding="utf-8").splitlines()[0].startswith("xl-asn ")


@pytest.mark.parametrize("number", ["18990913-9801", "990913\u200b-9801", "701063 2391"])
def test_it_holds_no_personal_number(number: str, folder: Path) -> None:
    log = written_log(f"ValueError: ogiltigt värde: 'Ärendet {number} avser'")
    text = log.read_text(encoding="utf-8")
    assert "Ärendet [" in text
    assert number[-4:] not in text
    assert [*logs(folder)] == [log]


def test_what_is_older_than_it_is_kept_goes_when_the_next_is_written(folder: Path) -> None:
    old, kept = (written_log(text) for text in ("gammal", "nyare"))
    now = time.time()
    os.utime(old, (now, now - (KEPT_DAYS + 1) * _DAY))
    os.utime(kept, (now, now - (KEPT_DAYS - 1) * _DAY))
    path, log = new_log()
    log.close()
    assert {*folder.iterdir()} == {kept, path}


def test_nobody_elses_file_is_taken_for_a_log(folder: Path) -> None:
    real = written_log("ett fel")
    data = real.read_bytes()
    ours = folder.parent / f"{folder.name}-annat.log"
    ours.write_bytes(data)
    ours.chmod(0o600)
    foreign = {"xl-asn-anteckna.log": b"mina anteckningar", "xl-asn-abc.log": data,
               "xl-asn-abcdefgh.txt": data}  # fmt: skip
    for name, content in foreign.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    if sys.platform != "win32":
        (folder / "xl-asn-lasbar00.log").write_bytes(data)
        (folder / "xl-asn-lasbar00.log").chmod(0o644)
        (folder / "xl-asn-lanken00.log").symlink_to(ours)
        os.link(ours, folder / "xl-asn-tvanamn0.log")
    (folder / "xl-asn-mappen00.log").mkdir()
    assert [*logs(folder)] == [real]
    for path in folder.iterdir():
        os.utime(path, (0, 0), follow_symlinks=False)
    before = {*folder.iterdir()}
    written_log("nästa")
    assert before - {*folder.iterdir()} == {real}
    ours.unlink()
