"""The economy sheets: net cost per activity, income statement and municipal funding, in tkr."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Final

from xl_asn.documents.carrying import EMPTY, YEARLY, taken_from
from xl_asn.documents.columns import (
    AMOUNT,
    CHOICE,
    LONG_TEXT,
    SIGNED_AMOUNT,
    TEXT,
    Column,
    Difference,
    Due,
)
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import folded_name


def _row_kind(text: str) -> RowKind | None:
    return next((kind for kind in RowKind if kind.value == folded_name(text)), None)


ROW_KIND = Column(
    "Radtyp", CHOICE,
    "rad = post som räknas in. varav = del av raden ovanför, räknas inte igen. "
    "summa, resultat, total = summerar rader.",
    required=True, choices=tuple(kind.value for kind in RowKind), accepts=_row_kind, width=10,
)  # fmt: skip
AREA = Column("Område", TEXT, "Område som raden hör till. Tomt om tabellen har ett enda område.")
ACTUAL = Column(
    "Utfall",
    AMOUNT,
    "Utfall hittills i år. Intäkt är plus, kostnad är minus.",
    report="Utfall {months}",
    carry=EMPTY,
    due=Due("utfall"),
)
BUDGET = Column(
    "Budget",
    AMOUNT,
    "Budget för samma månader som utfallet.",
    report="Budget {months}",
    carry=EMPTY,
    due=Due("budgetbelopp"),
)
DEVIATION = Column(
    "Avvikelse", SIGNED_AMOUNT, "Utfall − Budget. Plus är överskott.",
    computed=Difference(("Utfall",), ("Budget",)), report="Avvikelse {months}",
)  # fmt: skip
FORECAST = Column(
    "Prognos", AMOUNT, "Helårsprognos.", report="Prognos helår", carry=EMPTY, due=Due("prognoser")
)
YEAR_BUDGET = Column(
    "Årsbudget", AMOUNT, "Budget för hela året.", report="Budget helår", carry=YEARLY,
    due=Due("årsbudgetar"),
)  # fmt: skip
FORECAST_DEVIATION = Column(
    "Prognosavvikelse", SIGNED_AMOUNT, "Prognos − Årsbudget. Plus är överskott.",
    computed=Difference(("Prognos",), ("Årsbudget",)), width=17, report="Avvikelse helår",
)  # fmt: skip
PREVIOUS_FORECAST = Column(
    "Föregående prognos",
    AMOUNT,
    "Helårsprognosen i förra rapporten.",
    width=19,
    carry=taken_from("Prognos"),
)
FORECAST_CHANGE = Column(
    "Prognosförändring", SIGNED_AMOUNT, "Prognos − Föregående prognos. Plus är förbättring.",
    computed=Difference(("Prognos",), ("Föregående prognos",)), width=18,
    report="Prognosförändring",
)  # fmt: skip


ACTIVITIES = "Nettokostnad"
"""The family of rows of activities and what they cost net, in a monthly or an interim report."""
POSTS = "Resultaträkning"
"""The family of rows of the income statement."""


class NetCostRow(Row):
    """A row of *Nettokostnad*, in tkr."""

    holds_amounts: ClassVar[bool] = True
    family: ClassVar[str] = ACTIVITIES
    forecast_header: ClassVar[str] = "Prognos"

    area: Annotated[str | None, AREA] = None
    activity: Annotated[
        str | None, Column("Verksamhet", TEXT, "Verksamhetens namn.", required=True, width=38)
    ] = None
    kind: Annotated[RowKind | None, ROW_KIND] = None
    actual: Annotated[Decimal | None, ACTUAL] = None
    budget: Annotated[Decimal | None, BUDGET] = None
    deviation: Annotated[Decimal | None, DEVIATION] = None
    forecast: Annotated[Decimal | None, FORECAST] = None
    year_budget: Annotated[Decimal | None, YEAR_BUDGET] = None
    forecast_deviation: Annotated[Decimal | None, FORECAST_DEVIATION] = None
    previous_forecast: Annotated[Decimal | None, PREVIOUS_FORECAST] = None
    forecast_change: Annotated[Decimal | None, FORECAST_CHANGE] = None
    change_comment: Annotated[
        str | None,
        Column("Kommentar prognosförändring", LONG_TEXT,
               "Varför prognosen har ändrats sedan förra rapporten.", width=50, carry=EMPTY),
    ] = None  # fmt: skip
    budget_comment: Annotated[
        str | None,
        Column("Kommentar budgetavvikelse", LONG_TEXT,
               "Varför prognosen avviker från årsbudgeten.", width=50, carry=EMPTY),
    ] = None  # fmt: skip

    @property
    def label(self) -> str:
        """Return the activity's name."""
        return self.activity or ""


class IncomeRow(Row):
    """A row of *Resultaträkning*, in tkr."""

    holds_amounts: ClassVar[bool] = True
    family: ClassVar[str] = POSTS
    forecast_header: ClassVar[str] = "Prognos"

    area: Annotated[str | None, AREA] = None
    post: Annotated[str | None, Column("Post", TEXT, "Postens namn.", required=True, width=44)] = (
        None
    )
    kind: Annotated[RowKind | None, ROW_KIND] = None
    actual: Annotated[Decimal | None, ACTUAL] = None
    budget: Annotated[Decimal | None, BUDGET] = None
    deviation: Annotated[Decimal | None, DEVIATION] = None
    forecast: Annotated[Decimal | None, FORECAST] = None
    year_budget: Annotated[Decimal | None, YEAR_BUDGET] = None
    forecast_deviation: Annotated[Decimal | None, FORECAST_DEVIATION] = None
    previous_forecast: Annotated[Decimal | None, PREVIOUS_FORECAST] = None
    forecast_change: Annotated[Decimal | None, FORECAST_CHANGE] = None

    @property
    def label(self) -> str:
        """Return the post's name."""
        return self.post or ""


class FundingRow(Row):
    """A row of *Kommunbidrag*, in tkr."""

    holds_amounts: ClassVar[bool] = True
    family: ClassVar[str] = ACTIVITIES
    forecast_header: ClassVar[str] = "Årsprognos"

    area: Annotated[str | None, AREA] = None
    activity: Annotated[
        str | None, Column("Verksamhet", TEXT, "Verksamhetens namn.", required=True, width=36)
    ] = None
    kind: Annotated[RowKind | None, ROW_KIND] = None
    funding: Annotated[
        Decimal | None,
        Column(
            "Kommunbidrag",
            AMOUNT,
            "Periodens kommunbidrag.",
            width=15,
            report="Kommunbidrag {months}",
            carry=EMPTY,
            due=Due("kommunbidrag"),
        ),
    ] = None
    net_cost: Annotated[
        Decimal | None,
        Column(
            "Nettokostnad",
            AMOUNT,
            "Periodens nettokostnad. Kostnad är minus.",
            width=14,
            report="Nettokostnad {months}",
            carry=EMPTY,
            due=Due("nettokostnader"),
        ),
    ] = None
    result: Annotated[
        Decimal | None,
        Column("Resultat", SIGNED_AMOUNT, "Kommunbidrag + Nettokostnad. Plus är överskott.",
               computed=Difference(("Kommunbidrag", "Nettokostnad")), report="Resultat {months}"),
    ] = None  # fmt: skip
    year_funding: Annotated[
        Decimal | None,
        Column(
            "Årsbidrag",
            AMOUNT,
            "Kommunbidraget för hela året.",
            report="Kommunbidrag helår",
            carry=YEARLY,
            due=Due("årsbidrag"),
        ),
    ] = None
    year_forecast: Annotated[
        Decimal | None,
        Column(
            "Årsprognos",
            AMOUNT,
            "Prognosen för årets nettokostnad. Kostnad är minus.",
            report="Nettokostnad helår",
            carry=EMPTY,
            due=Due("årsprognoser"),
        ),
    ] = None
    year_result: Annotated[
        Decimal | None,
        Column("Årsresultat", SIGNED_AMOUNT, "Årsbidrag + Årsprognos. Plus är överskott.",
               computed=Difference(("Årsbidrag", "Årsprognos")), report="Resultat helår"),
    ] = None  # fmt: skip
    forecast_change: Annotated[
        Decimal | None,
        Column("Förändring prognos", SIGNED_AMOUNT,
               "Hur årsresultatet har ändrats sedan förra prognosen. Plus är förbättring.",
               width=18, report="Förändring prognos", carry=EMPTY),
    ] = None  # fmt: skip
    comment: Annotated[
        str | None,
        Column(
            "Kommentar",
            LONG_TEXT,
            "Text till raden, eller till hela området på dess summa.",
            carry=EMPTY,
        ),
    ] = None

    @property
    def label(self) -> str:
        """Return the activity's name."""
        return self.activity or ""


NET_COST: Final = SheetSpec(
    "Nettokostnad", NetCostRow, key=("area", "activity"), expected=True,
    help="Belopp i tkr. Intäkt är plus och kostnad är minus. Avvikelserna räknas fram.",
)  # fmt: skip
INCOME: Final = SheetSpec(
    "Resultaträkning", IncomeRow, key=("area", "post"), expected=True,
    help="Belopp i tkr. Intäkt är plus och kostnad är minus. Avvikelserna räknas fram.",
)  # fmt: skip
FUNDING: Final = SheetSpec(
    "Kommunbidrag", FundingRow, key=("area", "activity"), expected=True,
    help="Belopp i tkr. Intäkt är plus och kostnad är minus. Resultaten räknas fram.",
)  # fmt: skip
