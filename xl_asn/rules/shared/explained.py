"""Whether a row's own comments say why its figures are not those of the report before."""

from __future__ import annotations

from typing import Final

from xl_asn.documents.rows import Row
from xl_asn.model.amounts import AmountRow
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context

_COMMENT: Final = "kommentar"
#: Beginnings of the words that say that figures have been moved, divided otherwise or corrected.
_SAYS_SO: Final = (
    "flytt", "omfördel", "omför", "omklass", "omorganis", "indelning", "underlag", "rättat",
    "rättad", "rättel", "korriger", "delats", "delad", "uppdel", "slagits", "sammanslag",
    "tidigare redovis", "ändrad redovis", "justera", "överför",
)  # fmt: skip


def is_explained_in_words(context: Context, sheet: str, row: AmountRow) -> bool:
    """Whether a comment on a row says that its figures have been moved or corrected."""
    table = context.document.table(sheet)
    found = next((one for one in table or () if one.row_number == row.number), None)
    return found is not None and any(_says_so(text) for text in _comments(found))


def _comments(row: Row) -> list[str]:
    headers = {name: folded_name(column.header) for name, column in row.declared().items()}
    return [text for name, text in row.texts() if headers.get(name, "").startswith(_COMMENT)]


def _says_so(text: str) -> bool:
    folded = folded_name(text)
    return any(words in folded for words in _SAYS_SO)
