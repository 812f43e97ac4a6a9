"""Our own package, to be installed once more: the checkout, or a wheel of the files that run.

An index is never asked for it: its name may be somebody else's there.
"""

from __future__ import annotations

import base64
import tomllib
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path
from typing import Final

from xl_asn import __version__
from xl_asn.model.told import ToldError

DISTRIBUTION: Final = "xl-asn"
WHEEL_BEGINS: Final = f"xl_asn-{__version__}-"
_WHEEL: Final = f"{WHEEL_BEGINS}py3-none-any.whl"
#: What an installer writes of its own among the papers of a package.
_INSTALLERS: Final = frozenset(
    {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"}
)


class UnusablePackageError(ToldError):
    """There is nothing that can be installed; the message says why and what to do."""


def checkout() -> Path | None:
    """Return the folder of source code that the program runs from; None where it is installed."""
    folder = Path(__file__).parents[2]
    return folder if is_checkout(folder) else None


def is_checkout(folder: Path) -> bool:
    """Whether a folder is our source code."""
    try:
        declared = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    project = declared.get("project")
    return isinstance(project, dict) and project.get("name") == DISTRIBUTION


def record() -> str:
    """Return the list of the installed files with their checksums; empty where there is none."""
    try:
        return distribution(DISTRIBUTION).read_text("RECORD") or ""
    except PackageNotFoundError:
        return ""


def write_wheel(folder: Path) -> Path:
    """Write a wheel of the files that run, each as it was when it was installed; return its path.

    Raises:
        UnusablePackageError: a file is changed or gone since, or the program is not installed.
        OSError: the wheel cannot be written.
    """
    try:
        found = distribution(DISTRIBUTION)
    except PackageNotFoundError as error:
        message = "Programmet är inte installerat som paket. Ange paketet (.whl) med --kalla."
        raise UnusablePackageError(message) from error
    path = folder / _WHEEL
    lines = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in _packed(found):
            wheel.writestr(file.as_posix(), data := _as_installed(file))
            lines.append(f'"{file.as_posix()}",sha256={_checksum(data)},{len(data)}\n')
        papers = f"xl_asn-{found.version}.dist-info/RECORD"
        wheel.writestr(papers, "".join((*lines, f"{papers},,\n")))
    return path


def _packed(found: Distribution) -> Iterator[PackagePath]:
    """Yield the files of a package: no programs that an installer made, and nothing of its own."""
    for file in found.files or ():
        top = file.parts[0]
        papers = top.endswith(".dist-info") and file.name in _INSTALLERS
        elsewhere = ".." in file.parts or file.is_absolute() or ":" in top  # another drive
        if not papers and not elsewhere and file.suffix != ".pyc":
            yield file


def _as_installed(file: PackagePath) -> bytes:
    try:
        data = file.read_binary()
    except OSError:
        data = None
    told = file.hash
    if data is None or told is None or told.mode != "sha256" or told.value != _checksum(data):
        message = (
            f"{file} är ändrad eller borta sedan programmet installerades. Installera programmet "
            "på nytt, eller ange paketet (.whl) med --kalla."
        )
        raise UnusablePackageError(message)
    return data


def _checksum(data: bytes) -> str:
    return base64.urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
