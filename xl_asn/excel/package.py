"""What the installation puts in place: add-in, masters, settings, and the Python package itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from xl_asn import __version__
from xl_asn.excel.manifest import digest
from xl_asn.excel.own_package import (
    WHEEL_BEGINS,
    UnusablePackageError,
    checkout,
    is_checkout,
    record,
)
from xl_asn.files.pinned import pins


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that the installation needs, made beforehand so that a plan changes nothing.

    Attributes:
        addin: the bytes of the add-in.
        masters: the bytes of each local master, by file name.
        source: our own wheel or source folder; None for a wheel of the files that run.
        wheels: a folder of wheels to install all else from without a network, or None.
        constraints: the exact versions with their checksums, as pip takes them.
        version: the program's version.
        xlwings: the version of xlwings that the add-in was built with.
    """

    addin: bytes
    masters: Mapping[str, bytes]
    source: Path | None
    wheels: Path | None
    constraints: str
    version: str
    xlwings: str

    @property
    def stamp(self) -> str:
        """Return what tells one environment from another."""
        own = self.source or record()
        return digest(f"{own}\n{self.version}\n{self.constraints}".encode())

    @classmethod
    def build(
        cls,
        source: Path | None = None,
        *,
        build_addin: Callable[[], bytes] | None = None,
        build_masters: Callable[[], Mapping[str, bytes]] | None = None,
    ) -> Contents:
        """Build everything.

        Args:
            source: a wheel, a source folder or a folder of wheels; None for what is running.
            build_addin: builds the add-in, when another than ours is wanted.
            build_masters: builds the masters, likewise.

        Raises:
            UnusablePackageError: the source is none of these, or another version.
        """
        own, wheels = _given(source)
        return cls(
            (build_addin or addin_with_functions)(),
            (build_masters or masters_of_this_month)(),
            own or checkout(),
            wheels,
            pins().read_text(encoding="utf-8"),
            __version__,
            version("xlwings"),
        )


def _given(source: Path | None) -> tuple[Path | None, Path | None]:
    """Return our own package and the folder of wheels, whichever of them a user names."""
    if source is None:
        return None, None
    if source.is_dir() and any(source.glob("*.whl")):
        return None, source.resolve()
    own = source.name.startswith(WHEEL_BEGINS) and source.suffix == ".whl" and source.is_file()
    if not own and not is_checkout(source):
        message = (
            f"{source} går inte att installera. Ange xl_asn som paket ({WHEEL_BEGINS}….whl), "
            "mappen med dess källkod eller en mapp med alla paket."
        )
        raise UnusablePackageError(message)
    return source.resolve(), None


def addin_with_functions() -> bytes:
    """Return the add-in with ribbon, macros and worksheet functions."""
    from xl_asn.excel.functions import MODULE_NAME, wrapper_module  # noqa: PLC0415 - heavy
    from xl_asn.files.making.addin import build_addin  # noqa: PLC0415

    return build_addin({MODULE_NAME: wrapper_module()})


def masters_of_this_month() -> Mapping[str, bytes]:
    """Return a new master of every document type, with buttons, for the present period."""
    from xl_asn.case.new_masters import new_master  # noqa: PLC0415
    from xl_asn.documents.catalogue import document_types  # noqa: PLC0415 - heavy

    today = date.today()  # noqa: DTZ011 - the user's own calendar
    return {
        f"{name}.xlsm": new_master(declared, today.year, declared.period_on(today), macros=True)
        for name, declared in document_types().items()
    }
