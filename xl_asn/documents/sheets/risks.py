"""The sheet *Risker*: risks with their measures; the value is likelihood × consequence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from xl_asn.documents.carrying import EMPTY, KEEP
from xl_asn.documents.columns import DATE, LONG_TEXT, TEXT, WHOLE, Column, Due, Factors
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec


class RiskRow(Row):
    """A row of *Risker*; likelihood and consequence are 1 to 5, the risk value 1 to 25."""

    kind: Annotated[str | None, Column("Typ av risk", TEXT, "Till exempel Omvärld, Medarbetare.",
                                       width=18)] = None  # fmt: skip
    risk: Annotated[
        str | None, Column("Risk", LONG_TEXT, "Vad som kan hända.", required=True, width=44)
    ] = None
    likelihood: Annotated[
        Decimal | None,
        Column("Sannolikhet", WHOLE, "1 till 5, där 5 är mest sannolikt.", minimum=Decimal(1),
               maximum=Decimal(5), width=13),
    ] = None  # fmt: skip
    consequence: Annotated[
        Decimal | None,
        Column("Konsekvens", WHOLE, "1 till 5, där 5 är allvarligast.", minimum=Decimal(1),
               maximum=Decimal(5), width=13),
    ] = None  # fmt: skip
    value: Annotated[
        Decimal | None,
        Column("Riskvärde", WHOLE, "Sannolikhet × Konsekvens.", minimum=Decimal(1),
               maximum=Decimal(25), width=11, computed=Factors(("Sannolikhet", "Konsekvens")),
               carry=KEEP),
    ] = None  # fmt: skip
    measure: Annotated[
        str | None, Column("Åtgärd", LONG_TEXT, "Vad som görs åt risken.", width=44)
    ] = None
    start_date: Annotated[date | None, Column("Startdatum", DATE, "När åtgärden börjar.")] = None
    end_date: Annotated[date | None, Column("Slutdatum", DATE, "När åtgärden ska vara klar.")] = (
        None
    )
    status: Annotated[
        str | None, Column("Status", TEXT, "Hur långt åtgärden kommit.", width=14)
    ] = None
    control: Annotated[
        str | None, Column("Kontrollmoment", LONG_TEXT, "Hur risken följs upp.", width=30)
    ] = None
    assessment: Annotated[
        str | None,
        Column("Bedömning", LONG_TEXT, "Bedömningen denna period.", width=24, carry=EMPTY,
               due=Due("bedömningar", where_before=True)),
    ] = None  # fmt: skip

    @property
    def label(self) -> str:
        """Return the risk in words."""
        return self.risk or ""


class PlanRiskRow(RiskRow):
    """A row of *Risker*: a risk with its measures, who owns them and how they are controlled."""

    left_out: ClassVar[frozenset[str]] = frozenset({"assessment"})

    owner: Annotated[
        str | None, Column("Ansvarig", TEXT, "Vem som ansvarar för åtgärden.", width=20)
    ] = None
    control_status: Annotated[
        str | None, Column("Kontrollstatus", TEXT, "Hur långt kontrollen kommit.", width=14)
    ] = None


RISKS: Final = SheetSpec(
    "Risker", RiskRow, key=("risk",), key_must=False,
    help="Riskerna i riskhanteringsplanen. Riskvärdet är sannolikhet × konsekvens.",
)  # fmt: skip
PLAN_RISKS: Final = SheetSpec(
    "Risker", PlanRiskRow, key=("risk",), expected=True,
    help="En rad för varje risk. Riskvärdet räknas fram av Beräkna.",
)  # fmt: skip
