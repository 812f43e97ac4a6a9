"""A command imports what its answer needs and no more: what is imported is most of a short run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from workbooks.build import EXAMPLES

OTHERS: Final = {"docx", "docxtpl", "excel", "jinja2", "openpyxl", "pandas", "rich", "typst"}
READING: Final = {"case", "documents", "parameters", "prose", "pydantic", "rapidfuzz", "rules"}
WRITING: Final = {"making", "report", "xlsxwriter"}
PROCESSES: Final = {"multiprocessing"}

ASK: Final = """
import sys
from xl_asn.cli.program import answer
answer(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""
JUDGE: Final = """
import sys
from pathlib import Path
from xl_asn.batch.judge import judge
judge(Path(sys.argv[1]))
print(*sys.modules, file=sys.stderr)
"""
COMPUTE: Final = """
import sys
from datetime import datetime
from pathlib import Path
from xl_asn.cli.commands.berakna import computed
computed(Path(sys.argv[1]), Path("ny.xlsx"), datetime(2022, 12, 1), with_report=False)
print(*sys.modules, file=sys.stderr)
"""


def imported(code: str, *words: object) -> set[str]:
    """Return the parts of the names of all that a new process has imported in the end."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return {part for name in done.stderr.split() for part in name.split(".")}


@pytest.fixture
def workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XL_ASN_CACHE", str(tmp_path / "kända"))
    copy = tmp_path / "november.xlsx"
    copy.write_bytes((EXAMPLES / "2022-11_manadsrapport.xlsx").read_bytes())
    return copy


def test_what_is_known_is_answered_without_the_reader_the_rules_or_a_process(
    workbook: Path,
) -> None:
    assert imported(ASK, "validera", workbook) >= PROCESSES
    known = imported(ASK, "validera", workbook)
    assert not known & (OTHERS | READING | WRITING | PROCESSES)


def test_who_judges_writes_nothing(workbook: Path) -> None:
    judged = imported(JUDGE, workbook)
    assert judged >= READING
    assert not judged & (OTHERS | WRITING | PROCESSES)


def test_what_a_command_reads_it_reads_elsewhere(workbook: Path) -> None:
    for words in (["berakna"], ["forklara", "Nettokostnad!F6"], ["pastaenden", "--json", "-"]):
        name, *more = words
        asked = imported(ASK, name, workbook, *more)
        assert asked >= PROCESSES
        assert not asked & (OTHERS | READING | WRITING)


def test_who_computes_writes_no_document(workbook: Path) -> None:
    computed = imported(COMPUTE, workbook)
    assert computed >= READING
    assert not computed & (OTHERS | PROCESSES)


def test_the_version_and_the_help_are_told_at_once() -> None:
    for words in (["--version"], ["--hjalp"], ["berakna", "--hjalp"]):
        assert not imported(ASK, *words) & (OTHERS | READING | WRITING | PROCESSES)
