"""The sheet *Ekonomiska risker*: what may change the forecast, in mnkr."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Annotated, Final

from xl_asn.documents.columns import (
    AMOUNT,
    ANY,
    CHOICE,
    LONG_TEXT,
    SIGNED_AMOUNT,
    TEXT,
    Column,
    Computed,
)
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.amounts import Figure
from xl_asn.model.follow_up import EconomicRisk, Likelihood, RiskKind
from xl_asn.model.number_formats import amount_format
from xl_asn.model.scales import read_word


def _likelihood(value: object) -> Likelihood | Decimal | None:
    if isinstance(value, Decimal):
        return value if 0 <= value <= 1 else None
    return read_word(str(value), Likelihood)


_EFFECT: Final = Column(
    "", SIGNED_AMOUNT, "", number_format=amount_format(2, signed=True), width=14
)
_RISK_AMOUNT: Final = Column(
    "", AMOUNT, "", minimum=Decimal(0), number_format=amount_format(2), width=13
)


class EconomicRiskRow(Row):
    """A row of *Ekonomiska risker*; amounts are in mnkr, whatever unit the other sheets have."""

    area: Annotated[
        str | None,
        Column("Område", TEXT, "Området på bladet Kommunbidrag, eller början av dess namn.",
               required=True, choices_from="Kommunbidrag.Område"),
    ] = None  # fmt: skip
    kind: Annotated[
        RiskKind | None,
        Column("Slag", CHOICE, "Risk kostar, Möjlighet sparar.", required=True,
               choices=tuple(word.value for word in RiskKind),
               accepts=partial(read_word, scale=RiskKind)),
    ] = None  # fmt: skip
    name: Annotated[
        str | None, Column("Benämning", TEXT, "Risken eller möjligheten.", required=True, width=32)
    ] = None
    lowest: Annotated[
        Decimal | None,
        _RISK_AMOUNT.but(header="Belopp från", help="Lägsta belopp i mnkr, utan tecken."),
    ] = None
    highest: Annotated[
        Decimal | None,
        _RISK_AMOUNT.but(header="Belopp till", help="Högsta belopp i mnkr, utan tecken."),
    ] = None
    likelihood: Annotated[
        Likelihood | Decimal | None,
        Column("Sannolikhet", ANY, "Låg, Medel eller Hög, eller ett procenttal.", required=True,
               choices=tuple(word.value for word in Likelihood), accepts=_likelihood),
    ] = None  # fmt: skip
    low_effect: Annotated[
        Decimal | None,
        _EFFECT.but(header="Lägsta effekt", help="Sämsta effekt på årsresultatet, vägd, i mnkr.",
                    computed=Computed("Sannolikhet × det sämsta beloppet")),
    ] = None  # fmt: skip
    high_effect: Annotated[
        Decimal | None,
        _EFFECT.but(header="Högsta effekt", help="Bästa effekt på årsresultatet, vägd, i mnkr.",
                    computed=Computed("Sannolikhet × det bästa beloppet")),
    ] = None  # fmt: skip
    covers: Annotated[
        str | None, Column("Omfattar", LONG_TEXT, "Vad risken eller möjligheten omfattar.")
    ] = None

    @property
    def label(self) -> str:
        """Return the risk's name."""
        return self.name or ""


ECONOMIC_RISKS: Final = SheetSpec(
    "Ekonomiska risker", EconomicRiskRow, key=("area", "kind", "name"),
    help="Belopp i mnkr utan tecken. Prognosen vägs med hur sannolika riskerna är.",
)  # fmt: skip


def economic_risks(document: Document) -> Iterator[EconomicRisk]:
    """Yield the risks that have an area, a kind, a likelihood and columns for their amounts."""
    for row in document.rows_of(EconomicRiskRow):
        if row.area is None or row.kind is None or row.likelihood is None:
            continue
        if row.has("lowest") and row.has("highest"):
            yield EconomicRisk(
                row.area,
                row.kind,
                row.label,
                Figure(row.cell("lowest"), row.lowest, row.readable("lowest")),
                Figure(row.cell("highest"), row.highest, row.readable("highest")),
                row.likelihood,
                row.cell("likelihood"),
                row.place("low_effect"),
                row.place("high_effect"),
            )
