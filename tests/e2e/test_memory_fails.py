"""Memory that ends, wherever it does: old files or whole new ones, and a sentence that says so."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.files.integrity import faults
from tests.thorough import thorough
from workbooks.build import EXAMPLES
from xl_asn.exports.audit import package
from xl_asn.exports.documents import checked_report

_ROOT: Final = EXAMPLES.parent.parent
_SAYS: Final = "Minnet tog slut"

#: Every process of a command imports this. A function of ours finds no memory, the n-th time that
#: the process calls it; it leaves a mark, and where there is one already it does not fail again.
_FAILING: Final = """
import os, sys, threading
file, name, left = os.environ["XL_ASN_TEST_FAILS"].split(":")
left = int(left)
def called(frame, event, _):
    global left
    code = frame.f_code
    if event == "call" and code.co_name == name and code.co_filename.endswith(file):
        left -= 1
        if not left and not os.path.exists(os.environ["XL_ASN_TEST_MARK"]):
            open(os.environ["XL_ASN_TEST_MARK"], "w").close()
            raise MemoryError
sys.setprofile(called)
threading.setprofile(called)
"""

_BOOK, _PLAN, _PACKAGE = "november.xlsm", "plan.xlsx", "paket.zip"
_VALIDERA: Final = ("validera", _BOOK, _PLAN, "--utan-cache", "--jobb", "1")
_BERAKNA: Final = ("berakna", _BOOK, "--rapport", "ut/rapport.xlsx", "--json", "ut/svar.json")
_EXPORTERA: Final = (
    "exportera", _BOOK, "--ut", "ut", "--format", "csv,xlsx,docx,pdf,html", "--utkast",
    "--revision",
)  # fmt: skip
_FORKLARA: Final = ("forklara", _BOOK, "Nettokostnad!I6")
_KOLADA: Final = ("kolada", _PLAN, "--adress", "http://127.0.0.1:1")
_KONTROLLERA: Final = ("kontrollera-paket", _PACKAGE)
_MALL: Final = ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "ut/ny.xlsm")
_PASTAENDEN: Final = ("pastaenden", _BOOK)

_TAKE, _READ = "reading/snapshot.py:take", "reading/reader.py:read"
_CELLS, _EVALUATE = "reading/sheet_read.py:sheet_cells", "case/evaluating.py:read"
_COMPOSE, _SAVE = "report/compose.py:compose", "changing/save.py:saved"
_PUBLISH: Final = "changing/unfinished.py:opened_beside"

#: A command, the function that fails, and which call of it does: first one of each part of the way.
_FAILS: Final = (
    (_VALIDERA, _TAKE, 1),
    (_VALIDERA, _EVALUATE, 1),
    (_BERAKNA, _READ, 1),
    (_BERAKNA, _COMPOSE, 1),
    (_BERAKNA, _SAVE, 1),
    (_BERAKNA, _PUBLISH, 1),
    (_EXPORTERA, "exports/docx.py:docx", 1),
    (_KONTROLLERA, _CELLS, 2),
    (_MALL, _PUBLISH, 1),
    *thorough(
        (_VALIDERA, _READ, 1),
        (_VALIDERA, _READ, 2),
        (_VALIDERA, _CELLS, 3),
        (_BERAKNA, _TAKE, 1),
        (_BERAKNA, _CELLS, 5),
        (_BERAKNA, _EVALUATE, 1),
        (_BERAKNA, _PUBLISH, 2),
        (_BERAKNA, _PUBLISH, 3),
        (_EXPORTERA, _READ, 1),
        (_EXPORTERA, _EVALUATE, 1),
        (_EXPORTERA, _COMPOSE, 1),
        (_EXPORTERA, "exports/open_data.py:csv_files", 1),
        (_EXPORTERA, "exports/xlsx.py:xlsx_files", 1),
        (_EXPORTERA, "exports/pdf.py:pdf_files", 1),
        (_EXPORTERA, "exports/html.py:html_files", 1),
        (_EXPORTERA, "exports/audit.py:package", 1),
        (_EXPORTERA, _PUBLISH, 1),
        (_FORKLARA, _TAKE, 1),
        (_FORKLARA, _CELLS, 1),
        (_FORKLARA, _EVALUATE, 1),
        (_KOLADA, _TAKE, 1),
        (_KOLADA, _CELLS, 1),
        (_KOLADA, "kolada/client.py:ask", 1),
        (_KONTROLLERA, _READ, 1),
        (_KONTROLLERA, _EVALUATE, 1),
        (_KONTROLLERA, _COMPOSE, 1),
        (_PASTAENDEN, _READ, 1),
        (_PASTAENDEN, _CELLS, 2),
    ),
)


@pytest.fixture(scope="module")
def inputs() -> Mapping[str, bytes]:
    """Return the files that the commands are given."""
    book = EXAMPLES / "2022-11_manadsrapport.xlsm"
    return {
        _BOOK: book.read_bytes(),
        _PLAN: (EXAMPLES / "2020_namndplan.xlsx").read_bytes(),
        _PACKAGE: package(checked_report(book), ("csv",), draft=True),
    }


@pytest.fixture
def folder(inputs: Mapping[str, bytes], tmp_path: Path) -> Path:
    work = tmp_path / "arbete"
    (work / "ut").mkdir(parents=True)
    for name, data in inputs.items():
        (work / name).write_bytes(data)
    return work


def _environment(folder: Path, *paths: Path, **more: str) -> dict[str, str]:
    temporary = folder.parent / "tillfälligt"
    temporary.mkdir()
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (*paths, _ROOT))),
        "TMPDIR": str(temporary),
        "TEMP": str(temporary),
        "TMP": str(temporary),
        "XL_ASN_CACHE": str(folder.parent / "kända"),
        **more,
    }


def _run(
    folder: Path, words: tuple[str, ...], env: Mapping[str, str], limit: Callable[[], None] | None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xl_asn", *words],
        cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False, timeout=300,
        preexec_fn=limit,
    )  # fmt: skip


def _half_written(folder: Path, inputs: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is neither as it was nor whole, and whatever was to be there for a while only."""
    for path in (*folder.rglob("*"), *(folder.parent / "tillfälligt").rglob("*")):
        if path.name in inputs and path.read_bytes() == inputs[path.name]:
            continue
        if path.suffix in {".xlsm", ".xlsx"} and path.parent.name != "tillfälligt":
            if faults(path.read_bytes()):
                yield f"{path}: damaged"
        elif path.suffix in {".tmp", ".log"} or path.parent.name == "tillfälligt":
            yield f"{path}: left behind"


@pytest.mark.parametrize(
    ("words", "place", "call"),
    _FAILS,
    ids=lambda told: told[0] if isinstance(told, tuple) else None,
)
def test_a_function_that_finds_no_memory_ends_in_a_sentence(
    folder: Path, inputs: Mapping[str, bytes], words: tuple[str, ...], place: str, call: int
) -> None:
    failing = folder.parent / "sitt"
    failing.mkdir()
    (failing / "sitecustomize.py").write_text(_FAILING, encoding="utf-8")
    mark = folder.parent / "hände"
    env = _environment(
        folder, failing, XL_ASN_TEST_FAILS=f"{place}:{call}", XL_ASN_TEST_MARK=str(mark)
    )
    done = _run(folder, words, env, None)
    assert mark.exists(), f"{place} is not on the way of this command, call {call}"
    assert _SAYS in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == (1 if words is _VALIDERA else 2)
    assert [*_half_written(folder, inputs)] == []
    if words is _VALIDERA:  # the other file is judged all the same
        assert "1 avvisad" in done.stdout
        assert "2 filer" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit that it is given")
@pytest.mark.parametrize("words", [_VALIDERA, _BERAKNA, _FORKLARA], ids=lambda words: words[0])
@pytest.mark.parametrize("mebibytes", [60, *thorough(30, 45, 75, 90, 105, 120, 150, 200)])
def test_a_process_that_gets_no_memory_ends_in_a_sentence(
    folder: Path, inputs: Mapping[str, bytes], words: tuple[str, ...], mebibytes: int
) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    size = mebibytes * 1024 * 1024
    env = _environment(folder)
    done = _run(folder, words, env, lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)))
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode in {0, 1, 2}
    assert done.returncode != 2 or _SAYS in done.stderr
    assert [*_half_written(folder, inputs)] == []
    if mebibytes <= 60:
        assert _SAYS in done.stdout + done.stderr
