"""The wheel in an environment of its own, with what the wheel asks for and nothing else.

What it asks for is borrowed from the environment that the tests run in, so that no network is
needed: a link for each file or folder that a distribution has put there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

_ROOT = Path(__file__).parents[2]


class EmptyEnvironment:
    """An environment with the wheel; ``folder`` is where its commands are run."""

    def __init__(self, folder: Path) -> None:
        place = folder / "miljö"
        venv.create(place, symlinks=os.name != "nt")
        at = {"base": str(place), "platbase": str(place)}
        self._python = Path(sysconfig.get_path("scripts", "venv", at), Path(sys.executable).name)
        self._command = self._python.with_name("xl-asn" + sysconfig.get_config_var("EXE"))
        self._packages = Path(sysconfig.get_path("purelib", "venv", at))
        self.folder = folder

    def install(self, wheel: Path, extras: Iterable[str]) -> Distribution:
        """Install the wheel as pip does, and borrow what it asks for, with its extras."""
        _pip("--python", self._python, "install", "--no-index", "--no-deps", wheel)
        (info,) = self._packages.glob("xl_asn-*.dist-info")
        installed = PathDistribution(info)
        names = set(_wanted(installed, extras))
        for entry in {entry for name in names for entry in _entries(distribution(name))}:
            _borrow(entry, self._packages / entry.name)
        return installed

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run the command that pip made of the wheel's entry point."""
        return self._run(self._command, *arguments)

    def python(self, code: str) -> str:
        """Return what a line of Python prints there."""
        return self._run(self._python, "-c", code).stdout.strip()

    def _run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        apart = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
        return subprocess.run(
            [*map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=self.folder,
            env={
                **{name: value for name, value in os.environ.items() if name not in apart},
                "XL_ASN_CACHE": str(self.folder / ".cache"),
                "PYTHONUTF8": "1",
            },
        )


def build_wheel(folder: Path) -> Path:
    """Return the wheel of this checkout, built as ``pip wheel`` does, by the hatchling here."""
    _pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", folder, _ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _pip(*arguments: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _wanted(found: Distribution, extras: Iterable[str]) -> Iterator[str]:
    """Yield the name of every distribution that one asks for, and those ask for, and so on."""
    asked, seen = [(found, ("", *extras))], set()
    while asked:
        of, extras_of = asked.pop()
        for need in map(Requirement, of.requires or ()):
            marker = need.marker
            if marker and not any(marker.evaluate({"extra": extra}) for extra in extras_of):
                continue
            key = (need.name, tuple(sorted(need.extras)))
            if key not in seen:
                seen.add(key)
                asked.append((distribution(need.name), ("", *need.extras)))
                yield need.name


def _entries(found: Distribution) -> Iterator[Path]:
    """Yield what a distribution has put beside itself: files and whole folders."""
    beside = Path(str(found.locate_file("")))
    for name in {path.parts[0] for path in found.files or ()} - {"..", "__pycache__"}:
        yield beside / name


def _borrow(entry: Path, target: Path) -> None:
    with contextlib.suppress(OSError):  # Windows lets few make a link
        target.symlink_to(entry)
        return
    if entry.is_dir():
        shutil.copytree(entry, target, dirs_exist_ok=True)
    else:
        shutil.copy2(entry, target)
