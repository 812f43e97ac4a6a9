"""Installation and removal, with real files in folders of their own."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.install.conftest import ADDIN, FakeRun
from xl_asn.excel.install import (
    CommandFailedError,
    State,
    Step,
    install,
    installation_plan,
    missing,
)
from xl_asn.excel.install import run as run_command
from xl_asn.excel.loading import SITE_LINE
from xl_asn.excel.manifest import Manifest, digest
from xl_asn.excel.package import Contents
from xl_asn.excel.places import Places
from xl_asn.excel.settings import interpreter_of, read_settings, settings_file
from xl_asn.excel.uninstall import removal_plan, uninstall


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def states(steps: object) -> list[State]:
    return [step.state for step in steps]  # type: ignore[attr-defined]


def test_a_plan_changes_nothing(places: Places, contents: Contents, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    plan = installation_plan(places, contents)
    assert [step.what for step in plan] == [
        "Egen Python-miljö", "Snabbare start av knapparna", "Inställningar för Excel",
        "Tillägget med fliken ASN", "Mall",
    ]  # fmt: skip
    assert states(plan) == [State.TO_DO] * 5
    assert set(tmp_path.rglob("*")) == before
    assert removal_plan(places) == ()


def test_everything_is_put_where_excel_finds_it(
    places: Places, contents: Contents, run: FakeRun
) -> None:
    assert states(install(places, contents, run)) == [State.DONE] * 5
    assert places.addin.read_bytes() == ADDIN
    assert places.addin.parent == places.roaming / "Microsoft" / "Excel" / "XLSTART"
    assert (places.masters / "manadsrapport.xlsm").read_bytes() == b"a master"
    settings = read_settings(places.settings.read_bytes())
    assert settings["INTERPRETER_WIN"] == str(places.interpreter)
    assert Path(settings["INTERPRETER_WIN"]).is_absolute()
    assert places.site_line.read_text(encoding="ascii") == SITE_LINE
    assert places.site_line.parent == places.environment / "Lib" / "site-packages"
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "false"
    venv, pinned, own = run.commands
    assert venv == [sys.executable, "-I", "-m", "venv", "--clear", str(places.environment)]
    pip = [str(places.interpreter), "-I", "-m", "pip", "install"]
    assert pinned[:5] == own[:5] == pip
    assert pinned[-5:] == [
        "--require-hashes", "--only-binary", ":all:", "-r", str(places.constraints),
    ]  # fmt: skip
    assert own[-4:] == ["--no-index", "--no-deps", "--no-build-isolation", str(contents.source)]
    assert places.constraints.read_text(encoding="utf-8") == "xlwings==0.37.8\n"


def test_again_does_nothing(places: Places, contents: Contents, run: FakeRun) -> None:
    list(install(places, contents, run))
    manifest = places.manifest.read_bytes()
    assert states(install(places, contents, run)) == [State.READY] * 5
    assert len(run.commands) == 3
    assert places.manifest.read_bytes() == manifest


def test_a_new_version_takes_the_place_of_the_old(
    places: Places, contents: Contents, run: FakeRun
) -> None:
    list(install(places, contents, run))
    newer = replace(contents, addin=b"newer", version="2", masters={"manadsrapport.xlsm": b"new"})
    assert states(install(places, newer, run)) == [
        State.DONE, State.READY, State.READY, State.DONE, State.DONE,
    ]  # fmt: skip
    assert places.addin.read_bytes() == b"newer"
    assert not places.saved.exists()
    manifest = Manifest.read(places.manifest)
    assert manifest is not None
    assert manifest.version == "2"


def test_a_master_that_the_user_has_changed_is_hers(
    places: Places, contents: Contents, run: FakeRun
) -> None:
    list(install(places, contents, run))
    master = places.masters / "manadsrapport.xlsm"
    master.write_bytes(b"hers")
    newer = replace(contents, masters={master.name: b"new"})
    assert list(install(places, newer, run))[-1] == Step(
        "Mall", master, State.KEPT, "du har ändrat den"
    )
    assert master.read_bytes() == b"hers"
    assert [step.state for step in removal_plan(places) if step.place == master] == [State.KEPT]
    list(uninstall(places))
    assert master.read_bytes() == b"hers"


def test_a_file_in_the_way_is_kept_and_put_back(
    places: Places, contents: Contents, run: FakeRun
) -> None:
    places.settings.parent.mkdir()
    places.settings.write_bytes(b"hers")
    list(install(places, contents, run))
    assert places.settings.read_bytes() != b"hers"
    assert [path.read_bytes() for path in places.saved.iterdir()] == [b"hers"]
    list(uninstall(places))
    assert places.settings.read_bytes() == b"hers"
    assert files_in(places.home) == {str(places.settings.relative_to(places.home))}


def test_removal_leaves_nothing_of_ours_and_everything_else(
    places: Places, contents: Contents, run: FakeRun
) -> None:
    other = places.start_folder / "PERSONAL.XLSB"
    places.start_folder.mkdir(parents=True)
    other.write_bytes(b"hers")
    before = set(places.home.rglob("*"))
    list(install(places, contents, run))
    assert set(states(uninstall(places))) == {State.DONE}
    assert set(places.home.rglob("*")) == before
    assert list(uninstall(places)) == []


def test_a_file_changed_since_is_left(places: Places, contents: Contents, run: FakeRun) -> None:
    list(install(places, contents, run))
    places.addin.write_bytes(b"another add-in")
    steps = {step.place: step for step in uninstall(places)}
    assert steps[places.addin].state is State.KEPT
    assert places.addin.read_bytes() == b"another add-in"
    assert not places.environment.exists()


def test_a_file_identical_to_ours_but_not_written_by_us_is_left(
    places: Places, contents: Contents, run: FakeRun
) -> None:
    places.start_folder.mkdir(parents=True)
    places.addin.write_bytes(ADDIN)
    list(install(places, contents, run))
    list(uninstall(places))
    assert places.addin.read_bytes() == ADDIN


def test_a_manifest_cannot_point_elsewhere(
    places: Places, contents: Contents, run: FakeRun, tmp_path: Path
) -> None:
    list(install(places, contents, run))
    precious = tmp_path / "budget.xlsx"
    precious.write_bytes(b"precious")
    text = places.manifest.read_text(encoding="utf-8")
    tampered = text.replace(str(places.addin), str(precious)).replace(
        digest(ADDIN), digest(b"precious")
    )
    places.manifest.write_text(tampered, encoding="utf-8")
    assert {step.place: step.state for step in uninstall(places)}[precious] is State.KEPT
    assert precious.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": {"x": {}}, "folders": []}'])
def test_a_manifest_that_cannot_be_read_removes_nothing(places: Places, text: str) -> None:
    places.folder.mkdir()
    places.manifest.write_text(text, encoding="utf-8")
    assert list(uninstall(places)) == []


def test_an_add_in_that_excel_holds_is_told_and_nothing_lies_beside_it(
    places: Places, contents: Contents, run: FakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == places.addin:
            raise PermissionError
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", held)
    steps = list(install(places, contents, run))
    assert [(s.state, s.note) for s in steps if s.place == places.addin] == [
        (State.FAILED, "Stäng Excel och kör kommandot igen.")
    ]
    assert steps[-1].state is State.DONE
    assert list(places.start_folder.iterdir()) == []


def test_pip_that_fails_is_told_and_tried_again(
    places: Places, contents: Contents, run: FakeRun
) -> None:
    run.fault = CommandFailedError("No matching distribution found")
    first = next(install(places, contents, run))
    assert (first.state, first.note) == (State.FAILED, "No matching distribution found")
    run.fault = None
    assert next(install(places, contents, run)).state is State.DONE


def test_a_half_made_environment_can_be_removed(
    places: Places, contents: Contents, run: FakeRun
) -> None:
    run.fault = CommandFailedError("stopped")
    next(install(places, contents, run))
    places.environment.mkdir()
    list(uninstall(places))
    assert not places.folder.exists()


def test_wheels_are_installed_without_a_network(
    places: Places, contents: Contents, run: FakeRun, tmp_path: Path
) -> None:
    list(install(places, replace(contents, wheels=tmp_path), run))
    pip = run.commands[1]
    assert pip[pip.index("--no-index") : pip.index("--only-binary")] == [
        "--no-index", "--find-links", str(tmp_path), "--require-hashes",
    ]  # fmt: skip


def test_the_running_environment_is_not_touched(
    places: Places, contents: Contents, run: FakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(install(places, contents, run))
    monkeypatch.setattr(sys, "prefix", str(places.environment))
    newer = replace(contents, version="2")
    assert next(iter(installation_plan(places, newer))).state is State.READY
    assert removal_plan(places)[-1].state is State.KEPT
    list(uninstall(places))
    assert places.interpreter.exists()


def test_what_is_missing(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing(places) == ()
    assert "Windows" in missing(replace(places, system="linux"))[0]
    monkeypatch.setattr(sys, "base_prefix", "/Program Files/WindowsApps/Python")
    assert "Microsoft Store" in missing(places)[0]


def test_settings_are_in_the_code_page_that_vba_reads(places: Places) -> None:
    data = settings_file(places)
    assert "Åsa".encode("cp1252") in data
    assert data.count(b"\r\n") == 3
    for name in ("Ωμέγα", "Bo & Co", "100%"):
        unheld = replace(places, local_data=Path(f"/Users/{name}/AppData/Local"))
        settings = read_settings(settings_file(unheld))
        named = settings["INTERPRETER_WIN"]
        assert named == "%LOCALAPPDATA%\\xl_asn\\miljo\\Scripts\\python.exe"
        assert interpreter_of(settings, unheld) == unheld.interpreter


def test_commands_say_their_last_words() -> None:
    run_command([sys.executable, "-c", "pass"])
    with pytest.raises(CommandFailedError, match="broken"):
        run_command([sys.executable, "-c", "raise SystemExit('broken')"])
    with pytest.raises(CommandFailedError):
        run_command(["/no/such/program"])


def test_the_places_of_this_computer() -> None:
    here = Places.here()
    assert here.system == sys.platform
    assert here.home.is_absolute()
    assert replace(here, system="linux").interpreter.parts[-2:] == ("bin", "python")
    assert replace(here, system="win32").interpreter.parts[-2:] == ("Scripts", "python.exe")
