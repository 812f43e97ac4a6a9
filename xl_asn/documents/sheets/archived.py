"""The sheet *Arkiv* of an archive: each row of each report, month by month."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Final

from xl_asn.documents.columns import AMOUNT, CHOICE, TEXT, WHOLE, Column
from xl_asn.documents.rows import Row
from xl_asn.documents.start import SHEET as START
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import Grid, folded_name

_KINDS: Final = {folded_name(kind.value): kind for kind in RowKind}


class ArchivedRow(Row):
    """A row of *Arkiv*: one row of one report. Amounts are in the row's own unit."""

    is_tool: ClassVar[bool] = True

    board: Annotated[str | None, Column("Nämnd", TEXT, "Nämnden.", width=26)] = None
    year: Annotated[
        Decimal | None, Column("År", WHOLE, "Året.", required=True, width=7, number_format="0")
    ] = None
    month: Annotated[
        Decimal | None,
        Column("Månad", WHOLE, "Den sista månaden som rapporten gäller, 1 till 12.",
               required=True, width=8, number_format="0"),
    ] = None  # fmt: skip
    period: Annotated[str | None, Column("Period", TEXT, "Perioden.", width=10)] = None
    document: Annotated[str | None, Column("Dokument", TEXT, "Rapportens typ.", width=15)] = None
    sheet: Annotated[
        str | None, Column("Blad", TEXT, "Bladet som raden står på.", required=True, width=16)
    ] = None
    area: Annotated[str | None, Column("Område", TEXT, "Radens område.", width=18)] = None
    name: Annotated[
        str | None,
        Column("Rad", TEXT, "Radens namn i rapporten.", required=True, width=34),
    ] = None
    kind: Annotated[
        RowKind | None,
        Column("Radtyp", CHOICE, "Radens sort.", choices=tuple(k.value for k in RowKind),
               accepts=lambda text: _KINDS.get(folded_name(text)), width=9),
    ] = None  # fmt: skip
    parent: Annotated[
        str | None, Column("Del av", TEXT, "Raden som en varav-rad är en del av.", width=20)
    ] = None
    row_id: Annotated[
        str | None,
        Column("Rad-id", TEXT, "Samma för raden i alla rapporter, vad den än har hetat.",
               required=True, width=34),
    ] = None  # fmt: skip
    outcome: Annotated[Decimal | None, Column("Utfall", AMOUNT, "Utfall hittills.", width=12)] = (
        None
    )
    budget: Annotated[Decimal | None, Column("Budget", AMOUNT, "Budget hittills.", width=12)] = None
    forecast: Annotated[
        Decimal | None, Column("Prognos", AMOUNT, "Prognos för helåret.", width=12)
    ] = None
    year_budget: Annotated[
        Decimal | None, Column("Årsbudget", AMOUNT, "Helårets budget.", width=12)
    ] = None
    unit: Annotated[
        str | None, Column("Beloppsenhet", TEXT, "Enheten som beloppen är i.", width=13)
    ] = None
    file: Annotated[str | None, Column("Fil", TEXT, "Rapportens fil.", width=34)] = None
    sha256: Annotated[str | None, Column("SHA-256", TEXT, "Filens kontrollsumma.", width=16)] = None

    @property
    def label(self) -> str:
        """Return the row's name."""
        return self.name or ""


NAME: Final = "Arkiv"
HELP: Final = (
    "En rad för varje rad i varje rapport. Bladet läses av den arbetsbok som namnger arkivet."
)
_TOP: Final = 10
"""So many rows are looked at for the headers."""


def is_archive(grid: Grid) -> bool:
    """Whether a workbook is an archive, and no master that has a sheet of that name."""
    sheet = grid.sheet(NAME)
    if sheet is None or grid.sheet(START) is not None:
        return False
    known = folded_name(ArchivedRow.declared()["row_id"].header)
    return any(
        folded_name(cell.text) == known
        for number in range(1, _TOP + 1)
        for cell in sheet.row(number).values()
    )
