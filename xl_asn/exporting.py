"""A checked report → the board's documents: which formats there are, and what is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from xl_asn.exports.publication import Publication
from xl_asn.files.publish import publish
from xl_asn.insight.notes import notes_of
from xl_asn.model.findings import Finding
from xl_asn.report.compose import compose
from xl_asn.workflow import Computed

#: Each format and the function that writes it; only what is asked for is imported.
_WRITERS: Final[Mapping[str, str]] = {
    "pdf": "xl_asn.exports.pdf:pdf",
    "docx": "xl_asn.exports.docx:docx",
    "html": "xl_asn.exports.html:html",
}
FORMATS: Final = tuple(_WRITERS)


class LibraryMissingError(Exception):
    """A format needs libraries that are an extra of their own; the message says which."""


def publication_of(
    computed: Computed,
    file_findings: tuple[Finding, ...],
    source: str,
    *,
    draft: bool = False,
    template: bytes | None = None,
) -> Publication:
    """Return the report of a computed workbook, ready to be written in any format."""
    examined = computed.examined
    blocks = compose(examined.document, examined.calculated)
    findings = (*file_findings, *examined.findings)
    return Publication(blocks, findings, source, draft, template, notes_of(examined))


def written(publication: Publication, name: str) -> bytes:
    """Return a report in one of ``FORMATS``.

    Raises:
        LibraryMissingError: when the libraries of the format are not installed.
        UnusableTemplateError: when the template cannot be filled in.
    """
    module, _, function = _WRITERS[name].partition(":")
    try:
        write: Callable[[Publication], bytes] = getattr(import_module(module), function)
        return write(publication)
    except ModuleNotFoundError as error:
        message = (
            f"Formatet {name} behöver biblioteket {error.name}. "
            'Installera det med: pip install "xl-asn[dokument]".'
        )
        raise LibraryMissingError(message) from error


def export(publication: Publication, names: tuple[str, ...], folder: Path) -> tuple[Path, ...]:
    """Write a report to a folder in each format, and return the files.

    Everything is made before anything is written.

    Raises:
        LibraryMissingError: see ``written``.
        NotPublished: when a file could not be put in place.
        OSError: when the folder cannot be made.
        UnusableTemplateError: see ``written``.
    """
    stem = Path(publication.source).stem
    made = {folder / f"{stem}.{name}": written(publication, name) for name in names}
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in made.items():
        publish(path, data)
    return tuple(made)
