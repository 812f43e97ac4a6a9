"""The documents that *Exportera* writes: the same writers, and the same rule, as the command's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from xl_asn.case.compute import Computed
from xl_asn.excel.answers import DraftOfferError
from xl_asn.excel.own_files import folder_of, save_all_new, stem_of
from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.documents import LibraryMissingError, board_report_of, files_of
from xl_asn.model.findings import Severity
from xl_asn.rules.context import listed

if TYPE_CHECKING:
    import xlwings as xw

#: What a press writes, and what each format is called; open data is a folder, by the command only.
_FORMATS: Final[Mapping[str, str]] = {
    "xlsx": "Excel",
    "docx": "Word",
    "pdf": "PDF",
    "html": "webbsida",
}


def refuse_errors(computed: Computed) -> None:
    """See to it that nothing is written of a report that contradicts itself, unless as a draft.

    Raises:
        DraftOfferError: there are errors.
    """
    found = computed.examined.findings
    count = sum(finding.severity is Severity.ERROR for finding in found)
    if count:
        message = (
            f"Rapporten har {count} fel och skrivs inte som färdig. Kontrollera visar "
            f"{'det' if count == 1 else 'dem'}. Vill du i stället skriva ett utkast, märkt UTKAST "
            "på varje sida?"
        )
        raise DraftOfferError(message)


def save_documents(app: xw.App, book: xw.Book, computed: Computed, *, draft: bool) -> str:
    """Write the document in every format that the installation can, and return what to tell.

    The files stand beside the workbook, or among the user's documents where it has no folder here.

    Raises:
        ToldError: a file could not be saved, and then none is; or a template is damaged.
    """
    findings = computed.examined.findings
    files, lacking = _made(app, board_report_of(computed, book.name, findings, draft=draft))
    folder = folder_of(book)
    name = f"{stem_of(book)} {'utkast' if draft else 'rapport'}"
    saved = save_all_new(folder, name, files)
    names = listed(path.name for path in saved)
    what = "Utkastet är sparat" if draft else "Rapporten är sparad"
    return f"{what} i {folder}: {names}.{_left_out(lacking)}"


def _made(app: xw.App, board_report: BoardReport) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the files by suffix, and the library that each format left out would have needed."""
    files: dict[str, bytes] = {}
    lacking: dict[str, str] = {}
    for format_name, shown in _FORMATS.items():
        app.status_bar = f"xl_asn: skriver {shown} …"
        try:
            files |= files_of(board_report, format_name)
        except LibraryMissingError as error:
            lacking[shown] = error.library
    return files, lacking


def _left_out(lacking: Mapping[str, str]) -> str:
    """Return one sentence on the formats that were not written, or nothing."""
    if not lacking:
        return ""
    libraries = sorted(set(lacking.values()))
    missing = "biblioteket" if len(libraries) == 1 else "biblioteken"
    return (
        f" {listed(lacking)} är inte med, eftersom {missing} {listed(libraries)} saknas: kör "
        "xl-asn installera."
    )
