"""``xl-asn exportera``: write the board's document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from xl_asn.cli.declared import Argument, Option
from xl_asn.cli.exits import FAILED, stop
from xl_asn.cli.next_steps import after_export
from xl_asn.cli.outputs import also_read, outputs_of
from xl_asn.cli.screen import say
from xl_asn.cli.words import chosen
from xl_asn.exports.formats import FORMATS

if TYPE_CHECKING:
    from xl_asn.exports.documents import CheckedReport
    from xl_asn.files.changing.outputs import Outputs

_FOLDER = "--ut"


def exportera(
    fil: Annotated[Path, Argument("Arbetsboken.")],
    ut: Annotated[Path, Option("Mappen som dokumenten läggs i.")],
    formats: Annotated[str, Option(f"Ett eller flera av {','.join(FORMATS)}.", "format")] = "pdf",
    mall: Annotated[Path | None, Option("Kommunens egen mall (.docx eller .xlsx).")] = None,
    *,
    utkast: Annotated[bool, Option("Skriv fast det finns fel, märkt UTKAST.")] = False,
    revision: Annotated[bool, Option("Skriv också ett revisionspaket (zip).")] = False,
) -> int:
    """Skriv nämndens dokument: Excel, Word, PDF, webbsida och öppna data."""
    names = _formats(formats, ut)
    outputs = outputs_of([fil, mall], *_known(fil, ut, names, audited=revision))
    report = _checked(fil)
    also_read(outputs, (found.path for found in report.beside))
    if report.errors and not utkast:
        _refuse(fil, len(report.errors))
    template = _template(mall) if mall else None
    paths = _written(report, names, ut, outputs, draft=utkast, template=template, audited=revision)
    for path in paths:
        say(f"Skrivet: {path}")
    package = paths[-1] if revision else None
    say(after_export(fil, package, draft=utkast, has_errors=bool(report.errors)))
    return FAILED if report.errors else 0


def _checked(fil: Path) -> CheckedReport:
    from xl_asn.exports.documents import UnreadableReportError, checked_report

    try:
        return checked_report(fil)
    except UnreadableReportError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or fil} går inte att läsa. Kontrollera namnet och mappen.")


def _written(
    report: CheckedReport,
    names: tuple[str, ...],
    ut: Path,
    outputs: Outputs,
    *,
    draft: bool,
    template: bytes | None,
    audited: bool,
) -> tuple[Path, ...]:
    """Write the report's files, and its audit package where that is asked for."""
    from xl_asn.exports.board_report import UnusableTemplateError
    from xl_asn.exports.documents import LibraryMissingError, documents, put
    from xl_asn.files.changing.not_published import NotPublished

    try:
        files = dict(documents(report.board_report(draft=draft, template=template), names))
        if audited:
            from xl_asn.exports.audit import package

            files[_audit_name(report.loaded.path)] = package(
                report, names, draft=draft, template=template
            )
        return put(files, ut, outputs)
    except (LibraryMissingError, UnusableTemplateError) as error:
        stop(str(error))
    except NotPublished as error:
        stop(f"{ut}: {error}")
    except OSError as error:
        stop(f"{error.filename or ut} går inte att skriva. Välj en annan mapp med --ut.")


def _known(
    fil: Path, ut: Path, names: tuple[str, ...], *, audited: bool
) -> Iterator[tuple[str, Path]]:
    """Yield the files that are known before the report is: all but new ones of the open data."""
    for name in names:
        yield _FOLDER, ut / f"{fil.stem}.{name}"
    if audited:
        yield _FOLDER, ut / _audit_name(fil)
    for path in sorted((ut / f"{fil.stem}_data").glob("*")) if "csv" in names else ():
        yield _FOLDER, path


def _audit_name(fil: Path) -> str:
    return f"{fil.stem}_revision.zip"


def _formats(formats: str, ut: Path) -> tuple[str, ...]:
    """Return the formats asked for, each once; stop where one is unknown or ``ut`` is a file."""
    words = (name.strip() for name in formats.split(","))
    names = tuple(dict.fromkeys(chosen("Formatet", word, FORMATS) for word in words))
    if ut.suffix.casefold().removeprefix(".") in FORMATS and not ut.is_dir():
        stop(f"--ut är mappen som dokumenten läggs i, och {ut} ser ut som en fil. Ange en mapp.")
    return names


def _template(mall: Path) -> bytes:
    try:
        return mall.read_bytes()
    except OSError:
        stop(f"{mall}: mallen går inte att läsa. Kontrollera att sökvägen leder till en fil.")


def _refuse(fil: Path, errors: int) -> None:
    """Stop, and say what must be done before the board gets the document."""
    count = "1 fel" if errors == 1 else f"{errors} fel"
    stop(
        f"{fil}: rapporten har {count} och skrivs inte. Rätta dem (xl-asn validera visar dem), "
        "eller ange --utkast, så skrivs den märkt UTKAST på varje sida.",
        FAILED,
    )
