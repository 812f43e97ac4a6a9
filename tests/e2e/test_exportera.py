"""``exportera`` and ``kontrollera-paket`` on the command line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.command_line import Run
from workbooks.build import EXAMPLES
from xl_asn.documents.start import Start
from xl_asn.exports.audit import MANIFEST, UnusablePackageError, audit, package
from xl_asn.exports.documents import checked_report
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef

Example = Callable[[str], Path]


def test_a_report_with_errors_is_refused_and_a_draft_is_written(run: Run, example: Example) -> None:
    path = example("2022-11")
    before, folder = path.read_bytes(), path.parent / "ny" / "mapp"
    refused = run("exportera", path, "--ut", folder)
    assert refused.returncode == 1
    assert "rapporten har 1 fel" in refused.stderr
    assert "--utkast" in refused.stderr
    assert not folder.exists()
    written = run("exportera", path, "--ut", folder, "--format", "html,csv", "--utkast")
    assert written.returncode == 1
    assert "UTKAST" in (folder / f"{path.stem}.html").read_text(encoding="utf-8")
    assert (folder / f"{path.stem}_data" / "datapackage.json").exists()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "odt"), "Formatet ”odt” finns inte. Välj bland: xlsx, docx, pdf, html, csv."),
        (("--format", "docx", "--mall", "finns-inte.docx", "--utkast"), "mallen går inte att läsa"),
        (("--format", "docx", "--mall", "fel.docx", "--utkast"), "inget Word-dokument"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, example: Example, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "fel.docx").write_text("inget dokument", encoding="utf-8")
    done = run("exportera", example("2022-11"), "--ut", tmp_path / "ut", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "ut").exists()


def test_the_name_of_a_document_is_no_folder_unless_it_is(
    run: Run, example: Example, tmp_path: Path
) -> None:
    target, path = tmp_path / "rapport.csv", example("2022-11")
    done = run("exportera", path, "--ut", target, "--format", "csv", "--utkast")
    assert done.returncode == 2
    assert "ser ut som en fil. Ange en mapp." in done.stderr
    assert not target.exists()
    target.mkdir()
    run("exportera", path, "--ut", target, "--format", "csv", "--utkast")
    assert list(target.iterdir()) == [target / f"{path.stem}_data"]


def test_a_folder_that_is_a_file_is_told(run: Run, example: Example, tmp_path: Path) -> None:
    (tmp_path / "ut").write_text("", encoding="utf-8")
    done = run(
        "exportera", example("2022-11"), "--ut", tmp_path / "ut", "--format", "csv", "--utkast"
    )
    assert done.returncode == 2
    assert str(tmp_path / "ut") in done.stderr
    assert "går inte att skapa, för en del av sökvägen är en fil" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_stands_in_the_way_of_one_file_leaves_no_half_of_it(
    run: Run, example: Example, tmp_path: Path
) -> None:
    path, folder = example("2022-11"), tmp_path / "ut"
    (folder / f"{path.stem}.pdf").mkdir(parents=True)
    done = run("exportera", path, "--ut", folder, "--format", "pdf", "--utkast")
    assert done.returncode == 2
    assert "Välj ett annat namn" in done.stderr
    (folder / f"{path.stem}_data").write_text("", encoding="utf-8")
    done = run("exportera", path, "--ut", folder, "--format", "html,csv", "--utkast")
    assert done.returncode == 2
    assert "en fil och ingen mapp. Välj en annan mapp." in done.stderr
    assert {made.name for made in folder.iterdir()} == {f"{path.stem}.pdf", f"{path.stem}_data"}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux has a folder of processes")
@pytest.mark.parametrize("folder", ["/proc", "/proc/ny/mapp"])
def test_a_folder_that_nobody_can_write_in_is_told(run: Run, example: Example, folder: str) -> None:
    done = run("exportera", example("2022-11"), "--ut", folder, "--format", "csv", "--utkast")
    assert done.returncode == 2
    assert f"Mappen {folder}/2022-11_manadsrapport_data gick inte att skapa" in done.stderr
    assert "Välj en mapp där du får skriva." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0,
    reason="the mode of a folder binds neither Windows nor the superuser",
)
def test_a_folder_that_cannot_be_written_in_is_told(
    run: Run, example: Example, tmp_path: Path
) -> None:
    folder = tmp_path / "ut"
    folder.mkdir(mode=0o555)
    done = run("exportera", example("2022-11"), "--ut", folder, "--format", "html", "--utkast")
    assert done.returncode == 2
    assert str(folder) in done.stderr
    assert "Traceback" not in done.stderr
    assert not [*folder.iterdir()]


def test_the_package_is_made_again_byte_for_byte(
    run: Run, run_process: Run, example: Example
) -> None:
    path = example("2023-07")
    written = run(
        "exportera", path, "--ut", path.parent, "--format", "html", "--utkast", "--revision"
    )
    archive = path.parent / f"{path.stem}_revision.zip"
    digest = sha256(archive.read_bytes()).hexdigest()
    assert f"Paketets SHA-256: {digest}" in written.stdout
    done = run_process("kontrollera-paket", archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Paketet är helt: rapporten blir densamma, byte för byte." in done.stdout
    assert "Vem som har gjort det går inte att se av paketet." in done.stdout
    assert f"Paketets SHA-256: {digest}" in done.stdout
    damaged = run("kontrollera-paket", path)
    assert damaged.returncode == 2
    assert "inget revisionspaket" in damaged.stderr


@pytest.fixture(scope="module")
def packed() -> bytes:
    return package(checked_report(EXAMPLES / "2022-11_manadsrapport.xlsx"), ("csv",), draft=True)


def changed(data: bytes, name: str, content: bytes, *, also_hash: bool = False) -> bytes:
    """Return a package with one file changed, and, where told, with a manifest that says so."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w") as written:
        for entry in source.namelist():
            held = content if entry == name else source.read(entry)
            if entry == MANIFEST and also_hash:
                manifest = json.loads(held)
                manifest["sha256"][name] = sha256(content).hexdigest()
                held = json.dumps(manifest).encode()
            written.writestr(entry, held)
    return target.getvalue()


def test_what_the_workbook_names_is_packed_with_it(example: Example, tmp_path: Path) -> None:
    this, before = example("2022-11"), example("2021-02")
    (tmp_path / "tidigare").mkdir()
    (tmp_path / "nu").mkdir()
    before = before.rename(tmp_path / "tidigare" / before.name)
    named = saved(this.read_bytes(), {previous_cell(this): f"../tidigare/{before.name}"}, ())
    now = tmp_path / "nu" / this.name
    now.write_bytes(named)
    data = package(checked_report(now), ("csv",), draft=True)
    with ZipFile(BytesIO(data)) as archive:
        packed = [name for name in archive.namelist() if name.startswith("indata/")]
    assert packed == [f"indata/nu/{now.name}", f"indata/tidigare/{before.name}"]
    assert audit(data).same


def previous_cell(path: Path) -> CellRef:
    grid = load(path).grid
    assert grid is not None
    return Start.from_grid(grid)[0].cell("previous_report")


def test_a_package_that_someone_changed_is_told(packed: bytes) -> None:
    assert audit(packed).same
    with pytest.raises(UnusablePackageError, match=r"fynd\.json stämmer inte"):
        audit(changed(packed, "fynd.json", b"[]"))
    result = audit(changed(packed, "fynd.json", b"[]", also_hash=True))
    assert [file.name for file in result.files if file.outcome != "lika"] == ["fynd.json"]


def test_a_package_cannot_name_files_elsewhere(packed: bytes) -> None:
    with ZipFile(BytesIO(packed)) as source:
        manifest = json.loads(source.read(MANIFEST))
    manifest["indata"] = ["../utanför.xlsx"]
    with pytest.raises(UnusablePackageError, match="indata"):
        audit(changed(packed, MANIFEST, json.dumps(manifest).encode()))
