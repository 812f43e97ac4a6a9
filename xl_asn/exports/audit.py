"""The audit package: everything that a report was made from, and the proof that it was.

A zip file with the workbook, the report, what was found and accepted, the parameters and the
versions. Whoever has it can make the report again and see whether it is the same, byte for byte.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path, PureWindowsPath
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import ZLIB_RUNTIME_VERSION

from xl_asn import __version__
from xl_asn.case.neighbours import find_named
from xl_asn.documents.start import PUBLISHED
from xl_asn.exports.audit_package import INPUT, LONGEST_TEXT, MANIFEST, UnusablePackageError, opened
from xl_asn.exports.board_report import UnusableTemplateError
from xl_asn.exports.documents import CheckedReport, checked, documents
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.load import Loaded, load_taken
from xl_asn.model.characters import spelled
from xl_asn.model.findings import Finding, json_number
from xl_asn.parameters.board import Board

__all__ = ["MANIFEST", "SAME", "Audit", "Compared", "UnusablePackageError", "audit", "package"]

_REPORT, _TEMPLATE = "rapport", "mall"
#: The libraries that a document's bytes depend on.
_LIBRARIES: Final = ("typst", "docxtpl", "python-docx", "lxml", "Jinja2", "openpyxl", "XlsxWriter")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
#: zipfile writes the platform's own; with any other, unzip does not show names such as mål.json.
_UNIX: Final = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """One file of a package made again: ``same``, ``changed``, ``missing`` or ``extra``."""

    name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of making a package's report again."""

    files: Sequence[Compared]
    status: Mapping[str, str]
    """What the workbook says of its status: ``status``, ``av``, ``den`` and ``sedd``."""
    versions: Sequence[str]
    """What differs between the program that made the package and this one, as sentences."""

    @property
    def same(self) -> bool:
        """Whether every file came out the same, byte for byte."""
        return all(file.outcome == SAME for file in self.files)


SAME: Final = "lika"
_CHANGED, _MISSING, _EXTRA = "olika", "saknas i paketet", "tillkommit"


def package(
    report: CheckedReport,
    formats: Iterable[str],
    *,
    draft: bool = False,
    template: bytes | None = None,
) -> bytes:
    """Return the audit package of a report. The same input gives the same bytes."""
    files = _files(report, _folder(report), tuple(formats), draft=draft, template=template)
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = _UNIX
            archive.writestr(entry, data)
    return target.getvalue()


def audit(data: bytes) -> Audit:
    """Make the report of a package again, and compare every file. Nothing is written to a disk.

    Raises:
        UnusablePackageError: when the file is no package of ours, or damaged.
        UnusableFileError: when the workbook in it cannot be read.
        LibraryMissingError: when the libraries of a format are not installed.
    """
    manifest, files = opened(data)
    # The folders are those that the workbooks lay in, beside each other. They are on no disk.
    inputs = {Path(INPUT, name): files[f"{INPUT}/{name}"] for name in manifest.indata}

    def fetch(name: str, folder: Path) -> Loaded | None:
        path = find_named(name, folder, lambda path: _plain(path) in inputs)
        return None if path is None else _loaded(path, inputs[_plain(path)])

    first = Path(INPUT, manifest.indata[0])
    report = checked(_loaded(first, inputs[first]), fetch)
    template = files.get(f"{_TEMPLATE}/mall")
    try:
        again = _files(
            report, Path(INPUT).absolute(), manifest.format, draft=manifest.utkast,
            template=template,
        )  # fmt: skip
    except UnusableTemplateError as error:
        message = f"Paketets mall går inte att använda. {error}"
        raise UnusablePackageError(message) from error
    compared = [
        Compared(name, _outcome(files.get(name), again.get(name)))
        for name in sorted({*files, *again} - {MANIFEST})
    ]
    said = ((manifest.regelverk, _rule_set(report.board)), (manifest.status, _status(report)))
    if any(one is not None and one.model_dump() != now for one, now in said):
        compared.append(Compared(MANIFEST, _CHANGED))
    return Audit(
        compared, _status(report), tuple(_differences(manifest.versioner, _versions(report.board)))
    )


def _loaded(path: Path, data: bytes) -> Loaded:
    """Read a workbook that is held in memory; an empty one is one that could not be read."""
    return load_taken(path, snapshot.of_bytes(path, data))


def _plain(path: Path) -> Path:
    """Return a path without steps up, by its words alone."""
    return Path(os.path.normpath(path))


def _outcome(before: bytes | None, now: bytes | None) -> str:
    if before is None:
        return _MISSING
    if now is None:
        return _EXTRA
    return SAME if before == now else _CHANGED


def _files(
    report: CheckedReport,
    folder: Path,
    formats: Sequence[str],
    *,
    draft: bool,
    template: bytes | None,
) -> dict[str, bytes]:
    """Return a package's files; ``folder`` is what the places of the workbooks are given from."""
    answer = report.as_json()
    # Where the workbooks lie beside each other matters: one names the others by their place.
    inputs = {
        _plain(found.path.absolute()).relative_to(folder).as_posix(): found.data or b""
        for found in (report.loaded, *report.beside)
    }
    made = documents(report.board_report(draft=draft, template=template), formats)
    files = {
        **{f"{INPUT}/{name}": data for name, data in inputs.items()},
        **{f"{_REPORT}/{name}": data for name, data in made.items()},
        **({f"{_TEMPLATE}/mall": template} if template is not None else {}),
        "fynd.json": _json(answer["fynd"]),
        "godtaganden.json": _json(_accepted(report.findings)),
        "mål.json": _json(answer["mål"]),
        "beräknat.json": _json(answer["beräknat"]),
        "överstyrningar.json": _json([goal for goal in answer["mål"] if goal["överstyrd"]]),
        "parametrar.json": _json(list(_parameters(report.board))),
    }
    manifest = {
        "indata": list(inputs),
        "format": list(formats),
        "utkast": draft,
        "regelverk": _rule_set(report.board),
        "status": _status(report),
        "versioner": _versions(report.board),
        "sha256": {name: sha256(data).hexdigest() for name, data in sorted(files.items())},
    }
    return {**files, MANIFEST: _json(manifest)}


def _folder(report: CheckedReport) -> Path:
    """Return the folder that a package gives the places of workbooks from.

    The name of the workbook's own folder is told only where another one is named by way of the
    folder above: it may be a person's, and it differs from one computer to another.
    """
    folder = _plain(report.loaded.path.absolute()).parent
    read = report.case.neighbours.read
    climbs = any(found and PureWindowsPath(name).parts[:1] == ("..",) for name, _, found in read)
    return folder.parent if climbs else folder


def _accepted(findings: Iterable[Finding]) -> list[Mapping[str, Any]]:
    """Return the findings that the author has accepted, with her reason."""
    return [shown for shown in (f.as_json() for f in findings) if shown.get("godtagen")]


def _parameters(board: Board) -> Iterable[Mapping[str, Any]]:
    """Yield the board's parameters; the workbook's own stand on its sheet *Regler*."""
    for parameter in board.parameters:
        value = parameter.value
        yield {
            "parameter": parameter.name,
            "mål": parameter.goal,
            "värde": value if isinstance(value, str) else json_number(value),
            "gäller_från": parameter.valid_from.isoformat(),
            "källa": parameter.source,
        }


def _rule_set(board: Board) -> dict[str, str]:
    return {"namn": board.rule_set, "fil": board.place, "sha256": board.sha256}


def _status(report: CheckedReport) -> dict[str, str]:
    """Return what the workbook says of its status, who set it and when, and when it was sealed."""
    start, seal = report.case.document.start, report.case.memory.seal
    said = {
        "status": start.status or "",
        "av": start.status_by or "",
        "den": start.status_on.isoformat() if start.status_on else "",
        "sedd": seal.at if seal is not None and start.status == PUBLISHED else "",
    }
    return {name: " ".join(spelled(text).split())[:LONGEST_TEXT] for name, text in said.items()}


def _versions(board: Board) -> dict[str, str]:
    versions = {"xl-asn": __version__, "regelverk": str(board.mark)}
    versions["python"] = platform.python_version()
    versions["zlib"] = ZLIB_RUNTIME_VERSION  # packs the documents of Word and Excel
    for library in _LIBRARIES:
        try:
            versions[library] = version(library)
        except PackageNotFoundError:
            continue
    return versions


def _differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[str]:
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            old, new = before.get(name, "inte alls"), now.get(name, "inte alls")
            yield f"{name}: {old} när paketet gjordes, {new} här."


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
