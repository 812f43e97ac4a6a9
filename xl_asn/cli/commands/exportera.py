"""``xl-asn exportera``: write the board's document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from xl_asn.cli.declared import Argument, Option
from xl_asn.cli.exits import FAILED, stop
from xl_asn.cli.next_steps import after_export
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.cli.words import chosen
from xl_asn.cli.work import DOCUMENT_BYTES, worked
from xl_asn.exports.formats import FORMATS
from xl_asn.model.told import ToldError

if TYPE_CHECKING:
    from xl_asn.files.changing.outputs import Outputs

_FOLDER: Final = "--ut"


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
    make = partial(_made, fil, names, mall, draft=utkast, audited=revision)
    outputs = outputs_of([fil, mall], *_known(fil, ut, names, audited=revision))
    made = worked(fil, make, times=1 + 2 * len(names), memory=DOCUMENT_BYTES)
    if made.errors and not utkast:
        _refuse(fil, made.errors)
    outputs.also_read(made.beside)
    paths = _put(made.files, ut, outputs)
    for path in paths:
        say(f"Skrivet: {path}")
    say(*made.remarks)
    package = paths[-1] if revision else None
    if package is not None:
        say(f"Paketets SHA-256: {sha256(made.files[package.name]).hexdigest()}")
    say(after_export(fil, package, draft=utkast, has_errors=bool(made.errors)))
    return FAILED if made.errors else 0


class _Made(NamedTuple):
    """How many errors a report has, and its files by name, where it may have any.

    ``beside`` are the files that it was computed with, ``remarks`` what there is to say of it.
    """

    errors: int
    files: Mapping[str, bytes] = {}
    beside: Sequence[Path] = ()
    remarks: Sequence[str] = ()


def _made(
    fil: Path, names: tuple[str, ...], mall: Path | None, *, draft: bool, audited: bool
) -> _Made:
    """Make the report's files, and its audit package where that is asked for."""
    from xl_asn.exports.documents import checked_report, documents
    from xl_asn.exports.docx_outside import remarks

    report = checked_report(fil)
    errors = len(report.errors)
    if errors and not draft:
        return _Made(errors)
    template = _template(mall) if mall else None
    files = dict(documents(report.board_report(draft=draft, template=template), names))
    if audited:
        from xl_asn.exports.audit import package

        files[_audit_name(fil)] = package(report, names, draft=draft, template=template)
    said = remarks(template) if template is not None and "docx" in names else ()
    return _Made(errors, files, [found.path for found in report.beside], said)


def _put(files: Mapping[str, bytes], ut: Path, outputs: Outputs) -> tuple[Path, ...]:
    from xl_asn.exports.documents import put
    from xl_asn.files.changing.not_published import NotPublished

    try:
        return put(files, ut, outputs)
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
    from xl_asn.files.reading import snapshot
    from xl_asn.model.findings import Finding

    taken = snapshot.take(mall)
    if isinstance(taken, Finding):
        what_to_do = "Ange en mall (.docx eller .xlsx) som är sparad på disken."
        message = f"{mall}: mallen går inte att läsa. {taken.message} {what_to_do}"
        raise ToldError(message)
    return taken.data


def _refuse(fil: Path, errors: int) -> None:
    """Stop, and say what must be done before the board gets the document."""
    count = "1 fel" if errors == 1 else f"{errors} fel"
    stop(
        f"{fil}: rapporten har {count} och skrivs inte. Rätta dem (xl-asn validera visar dem), "
        "eller ange --utkast, så skrivs den märkt UTKAST på varje sida.",
        FAILED,
    )
