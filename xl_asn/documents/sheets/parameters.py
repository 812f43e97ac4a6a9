"""The sheet *Regler*: the municipality's own dated parameters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from xl_asn.documents.columns import ANY, DATE, LONG_TEXT, TEXT, WHOLE, Column
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec


class ParameterRow(Row):
    """A row of *Regler*: one dated parameter of the municipality."""

    is_tool: ClassVar[bool] = True

    name: Annotated[
        str | None, Column("Parameter", TEXT, "Parameterns namn. Ändras inte.", required=True,
                           width=30)
    ] = None  # fmt: skip
    goal: Annotated[
        Decimal | None, Column("Mål", WHOLE, "Målets nummer om parametern bara gäller ett mål.")
    ] = None
    value: Annotated[
        Decimal | str | None, Column("Värde", ANY, "Värdet som gäller.", required=True)
    ] = None
    valid_from: Annotated[
        date | None, Column("Gäller från", DATE, "Dagen då värdet börjar gälla.", required=True)
    ] = None
    source: Annotated[
        str | None, Column("Källa", LONG_TEXT, "Beslut eller antagande bakom värdet.")
    ] = None


RULES: Final = SheetSpec(
    "Regler", ParameterRow, key=("name", "goal", "valid_from"),
    help="Så bedöms målen. Värdet med senaste datum som hunnit börja gälla används.",
)  # fmt: skip
