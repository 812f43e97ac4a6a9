"""What is handed out works: the wheel, alone in an empty environment, outside the checkout."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from docs.build import FOLDER
from tests.e2e.empty_environment import EmptyEnvironment, build_wheel
from workbooks.build import EXAMPLES
from xl_asn import __version__
from xl_asn.exports.formats import FORMATS
from xl_asn.files.reading.load import load

REPORT = Path("demo", "2022-11_manadsrapport.xlsm")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_what_is_read_and_what_must_be_told(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert wheel.name == f"xl_asn-{__version__}-py3-none-any.whl"
    assert {"xl_asn/py.typed", "xl_asn/constraints.txt"} <= names
    assert {f"xl_asn/handbok/{path.name}" for path in FOLDER.glob("*.md")} <= names
    info = f"xl_asn-{__version__}.dist-info/licenses"
    assert {f"{info}/LICENSE", f"{info}/THIRD_PARTY_NOTICES.md"} <= names
    assert not [name for name in names if not name.startswith(("xl_asn/", "xl_asn-"))]


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> EmptyEnvironment:
    """Return an environment with the wheel and what documents need."""
    made = EmptyEnvironment(tmp_path_factory.mktemp("utanför"))
    assert made.install(wheel, ["dokument"]).version == __version__
    return made


def test_all_that_the_main_job_needs_comes_with_the_wheel(place: EmptyEnvironment) -> None:
    folder = place.folder
    assert place.python("import xl_asn; print(xl_asn.__file__)").startswith(str(folder))
    assert place.python("import pytest; print(pytest)") == ""
    assert place.run("--version").stdout == f"xl-asn {__version__}\n"

    demo = place.run("demo", "--ut", "demo")
    assert (demo.returncode, demo.stderr) == (0, "")
    assert (folder / "demo" / "dokument" / "2022-11_manadsrapport.pdf").stat().st_size > 0

    made = place.run("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "ny.xlsm")
    assert (made.returncode, made.stderr) == (0, "")
    assert load(folder / "ny.xlsm").grid is not None

    counted = place.run("berakna", REPORT, "--ut", "klar.xlsm", "--json", "-")
    assert (counted.returncode, counted.stderr) == (1, "")
    assert [goal["nr"] for goal in json.loads(counted.stdout)["mål"]] == [1, 2, 3, 4]
    assert load(folder / "klar.xlsm").grid is not None


def test_every_format_can_be_exported_from_the_wheel(place: EmptyEnvironment) -> None:
    folder = place.folder
    report = EXAMPLES / REPORT.name
    done = place.run("exportera", report, "--ut", "ut", "--utkast", "--format", ",".join(FORMATS))
    assert done.stderr == ""
    made = {path.suffix: path.read_bytes() for path in folder.glob("ut/*.*")}
    assert set(made) == {".xlsx", ".docx", ".pdf", ".html"}
    assert load(folder / "ut" / "2022-11_manadsrapport.xlsx").grid is not None
    with zipfile.ZipFile(BytesIO(made[".docx"])) as word:
        assert "Gemensamt IFO" in word.read("word/document.xml").decode()
    assert "UTKAST" in PdfReader(BytesIO(made[".pdf"])).pages[0].extract_text()
    assert "Gemensamt IFO" in made[".html"].decode()
    data = folder / "ut" / "2022-11_manadsrapport_data"
    told = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    assert {data / one["path"] for one in told["resources"]} == {*data.glob("*.csv")}
    assert "Gemensamt IFO" in (data / "nettokostnad.csv").read_text(encoding="utf-8")


def test_what_is_installed_makes_the_same_wheel_again(wheel: Path, place: EmptyEnvironment) -> None:
    """``installera`` puts it into the buttons' environment; the file may be gone by then."""
    (place.folder / "igen").mkdir()
    told = place.python(
        "from pathlib import Path; from xl_asn.excel.own_package import checkout, write_wheel; "
        "print(checkout(), write_wheel(Path('igen')))"
    )
    assert told == f"None {Path('igen', wheel.name)}"
    with zipfile.ZipFile(wheel) as before, zipfile.ZipFile(place.folder / told[5:]) as after:
        held = [
            {n: z.read(n) for n in z.namelist() if not n.endswith("/RECORD")}
            for z in (before, after)
        ]
    assert held[0] == held[1]


@pytest.mark.thorough
def test_without_the_extra_the_reports_that_need_none_are_still_there(
    wheel: Path, tmp_path: Path
) -> None:
    place = EmptyEnvironment(tmp_path)
    place.install(wheel, [])
    demo = place.run("demo", "--ut", "demo")
    assert (demo.returncode, demo.stderr) == (0, "")
    listed = place.python("from xl_asn.files.pinned import pins; print(pins())")
    assert listed.startswith(str(tmp_path))
    assert f" -I -m pip install --require-hashes -r {listed} och försök igen." in demo.stdout
    done = place.run("exportera", REPORT, "--ut", "ut", "--utkast", "--format", "xlsx,csv")
    assert done.stderr == ""
    assert (tmp_path / "ut" / "2022-11_manadsrapport.xlsx").is_file()
