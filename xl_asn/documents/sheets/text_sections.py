"""Sheets that are texts under their own headings; a model of its own names each."""

from __future__ import annotations

from typing import Annotated, Final

from xl_asn.documents.carrying import EMPTY, KEEP
from xl_asn.documents.columns import LONG_TEXT, TEXT, Column, Due
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec

_SECTION: Final = Column(
    "Avsnitt", TEXT, "Rubriken som texten står under i rapporten.", required=True, width=40
)
_SECTION_TEXT: Final = Column(
    "Text", LONG_TEXT, "Ett stycke. Punkter skrivs på egna rader som börjar med –.",
    required=True, width=90, carry=EMPTY, due=Due("texter"),
)  # fmt: skip


class TextRow(Row):
    """A row of a sheet of texts: a heading and one paragraph."""

    section: Annotated[str | None, _SECTION] = None
    text: Annotated[str | None, _SECTION_TEXT] = None


class SummaryRow(TextRow):
    """A row of *Sammanfattning* in a monthly report: texts on the economy."""


class ConclusionRow(TextRow):
    """A row of *Sammanfattning* in an interim report: conclusions, consequences and measures."""


class QualityRow(TextRow):
    """A row of *Kvalitet*: a section of the quality follow-up."""


class OperationsRow(TextRow):
    """A row of *Verksamhet*: purpose, analysis and conclusions."""


class VisionRow(TextRow):
    """A row of *Vision*: the vision and the strategic areas."""


class GroundRow(TextRow):
    """A row of *Grundförutsättningar*: what the ground requirements mean."""


class InvestmentRow(TextRow):
    """A row of *Investeringar*."""


SUMMARY: Final = SheetSpec(
    "Sammanfattning",
    SummaryRow,
    help="Rapportens texter om ekonomin, i den ordning de ska stå.",
)
CONCLUSIONS: Final = SheetSpec(
    "Sammanfattning", ConclusionRow,
    help="Slutsatser, konsekvenser och åtgärder, i den ordning de ska stå.",
)  # fmt: skip
QUALITY: Final = SheetSpec(
    "Kvalitet", QualityRow,
    help="Uppföljningen av kvalitet: granskningar, synpunkter, ej verkställda beslut.",
)  # fmt: skip
OPERATIONS: Final = SheetSpec(
    "Verksamhet", OperationsRow, expected=True, carry=KEEP,
    help="Verksamhetens syfte, analys och slutsatser, i den ordning de ska stå.",
)  # fmt: skip
VISION: Final = SheetSpec(
    "Vision", VisionRow, help="Kommunens vision och de strategiska målområdena.", carry=KEEP,
)  # fmt: skip
GROUND: Final = SheetSpec(
    "Grundförutsättningar", GroundRow, carry=KEEP,
    help="Texten om hållbar ekonomi, hållbar kvalitetsutveckling och attraktiv arbetsgivare.",
)  # fmt: skip
INVESTMENTS: Final = SheetSpec(
    "Investeringar", InvestmentRow, help="Aktuella investeringar, en rad för varje område.",
    carry=KEEP,
)  # fmt: skip
