"""How tests ask a document for a table by what its rows are."""

from __future__ import annotations

from typing import TypeVar

from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row, Rows

R = TypeVar("R", bound=Row)


def table_of(document: Document, model: type[R]) -> Rows[R]:
    """Return the table that has the rows of a model."""
    return next(table for spec, table in document.tables() if issubclass(spec.row, model))
