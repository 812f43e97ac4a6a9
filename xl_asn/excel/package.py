"""What the installation puts in place: add-in, masters, settings, and the Python package itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution, distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from xl_asn import __version__
from xl_asn.excel.manifest import digest

DISTRIBUTION: Final = "xl-asn"
_DOCUMENT_LIBRARIES: Final = ("docxtpl", "typst")


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that the installation needs, made beforehand so that a plan changes nothing.

    Attributes:
        addin: the bytes of the add-in.
        masters: the bytes of each local master, by file name.
        source: what pip installs: a wheel, a source folder, or a name with a version.
        wheels: a folder of wheels to install from without a network, or None.
        constraints: the exact versions, one a line.
        version: the program's version.
        xlwings: the version of xlwings that the add-in was built with.
    """

    addin: bytes
    masters: Mapping[str, bytes]
    source: str
    wheels: Path | None
    constraints: str
    version: str
    xlwings: str

    @property
    def stamp(self) -> str:
        """Return what tells one environment from another."""
        return digest(f"{self.source}\n{self.version}\n{self.constraints}".encode())

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
        """
        wheels = source if source is not None and _holds_wheels(source) else None
        named = f"{DISTRIBUTION}=={__version__}"
        if wheels is None:
            named = str(source.resolve()) if source is not None else own_source() or named
        versions = installed_versions()
        named = with_documents(named)
        return cls(
            (build_addin or addin_with_functions)(),
            (build_masters or masters_of_this_month)(),
            named,
            wheels,
            "".join(f"{name}=={version}\n" for name, version in versions.items()),
            __version__,
            versions.get("xlwings", ""),
        )


def installed_versions() -> Mapping[str, str]:
    """Return the version of every package that runs now: what has been tried together."""
    found = {d.metadata["Name"]: d.version for d in distributions() if d.metadata["Name"]}
    apart = {DISTRIBUTION, "pip", "setuptools"}
    return {name: found[name] for name in sorted(found, key=str.lower) if name not in apart}


def with_documents(source: str) -> str:
    """Return what pip installs, with the extra for documents where it is installed here too.

    The button *Exportera* can then write the formats that the command writes.
    """
    if not all(find_spec(name) for name in _DOCUMENT_LIBRARIES):
        return source
    name, equals, version = source.partition("==")
    return f"{name}[dokument]{equals}{version}"


def own_source() -> str | None:
    """Return the folder or wheel that the running program was installed from, if it is there."""
    try:
        text = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    url = urlsplit(json.loads(text)["url"]) if text else None
    if url is None or url.scheme != "file":
        return None
    path = Path(url2pathname(unquote(url.path)))
    return str(path) if path.exists() else None


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


def _holds_wheels(path: Path) -> bool:
    return path.is_dir() and any(path.glob("*.whl"))
