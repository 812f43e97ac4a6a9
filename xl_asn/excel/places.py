"""Where things are on the user's computer: the folders of Windows, of Excel and of our own."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xl_asn.files.making.vba import PROJECT

WINDOWS = "win32"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that everything else follows from; tests point them into a temporary folder.

    Attributes:
        system: ``sys.platform`` of the computer.
        local_data: the user's own data on this computer, ``%LOCALAPPDATA%``.
        roaming: the user's own data that follows her, ``%APPDATA%``.
        home: the user's folder, ``%USERPROFILE%``.
        temporary: where short-lived files are made.
        variables: environment variables, for the folders of OneDrive.
    """

    system: str
    local_data: Path
    roaming: Path
    home: Path
    temporary: Path
    variables: Mapping[str, str]

    @classmethod
    def here(cls) -> Places:
        """Return the places of this computer; off Windows, those that Windows would have."""
        home = Path.home()
        variables = dict(os.environ)
        return cls(
            sys.platform,
            Path(variables.get("LOCALAPPDATA") or home / "AppData" / "Local"),
            Path(variables.get("APPDATA") or home / "AppData" / "Roaming"),
            Path(variables.get("USERPROFILE") or home),
            Path(tempfile.gettempdir()),
            variables,
        )

    @property
    def is_windows(self) -> bool:
        """Whether this is the only system that Excel's macros can start Python on."""
        return self.system == WINDOWS

    @property
    def folder(self) -> Path:
        """Return our own folder; everything but the add-in and the settings is in it."""
        return self.local_data / PROJECT

    @property
    def environment(self) -> Path:
        """Return the folder of our own Python environment."""
        return self.folder / "miljo"

    @property
    def interpreter(self) -> Path:
        """Return the Python that Excel starts."""
        scripts, name = ("Scripts", "python.exe") if self.is_windows else ("bin", "python")
        return self.environment / scripts / name

    @property
    def site_line(self) -> Path:
        """Return the file by which the buttons' Python leaves out what they never use."""
        major, minor = sys.version_info[:2]
        library = ("Lib",) if self.is_windows else ("lib", f"python{major}.{minor}")
        return self.environment.joinpath(*library, "site-packages", f"{PROJECT}_knappar.pth")

    @property
    def masters(self) -> Path:
        """Return the folder of the local masters."""
        return self.folder / "mallar"

    @property
    def saved(self) -> Path:
        """Return the folder of files that stood in the way of ours."""
        return self.folder / "sparat"

    @property
    def constraints(self) -> Path:
        """Return the list of exact versions for the environment."""
        return self.folder / "versioner.txt"

    @property
    def manifest(self) -> Path:
        """Return the list of what the installation wrote."""
        return self.folder / "installation.json"

    @property
    def start_folder(self) -> Path:
        """Return the folder whose workbooks Excel opens when it starts."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART"

    @property
    def addin(self) -> Path:
        """Return the add-in."""
        return self.start_folder / f"{PROJECT}.xlam"

    @property
    def settings(self) -> Path:
        """Return the file where xlwings' VBA looks up the interpreter."""
        return self.home / f".{PROJECT}" / f"{PROJECT}.conf"
