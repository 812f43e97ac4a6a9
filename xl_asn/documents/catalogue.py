"""The document types: a module of this package that declares one is a type."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from xl_asn import documents
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.scale import scale_in
from xl_asn.documents.start import Start
from xl_asn.model.grid import Grid, folded_name
from xl_asn.model.statuses import Scale


@cache
def document_types() -> Mapping[str, type[Document]]:
    """Return the document types by the name that the command line gives them.

    The one that is written most often comes first: it is made where nobody says which.
    """
    types: dict[str, type[Document]] = {}
    for module in pkgutil.iter_modules(documents.__path__):
        loaded = import_module(f"{documents.__name__}.{module.name}")
        for value in vars(loaded).values():
            if isinstance(value, type) and issubclass(value, Document) and value.key:
                types[value.key] = value
    return dict(sorted(types.items(), key=lambda item: (-len(item[1].periods), item[0])))


@cache
def _worded(key: str, scale: Scale) -> type[Document]:
    return document_types()[key].worded(scale)


def document_type_of(grid: Grid) -> type[Document] | None:
    """Return the type that *Start* names, or else the type whose sheets the workbook has most of.

    None when the workbook has no declared sheet at all: it is not a master of ours.
    """
    named = folded_name(Start.text_of(grid, "document_type"))
    for key, declared in document_types().items():
        if named in {key, folded_name(declared.title)}:
            return _worded(key, scale_in(grid))
    present = {folded_name(sheet.name) for sheet in grid.sheets}
    counts = {
        declared: tuple(
            sum(
                spec.optional is optional and folded_name(spec.name) in present
                for spec in declared.sheets
            )
            for optional in (False, True)  # only what a master must have makes a workbook one
        )
        for declared in document_types().values()
    }
    best = max(counts, key=lambda declared: counts[declared], default=None)
    return _worded(best.key, scale_in(grid)) if best is not None and counts[best][0] else None
