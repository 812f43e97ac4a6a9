"""Whether the open workbook is a master that this version can work on."""

from __future__ import annotations

from typing import Final

from xl_asn.documents.catalogue import document_type_of, document_types
from xl_asn.documents.document import Document
from xl_asn.documents.start import Start
from xl_asn.excel.answers import RefusedError
from xl_asn.model.grid import Grid, folded_name

_NO_MASTER: Final = (
    "Arbetsboken är ingen mall från xl_asn. Öppna rapportens arbetsbok, eller tryck Ny mall."
)


def refuse_other(grid: Grid) -> type[Document]:
    """Return the document type of a master that can be worked on.

    Raises:
        RefusedError: the workbook is no master, of another type, or made by a newer program.
    """
    declared = document_type_of(grid)
    if declared is None:
        raise RefusedError(_NO_MASTER)
    start, _ = Start.from_grid(grid)
    known = document_types()
    names = {folded_name(key) for key in known} | {folded_name(t.title) for t in known.values()}
    if start.document_type and folded_name(start.document_type) not in names:
        titles = ", ".join(document_type.title for document_type in known.values())
        message = (
            f"Dokumenttypen {start.document_type} känner programmet inte till. Rätta Dokumenttyp "
            f"på Start till {titles}, eller uppdatera programmet."
        )
        raise RefusedError(message)
    version, known_version = start.made_in_version, declared.template_version()
    if version is not None and version > known_version:
        message = (
            f"Mallen är av version {version} men programmet kan bara version {known_version}. "
            "Uppdatera programmet och försök igen."
        )
        raise RefusedError(message)
    return declared


def is_older(grid: Grid) -> bool:
    """Whether the workbook is a master of an older template version."""
    declared = document_type_of(grid)
    if declared is None:
        return False
    version = Start.from_grid(grid)[0].made_in_version
    return version is not None and version < declared.template_version()
