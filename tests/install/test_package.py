"""What installera puts into the buttons' environment: what is pinned, and ourselves.

Packages of the tests' own stand in for those that an index would give, and no index is asked.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, PathDistribution
from pathlib import Path

import pytest

from tests.install.conftest import ADDIN, FakeRun
from xl_asn import __version__
from xl_asn.excel import own_package, package
from xl_asn.excel.install import State, install
from xl_asn.excel.own_package import UnusablePackageError, write_wheel
from xl_asn.excel.package import Contents
from xl_asn.excel.places import Places
from xl_asn.files.pinned import how_to_install, pins

_OWN = f"xl_asn-{__version__}-py3-none-any.whl"


def _wheel(folder: Path, name: str, version: str, needs: str = "") -> Path:
    """Write a wheel with one module that tells its version."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name}-nu = {name}:print\n",
    }
    lines = [f"{at},sha256={_checksum(text.encode())},{len(text)}\n" for at, text in files.items()]
    files[f"{info}/RECORD"] = "".join((*lines, f"{info}/RECORD,,\n"))
    with zipfile.ZipFile(path, "w") as archive:
        for at, text in files.items():
            archive.writestr(at, text)
    return path


def _checksum(data: bytes) -> str:
    return base64.urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()


def _pin(wheel: Path) -> str:
    name, version, *_ = wheel.name.split("-")
    return f"{name}=={version} \\\n    --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}\n"


def _pip(*arguments: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _build(source: Path | None) -> Contents:
    return Contents.build(source, build_addin=lambda: ADDIN, build_masters=dict)


def test_contents_are_what_is_pinned_and_the_checkout_that_runs() -> None:
    contents = _build(None)
    assert contents.constraints == pins().read_text(encoding="utf-8")
    assert "\nxlwings==" in contents.constraints
    assert "xl-asn" not in contents.constraints
    assert (contents.source, contents.wheels) == (Path(__file__).parents[2], None)


def test_an_installed_program_needs_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "checkout", lambda: None)
    monkeypatch.setattr(package, "record", lambda: "one")
    before = _build(None)
    assert before.source is None
    stamp = before.stamp
    monkeypatch.setattr(package, "record", lambda: "another")
    assert before.stamp != stamp


def test_a_source_is_ours_or_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "checkout", lambda: None)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "xl-asn"\n', encoding="utf-8")
    assert _build(tmp_path).source == tmp_path.resolve()
    own = tmp_path / _OWN
    own.write_bytes(b"")
    assert (_build(own).source, _build(own).wheels) == (own.resolve(), None)
    assert (_build(tmp_path).source, _build(tmp_path).wheels) == (None, tmp_path.resolve())


@pytest.mark.parametrize(
    "name",
    [
        "tom",
        "annat",
        "trasigt",
        "xl_asn-0.0.1-py3-none-any.whl",
        "annat.whl",
        f"{_OWN[:-4]}.zip",
        "borta",
    ],
)
def test_what_is_not_ours_is_not_installed(tmp_path: Path, name: str) -> None:
    declared = {
        "annat": '[project]\nname = "annat"\n',
        "trasigt": 'project = "xl-asn"\n',
        "tom": "",
    }
    if name in declared:
        (tmp_path / name).mkdir()
        (tmp_path / name / "pyproject.toml").write_text(declared[name], encoding="utf-8")
    elif name != "borta":
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(UnusablePackageError, match="går inte att installera"):
        _build(tmp_path / name)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that our package is installed in as pip does it, from a file that is gone."""
    folder = tmp_path / "site-packages"
    wheel = _wheel(tmp_path, "xl_asn", __version__, "Requires-Dist: liten\n")
    _pip("install", "--no-index", "--no-deps", "--target", folder, wheel)
    wheel.unlink()
    (info,) = folder.glob("*.dist-info")
    monkeypatch.setattr(own_package, "distribution", lambda _: PathDistribution(info))
    return folder


def test_a_wheel_is_made_of_what_runs(installed: Path, tmp_path: Path) -> None:
    assert "xl_asn/__init__.py" in own_package.record()
    (tmp_path / "ut").mkdir()
    wheel = write_wheel(tmp_path / "ut")
    assert wheel.name == _OWN
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    info = f"xl_asn-{__version__}.dist-info"
    assert sorted(names) == sorted(
        [
            "xl_asn/__init__.py",
            *(f"{info}/{n}" for n in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")),
        ]
    )
    _pip("install", "--no-index", "--no-deps", "--target", tmp_path / "igen", wheel)
    again, before = (
        (folder / "xl_asn" / "__init__.py").read_bytes()
        for folder in (tmp_path / "igen", installed)
    )
    assert again == before


@pytest.mark.parametrize("change", ["changed", "gone", "no checksum"])
def test_no_wheel_is_made_of_files_that_are_not_as_installed(
    installed: Path, tmp_path: Path, change: str
) -> None:
    module = installed / "xl_asn" / "__init__.py"
    if change == "changed":
        module.write_text("planted", encoding="utf-8")
    elif change == "gone":
        module.unlink()
    else:
        (record,) = installed.glob("*.dist-info/RECORD")
        record.write_text("xl_asn/__init__.py,,\n", encoding="utf-8")
    with pytest.raises(UnusablePackageError, match=r"xl_asn/__init__\.py är ändrad eller borta"):
        write_wheel(tmp_path)


def test_a_program_that_is_not_installed_asks_for_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> PathDistribution:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(own_package, "distribution", absent)
    assert own_package.record() == ""
    with pytest.raises(UnusablePackageError, match="--kalla"):
        write_wheel(tmp_path)


def test_a_changed_program_is_a_step_that_failed(
    places: Places, contents: Contents, run: FakeRun, installed: Path
) -> None:
    (installed / "xl_asn" / "__init__.py").write_text("planted", encoding="utf-8")
    first = next(install(places, replace(contents, source=None), run))
    assert first.state is State.FAILED
    assert "är ändrad eller borta" in first.note
    assert len(run.commands) == 2
    assert list(places.temporary.iterdir()) == []


@pytest.mark.usefixtures("installed")
def test_only_files_with_a_known_checksum_are_installed(
    places: Places, contents: Contents, tmp_path: Path
) -> None:
    """The real pip, a folder of wheels, and the wheel of what runs."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    pinned = _pin(wheel := _wheel(wheels, "liten", "1"))
    _wheel(wheels, "xl_asn", "99")  # what somebody may have put under our name
    _wheel(wheels, "liten", "2")
    here = replace(places, system=sys.platform)
    wanted = replace(contents, source=None, wheels=wheels, constraints=pinned)

    good = wheel.read_bytes()
    spoilt = good.replace(b"VERSION", b"VERSIOM")
    assert len(spoilt) == len(good)
    assert spoilt != good
    wheel.write_bytes(spoilt)
    first = next(install(here, wanted))
    assert first.state is State.FAILED
    assert "Expected sha256" in first.note
    assert not list(here.environment.rglob("liten"))
    wheel.write_bytes(good)
    no_hash = replace(wanted, constraints="liten==1\n")
    assert next(install(here, no_hash)).state is State.FAILED

    assert next(install(here, wanted)).state is State.DONE
    code = "import liten, xl_asn; print(liten.VERSION, xl_asn.VERSION)"
    told = subprocess.run(
        [here.interpreter, "-I", "-c", code],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == f"1 {__version__}\n"


def test_pip_is_not_taken_from_the_folder_where_the_command_is_given(
    places: Places, contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pip", "venv", "ensurepip", "json"):
        (tmp_path / f"{name}.py").write_text("open('planted', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    empty = replace(contents, constraints="# nothing\n", source=_wheel(tmp_path, "liten", "1"))
    assert next(install(replace(places, system=sys.platform), empty)).state is State.DONE
    assert not (tmp_path / "planted").exists()


def test_the_line_that_installs_what_is_missing_asks_for_no_package_of_ours() -> None:
    line = how_to_install()
    assert line.startswith(sys.executable)
    assert line.endswith(f" -I -m pip install --require-hashes -r {pins()}")
    assert pins().is_file()
    assert "xl-asn" not in line
