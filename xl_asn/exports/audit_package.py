"""What an audit package holds, read as something that a stranger may have made.

A zip file → its files by name and its manifest, within limits. Nothing of it is written to a disk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from stat import S_ISLNK
from typing import Annotated, Any, Final, Literal, NamedTuple
from zipfile import ZipFile

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from xl_asn.exports.formats import FORMATS
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.parts import Parts
from xl_asn.model.told import ToldError

MANIFEST: Final = "manifest.json"
INPUT: Final = "indata"

_MIB: Final = 1024 * 1024
#: No package of ours is near these: one report, its neighbours and what was made of them.
_MOST_BYTES: Final = 128 * _MIB
_MOST_MANIFEST_BYTES: Final = _MIB
_MOST_FILES: Final = 1_000
LONGEST_TEXT: Final = 500
_MOST_NAMED: Final = 3
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")

#: How a zip file ends that has no comment and nothing after it.
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22

_REPACKED: Final = (
    "Paketet är inte packat som programmet packar det: något ligger före, efter eller bredvid "
    "filerna."
)
_DAMAGED: Final = "Filen är inget revisionspaket, eller så är den skadad."
_TOO_LARGE: Final = "Paketet är för stort för att vara ett revisionspaket."
_CHANGED: Final = "Paketet är ändrat efter att det gjordes: {} {}."
_NO_MANIFEST: Final = "Filen är inget revisionspaket: dess manifest saknas eller stämmer inte{}."


class UnusablePackageError(ToldError):
    """The file is no audit package of ours; the message says why."""


def _of_one_line(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError(text)
    return text


def _inside(name: str) -> str:
    """Let a name pass that leads to a file within a folder, on any system.

    Raises:
        ValueError: it leads elsewhere, or no system has such a file.
    """
    path = PureWindowsPath(name)
    plain = PurePosixPath(name).as_posix() == name == path.as_posix()
    if path.drive or path.root or ".." in path.parts or not path.parts or not plain:
        raise ValueError(name)
    for part in path.parts:
        if PureWindowsPath(part).is_reserved() or part.endswith((" ", ".")):
            raise ValueError(name)
    return name


def _once(names: list[str]) -> list[str]:
    if len({name.casefold() for name in names}) < len(names):
        raise ValueError(names)
    return names


_Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_of_one_line)]
_Name = Annotated[_Text, AfterValidator(_inside)]
_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Format = Literal["xlsx", "docx", "pdf", "html", "csv"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _RuleSet(_Strict):
    namn: _Text
    fil: _Text
    sha256: _Text


class _Status(_Strict):
    status: _Text
    av: _Text
    den: _Text
    sedd: _Text


class Manifest(_Strict):
    """What a package says of itself, in the words that it is written with.

    Packages of older versions lack the rules, the status or both.
    """

    indata: Annotated[
        list[_Name], Field(min_length=1, max_length=_MOST_FILES), AfterValidator(_once)
    ]
    format: Annotated[list[_Format], Field(max_length=len(FORMATS)), AfterValidator(_once)]
    utkast: bool
    regelverk: _RuleSet | None = None
    status: _Status | None = None
    versioner: Annotated[dict[_Text, _Text], Field(max_length=100)]
    sha256: Annotated[dict[_Name, _Digest], Field(max_length=_MOST_FILES)]


class Opened(NamedTuple):
    """A package: its manifest and its files by name, each with the hash that it is said to have."""

    manifest: Manifest
    files: Mapping[str, bytes]


def opened(data: bytes) -> Opened:
    """Open a package.

    Raises:
        UnusablePackageError: when the file is no package of ours, or is damaged or changed.
    """
    files = _files(data)
    manifest = _manifest(files.get(MANIFEST, b""))
    hashes = manifest.sha256
    if any(f"{INPUT}/{name}" not in hashes for name in manifest.indata):
        raise UnusablePackageError(_NO_MANIFEST.format(" (indata)"))
    if missing := sorted(hashes.keys() - files.keys()):
        raise UnusablePackageError(_CHANGED.format(_named(missing), "saknas"))
    wrong = sorted(name for name in hashes if sha256(files[name]).hexdigest() != hashes[name])
    wrong += sorted(files.keys() - hashes.keys() - {MANIFEST})
    if wrong:
        message = _CHANGED.format(_named(wrong), "stämmer inte med manifestet")
        raise UnusablePackageError(message)
    return Opened(manifest, files)


def _named(names: list[str]) -> str:
    more = f" och {len(names) - _MOST_NAMED} till" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"


def _files(data: bytes) -> dict[str, bytes]:
    try:
        parts = Parts.open(data)
        if len(parts.names) > _MOST_FILES or sum(map(parts.size, parts.names)) > _MOST_BYTES:
            raise UnusablePackageError(_TOO_LARGE)
        if any(len(n) > LONGEST_TEXT or _CONTROL.search(n) for n in parts.names):
            raise UnusablePackageError(_DAMAGED)
        _check_packing(data)
        return {name: parts.read(name) for name in parts.names}
    except Unreadable as error:
        raise UnusablePackageError(_DAMAGED) from error


def _check_packing(data: bytes) -> None:
    """See to it that a package is packed as we pack it: nothing before, after or beside its files.

    Raises:
        UnusablePackageError: there is something more, which other programs may take for the file.
    """
    with ZipFile(BytesIO(data)) as archive:
        listed = archive.infolist()
    begins = min((entry.header_offset for entry in listed), default=0)
    odd = [entry for entry in listed if entry.is_dir() or S_ISLNK(entry.external_attr >> 16)]
    if begins or odd or data[-_END_BYTES:][: len(_END)] != _END:
        raise UnusablePackageError(_REPACKED)


def _manifest(content: bytes) -> Manifest:
    try:
        if len(content) > _MOST_MANIFEST_BYTES:
            raise UnusablePackageError(_TOO_LARGE)
        said = json.loads(content.decode("utf-8"), object_pairs_hook=_object)
        return Manifest.model_validate(said)
    except ValidationError as error:
        fields = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
        known = ", ".join(sorted(fields & Manifest.model_fields.keys()))
        message = _NO_MANIFEST.format(f" ({known})" if known else "")
        raise UnusablePackageError(message) from error
    except (ValueError, RecursionError) as error:
        raise UnusablePackageError(_NO_MANIFEST.format("")) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of the manifest; what says the same thing twice says nothing."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(len(pairs))
    return found
