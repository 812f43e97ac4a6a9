"""A check: one small function that looks at one thing and says what it found and what to do."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeAlias

from xl_asn.excel.manifest import Manifest
from xl_asn.excel.places import Places
from xl_asn.excel.registry import Registry
from xl_asn.excel.settings import interpreter_of, read_settings

EXCEL: Final = r"HKCU\Software\Microsoft\Office\16.0\Excel"
EXCEL_POLICY: Final = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"

_PATIENCE: Final = 60
_ASK: Final = (
    "import json, struct, sys, xl_asn, xlwings; "
    "print(json.dumps({'xl_asn': xl_asn.__version__, 'xlwings': xlwings.__version__, "
    "'python': sys.version.split()[0], 'bitar': struct.calcsize('P') * 8}))"
)


class Outcome(Enum):
    """What a check came to; the values are the words in the table."""

    OK = "ok"
    WARNING = "varning"
    ERROR = "fel"
    NOT_APPLICABLE = "inte tillämplig"


@dataclass(frozen=True, slots=True)
class Found:
    """What one look gave: outcome, what was found, and what to do about it."""

    outcome: Outcome
    what: str
    remedy: str = ""

    @classmethod
    def ok(cls, what: str) -> Found:
        """Return that all is well."""
        return cls(Outcome.OK, what)

    @classmethod
    def warning(cls, what: str, remedy: str) -> Found:
        """Return that something may go wrong."""
        return cls(Outcome.WARNING, what, remedy)

    @classmethod
    def error(cls, what: str, remedy: str) -> Found:
        """Return that something does not work."""
        return cls(Outcome.ERROR, what, remedy)

    @classmethod
    def not_applicable(cls, what: str) -> Found:
        """Return that there is nothing to look at."""
        return cls(Outcome.NOT_APPLICABLE, what)


class NoAnswerError(Exception):
    """An interpreter did not answer; the message is its last line."""


Ask: TypeAlias = Callable[[Path], Mapping[str, Any]]


def ask_interpreter(interpreter: Path) -> Mapping[str, Any]:
    """Ask a Python for its versions of xl_asn, xlwings and itself.

    Raises:
        NoAnswerError: it cannot be started, or cannot import them.
    """
    try:
        answer = subprocess.run(  # noqa: S603 - the interpreter that the settings name
            [str(interpreter), "-I", "-B", "-c", _ASK],
            check=True, capture_output=True, text=True, timeout=_PATIENCE, cwd=interpreter.parent,
        )  # fmt: skip
        found: Mapping[str, Any] = json.loads(answer.stdout)
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()
        raise NoAnswerError(last[-1] if last else f"felkod {error.returncode}") from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NoAnswerError(str(error)) from error
    return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that a check may look at; tests make their own.

    Attributes:
        places: the folders.
        registry: the registry, to read.
        ask: asks an interpreter for its versions.
        book: a workbook that the user asks about, or None.
    """

    places: Places
    registry: Registry
    ask: Ask
    book: Path | None = None

    @property
    def manifest(self) -> Manifest | None:
        """Return what the installation wrote; None when nothing is installed."""
        return Manifest.read(self.places.manifest)

    @property
    def settings(self) -> Mapping[str, str]:
        """Return the settings that Excel reads; empty when there are none."""
        path = self.places.settings
        return read_settings(path.read_bytes()) if path.is_file() else {}

    @property
    def interpreter(self) -> Path | None:
        """Return the interpreter that Excel starts by the settings; None where it starts none."""
        return interpreter_of(self.settings, self.places)

    def expanded(self, path: str) -> str:
        """Return a path of Windows with its ``%VARIABLES%`` in place."""
        upper = {name.upper(): value for name, value in self.places.variables.items()}
        parts = path.split("%")
        for index in range(1, len(parts) - 1, 2):
            parts[index] = upper.get(parts[index].upper(), f"%{parts[index]}%")
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Check:
    """A check as the table lists it, with what it looks for in a few words."""

    name: str
    purpose: str
    look: Callable[[Surroundings], Found]
    windows_only: bool = True
