"""The sheet *Skala*: a board's own words for its statuses, where it has any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Final

from xl_asn.documents.columns import CHOICE, TEXT, Column
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.table import read_table
from xl_asn.model.grid import Grid
from xl_asn.model.statuses import COLOURS, LIGHT_NAMES, Scale, Word, scale_of


class ScaleRow(Row):
    """A row of *Skala*: one status, better than those of the rows below it."""

    is_tool: ClassVar[bool] = True

    word: Annotated[
        str | None, Column("Bedömning", TEXT, "Ordet som enheter och mål bedöms med.",
                           required=True, width=26)
    ] = None  # fmt: skip
    light: Annotated[
        str | None,
        Column("Färg", CHOICE, "Färgen som bedömningen visas med. Ingen betyder inget utfall.",
               required=True, choices=tuple(LIGHT_NAMES), width=10),
    ] = None  # fmt: skip
    plural: Annotated[
        str | None, Column("Flertal", TEXT, "Ordet som det sägs om flera: fyra enheter gröna.")
    ] = None
    others: Annotated[
        str | None, Column("Alias", TEXT, "Andra ord för samma sak, åtskilda med semikolon.")
    ] = None

    @property
    def said(self) -> Word | None:
        """Return the status as declared; None for a row that does not make one."""
        if not self.word or self.light not in LIGHT_NAMES:
            return None
        others = (other.strip() for other in (self.others or "").split(";"))
        return Word(self.word, self.light, self.plural or "", tuple(filter(None, others)))


SCALE: Final = SheetSpec(
    "Skala", ScaleRow, key=("word",), optional=True,
    help="Nämndens egna ord för bedömningarna, den bästa först.",
)  # fmt: skip


def declared_scale(rows: Iterable[ScaleRow]) -> Scale:
    """Return the scale of a sheet's rows; the traffic light's where they make none."""
    return scale_of(tuple(_words(rows))) or COLOURS


def _words(rows: Iterable[ScaleRow]) -> Iterator[Word]:
    return (word for row in rows if (word := row.said) is not None)


def scale_in(grid: Grid) -> Scale:
    """Return the statuses of a workbook: those of its sheet *Skala*, where it has one."""
    found = grid.sheet(SCALE.name)
    if found is None:
        return COLOURS
    table, _ = read_table(found, SCALE.name, ScaleRow)
    return declared_scale(table)
