"""A checked report → the board's documents, in the formats that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from xl_asn.case.case import Case
from xl_asn.case.compute import Computed, compute
from xl_asn.case.insight.notes import notes_of
from xl_asn.case.neighbours import Fetch, fetched
from xl_asn.case.opened import case_of_loaded
from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.formats import WRITERS
from xl_asn.files.changing.made_folders import made_folders
from xl_asn.files.changing.outputs import Outputs
from xl_asn.files.pinned import how_to_install
from xl_asn.files.reading.load import Loaded, load
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.told import ToldError
from xl_asn.parameters.board import Board
from xl_asn.report.completed import Completed
from xl_asn.report.legend import legend


class LibraryMissingError(ToldError):
    """A format needs a library of an extra; the message says which, and how to get it."""

    def __init__(self, name: str, library: str) -> None:
        super().__init__(
            f"Formatet {name} behöver biblioteket {library}. Kör {how_to_install()} och försök "
            "igen."
        )
        self.library = library


@dataclass(frozen=True)
class CheckedReport:
    """A workbook as read and computed.

    ``beside`` are the workbooks that it was compared with: the reports before it and its plan.
    """

    loaded: Loaded
    case: Case
    computed: Computed
    beside: tuple[Loaded, ...] = ()

    @property
    def board(self) -> Board:
        """Return the board whose rules the report was made by."""
        return self.case.board.board

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was found in the file and in the document."""
        return (*self.loaded.findings, *self.computed.examined.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that stop the document from being sent."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    def as_json(self) -> Mapping[str, Any]:
        """Return goals, computed cells and findings as the contract writes them."""
        return self.computed.as_json(self.loaded.findings)

    def board_report(self, *, draft: bool = False, template: bytes | None = None) -> BoardReport:
        """Return the report, ready to be written in any format."""
        return board_report_of(
            self.computed, self.loaded.name, self.findings, draft=draft, template=template
        )


@our_arithmetic()
def board_report_of(
    computed: Computed,
    source: str,
    findings: tuple[Finding, ...],
    *,
    draft: bool,
    template: bytes | None = None,
) -> BoardReport:
    """Return what is published of a computed document, ready to be written in any format.

    ``source`` is the workbook's name, and ``findings`` what is told of it.
    """
    examined = computed.examined
    return BoardReport(
        (*computed.blocks, *legend(computed.blocks)),
        findings,
        source,
        draft,
        template,
        notes_of(examined),
        Completed(examined.document, examined.calculated),
    )


@our_arithmetic()
def checked_report(path: Path) -> CheckedReport:
    """Read, compute and check a workbook. Nothing is written in it.

    Raises:
        UnusableFileError: when it cannot be read, or is no master.
    """
    return checked(load(path))


def checked(loaded: Loaded, fetch: Fetch = fetched) -> CheckedReport:
    """Compute and check a workbook that has been read; ``fetch`` reads those that it names.

    Raises:
        UnusableFileError: when it could not be read, or is no master.
    """
    case = case_of_loaded(loaded, fetch)
    computed = compute(case, now=None)
    beside = tuple(found for _, _, found in case.neighbours.read if found is not None)
    return CheckedReport(loaded, case, computed, beside)


def documents(board_report: BoardReport, names: Iterable[str]) -> Mapping[str, bytes]:
    """Return the files of a report in some of ``formats.FORMATS``, by name.

    Raises:
        LibraryMissingError: when the libraries of a format are not installed.
        UnusableTemplateError: when the template cannot be filled in.
    """
    stem = Path(board_report.source).stem
    return {
        f"{stem}{ending}": data
        for name in names
        for ending, data in files_of(board_report, name).items()
    }


@our_arithmetic()
def files_of(board_report: BoardReport, name: str) -> Mapping[str, bytes]:
    """Return the files of a report in one of ``formats.FORMATS``, by the end of each one's name.

    Raises:
        LibraryMissingError: when the libraries of the format are not installed.
        UnusableTemplateError: when the template cannot be filled in.
    """
    module, _, function = WRITERS[name].partition(":")
    try:
        write: Callable[[BoardReport], Mapping[str, bytes]] = getattr(
            import_module(module), function
        )
        return write(board_report)
    except ModuleNotFoundError as error:
        raise LibraryMissingError(name, error.name or name) from error


def put(made: Mapping[str, bytes], folder: Path, outputs: Outputs) -> tuple[Path, ...]:
    """Write files to a folder, which is made where it is missing: all of them, or none.

    Raises:
        NotPublished: an output is an input, a folder could not be made or a file put in place; the
            message says what to do.
    """
    files = {folder / name: data for name, data in made.items()}
    outputs.also_write(("--ut", path) for path in files)
    with made_folders(path.parent for path in files):
        outputs.publish_all(files)
    return tuple(files)
