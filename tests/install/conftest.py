"""A computer with Windows, made of folders and a registry of our own."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from xl_asn import __version__
from xl_asn.excel.checks.check import NoAnswerError, Surroundings
from xl_asn.excel.package import Contents
from xl_asn.excel.places import Places
from xl_asn.excel.registry import RegistryValue

ADDIN = b"the add-in"
XLWINGS = "0.37.8"


@dataclass
class FakeRegistry:
    """Keys by path; a key whose values are an exception cannot be read."""

    keys: dict[str, dict[str, RegistryValue] | Exception] = field(default_factory=dict)

    def values(self, key: str) -> Mapping[str, RegistryValue]:
        found = self.keys.get(key, {})
        if isinstance(found, Exception):
            raise found
        return {name.lower(): value for name, value in found.items()}

    def subkeys(self, key: str) -> tuple[str, ...]:
        inside = [name[len(key) + 1 :] for name in self.keys if name.startswith(key + "\\")]
        return tuple(dict.fromkeys(name.partition("\\")[0] for name in inside))


@dataclass
class FakeRun:
    """Runs no command, but makes the files that it would make."""

    places: Places
    commands: list[list[str]] = field(default_factory=list)
    fault: Exception | None = None

    def __call__(self, command: Any) -> None:
        self.commands.append(list(command))
        if self.fault is not None:
            raise self.fault
        self.places.interpreter.parent.mkdir(parents=True, exist_ok=True)
        self.places.interpreter.write_bytes(b"python")


@dataclass
class FakePython:
    """What the installed interpreter answers."""

    answer: dict[str, Any] | None = field(
        default_factory=lambda: {
            "xl_asn": __version__, "xlwings": XLWINGS, "python": "3.11.7",
            "bitar": struct.calcsize("P") * 8,
        }
    )  # fmt: skip

    def __call__(self, interpreter: Path) -> Mapping[str, Any]:
        del interpreter
        if self.answer is None:
            message = "No module named xl_asn"
            raise NoAnswerError(message)
        return self.answer


@pytest.fixture
def places(tmp_path: Path) -> Places:
    home = tmp_path / "Users" / "Åsa"
    data = home / "AppData"
    (data / "Local").mkdir(parents=True)
    (data / "Roaming").mkdir()
    (tmp_path / "temp").mkdir()
    variables = {"LOCALAPPDATA": str(data / "Local"), "APPDATA": str(data / "Roaming")}
    return Places("win32", data / "Local", data / "Roaming", home, tmp_path / "temp", variables)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where verdicts are kept on this computer."""
    (folder := tmp_path / "arbete").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XL_ASN_CACHE", str(tmp_path / "kända"))
    return tmp_path / "kända"


@pytest.fixture
def contents() -> Contents:
    masters = {"manadsrapport.xlsm": b"a master"}
    source = Path("xl_asn-1-py3-none-any.whl")
    return Contents(ADDIN, masters, source, None, "xlwings==0.37.8\n", __version__, XLWINGS)


@pytest.fixture
def run(places: Places) -> FakeRun:
    return FakeRun(places)


@pytest.fixture
def registry() -> FakeRegistry:
    return FakeRegistry()


@pytest.fixture
def python() -> FakePython:
    return FakePython()


@pytest.fixture
def surroundings(places: Places, registry: FakeRegistry, python: FakePython) -> Surroundings:
    return Surroundings(places, registry, python)
