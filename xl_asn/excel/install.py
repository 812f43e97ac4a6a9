"""``xl-asn installera``: a plan first, then the same plan carried out.

Only the user's own folders are written in. The registry is never written, and no security setting
is changed: whoever manages the computer decides about those, and ``doktor`` says what they are.
"""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Final, TypeAlias

from xl_asn.excel.loading import SITE_LINE
from xl_asn.excel.manifest import Manifest, Written, digest
from xl_asn.excel.own_package import UnusablePackageError, write_wheel
from xl_asn.excel.package import Contents
from xl_asn.excel.places import Places
from xl_asn.excel.settings import settings_file
from xl_asn.files.making.build_folder import build_folder

Run: TypeAlias = Callable[[Sequence[str]], None]

SHUT_EXCEL: Final = "Stäng Excel och kör kommandot igen."
_LAST_LINES: Final = 3


class State(Enum):
    """What is to be done, or what was done; the values are shown in the table."""

    TO_DO = "görs"
    READY = "redan klart"
    KEPT = "lämnas"
    DONE = "klart"
    FAILED = "gick inte"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a plan, or of what came of it."""

    what: str
    place: Path
    state: State
    note: str = ""

    @property
    def failed(self) -> bool:
        """Whether the step was tried and did not succeed."""
        return self.state is State.FAILED


class CommandFailedError(Exception):
    """A command of Python's own could not be run; the message is its last words."""


def run(command: Sequence[str]) -> None:
    """Run a command quietly.

    Raises:
        CommandFailedError: it did not succeed.
    """
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    except subprocess.CalledProcessError as error:
        last = "\n".join(f"{error.stdout}\n{error.stderr}".strip().splitlines()[-_LAST_LINES:])
        raise CommandFailedError(last) from error
    except OSError as error:
        raise CommandFailedError(str(error)) from error


def missing(places: Places) -> tuple[str, ...]:
    """Return what this computer lacks for an installation, each as a sentence."""
    lacking = []
    if not places.is_windows:
        lacking.append(
            "Datorn har inte Windows. Knapparna i Excel behöver Excel för Windows; kommandona "
            "xl-asn berakna, validera och mall går att köra här."
        )
    if places.is_windows and "WindowsApps" in Path(sys.base_prefix).parts:
        lacking.append(
            "Python kommer från Microsoft Store, och då ser Excel inte filerna som installeras. "
            "Installera Python från python.org och kör installera därifrån."
        )
    return tuple(lacking)


def installation_plan(places: Places, contents: Contents) -> tuple[Step, ...]:
    """Return what an installation would do now; nothing is changed."""
    manifest = Manifest.read(places.manifest) or Manifest()
    return (
        _environment_step(places, contents, manifest),
        *(_file_step(manifest, *file) for file in _files(places, contents)),
    )


def install(places: Places, contents: Contents, run: Run = run) -> Iterator[Step]:
    """Carry out the plan and yield what came of each step; what is ready is left as it is.

    A failed step does not stop the others. The manifest is written after each.
    """
    manifest = Manifest.read(places.manifest) or Manifest()
    step = _environment_step(places, contents, manifest)
    if step.state is State.TO_DO:
        step, manifest = _make_environment(places, contents, manifest, step, run)
    yield step
    for what, path, data, ours in _files(places, contents):
        step = _file_step(manifest, what, path, data, ours)
        if step.state is State.TO_DO:
            step, manifest = _put_file(places, manifest, step, data)
        yield step
    manifest = replace(manifest, version=contents.version, xlwings=contents.xlwings)
    manifest.write(places.manifest)


def _files(places: Places, contents: Contents) -> Iterator[tuple[str, Path, bytes, bool]]:
    """Yield every file: what it is, where, its bytes, and whether a changed one is replaced."""
    yield "Snabbare start av knapparna", places.site_line, SITE_LINE.encode("ascii"), True
    yield "Inställningar för Excel", places.settings, settings_file(places), True
    yield "Tillägget med fliken ASN", places.addin, contents.addin, True
    for name, data in contents.masters.items():
        yield "Mall", places.masters / name, data, False


def _environment_step(places: Places, contents: Contents, manifest: Manifest) -> Step:
    note = str(contents.source or f"xl_asn {contents.version}, som körs nu")
    step = Step("Egen Python-miljö", places.environment, State.TO_DO, note)
    if Path(sys.prefix) == places.environment:
        return replace(step, state=State.READY, note="kommandot körs härifrån")
    ready = places.interpreter.is_file() and manifest.environment == contents.stamp
    return replace(step, state=State.READY) if ready else step


def _file_step(manifest: Manifest, what: str, path: Path, data: bytes, ours: bool) -> Step:  # noqa: FBT001
    if not path.exists():
        return Step(what, path, State.TO_DO)
    if path.is_file() and digest(path) == digest(data):
        return Step(what, path, State.READY)
    if manifest.wrote(path):
        return Step(what, path, State.TO_DO, "ersätter den förra versionen")
    if not ours:
        return Step(what, path, State.KEPT, "du har ändrat den")
    return Step(what, path, State.TO_DO, "filen som finns där sparas undan")


def _make_environment(
    places: Places, contents: Contents, manifest: Manifest, step: Step, run: Run
) -> tuple[Step, Manifest]:
    try:
        manifest = _make_folder(manifest, places.folder)
        places.constraints.write_text(contents.constraints, encoding="utf-8")
        manifest = manifest.with_file(places.constraints, Written(digest(places.constraints)))
        manifest = replace(manifest, environment="")
        manifest.write(places.manifest)
        _fill_environment(places, contents, run)
    except (CommandFailedError, UnusablePackageError, OSError) as error:
        return replace(step, state=State.FAILED, note=str(error)), manifest
    manifest = replace(manifest, environment=contents.stamp)
    manifest.write(places.manifest)
    return replace(step, state=State.DONE), manifest


def _fill_environment(places: Places, contents: Contents, run: Run) -> None:
    """Make the environment: first what is pinned, by its checksums, then ourselves, from a file.

    ``-I`` keeps a ``pip.py`` in the folder where the command is given from being run.
    """
    run([sys.executable, "-I", "-m", "venv", "--clear", str(places.environment)])
    pip = [
        str(places.interpreter), "-I", "-m", "pip", "install", "--disable-pip-version-check",
        "--no-input",
    ]  # fmt: skip
    offline = ["--no-index", "--find-links", str(contents.wheels)] if contents.wheels else []
    hashed = ["--require-hashes", "--only-binary", ":all:", "-r", str(places.constraints)]
    run([*pip, *offline, *hashed])
    with build_folder(places.temporary) as folder:
        own = contents.source or write_wheel(folder)
        run([*pip, "--no-index", "--no-deps", "--no-build-isolation", str(own)])


def _put_file(places: Places, manifest: Manifest, step: Step, data: bytes) -> tuple[Step, Manifest]:
    path = step.place
    try:
        manifest = _make_folder(_make_folder(manifest, places.folder), path.parent)
        saved: Path | None = None
        if path.exists() and not manifest.wrote(path):
            manifest = _make_folder(manifest, places.saved)
            saved = places.saved / f"{path.stem}-{secrets.token_hex(4)}{path.suffix}"
            shutil.copy2(path, saved)
        _replace(path, data)
    except PermissionError:
        return replace(step, state=State.FAILED, note=SHUT_EXCEL), manifest
    except OSError as error:
        return replace(step, state=State.FAILED, note=str(error)), manifest
    manifest = manifest.with_file(path, Written(digest(data), str(saved) if saved else None))
    manifest.write(places.manifest)
    return replace(step, state=State.DONE), manifest


def _replace(path: Path, data: bytes) -> None:
    """Put bytes in place of a file, whole or not at all, and leave nothing beside it.

    Excel opens everything that lies in its start folder, so no second add-in may be left there.
    """
    new = path.with_name(f".xl-asn-{secrets.token_hex(8)}.tmp")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _make_folder(manifest: Manifest, folder: Path) -> Manifest:
    """Make a folder and remember each one that was not there."""
    absent = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return replace(manifest, folders=(*manifest.folders, *map(str, reversed(absent))))
