"""A document with its results → the blocks of its report, in the order of its sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from xl_asn.calculation.calculated import Calculated
from xl_asn.calculation.followed import OwnArchive
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.assignments import AssignmentRow, PlanAssignmentRow
from xl_asn.documents.sheets.economic_risks import EconomicRiskRow
from xl_asn.documents.sheets.economy import FundingRow, IncomeRow, NetCostRow
from xl_asn.documents.sheets.events import EventRow
from xl_asn.documents.sheets.funds import BudgetRow, FundRow
from xl_asn.documents.sheets.goal_tree import PlanGoalRow, TreeGoalRow
from xl_asn.documents.sheets.goals import GoalIndicatorRow, GoalRow, StripRow, UnitRow
from xl_asn.documents.sheets.indicators import IndicatorRow, PlanIndicatorRow
from xl_asn.documents.sheets.risks import PlanRiskRow, RiskRow
from xl_asn.documents.sheets.steering import SteeringRow
from xl_asn.documents.sheets.text_sections import (
    ConclusionRow,
    GroundRow,
    InvestmentRow,
    OperationsRow,
    QualityRow,
    SummaryRow,
    VisionRow,
)
from xl_asn.documents.sheets.volumes import VolumeRow
from xl_asn.documents.sheets.year_wheel import PlanYearRow, YearWheelRow
from xl_asn.model.comparison import Comparison
from xl_asn.model.correction import Correction
from xl_asn.report import plan, since_last
from xl_asn.report.blocks import Block, Heading, Item, Paragraph, Title
from xl_asn.report.completed import Completed
from xl_asn.report.correction import correction_blocks
from xl_asn.report.documented import documented_blocks
from xl_asn.report.economy import economy
from xl_asn.report.funding import funding
from xl_asn.report.goal_tree import tree_goals
from xl_asn.report.goals import goals
from xl_asn.report.plain import plain_table, risks, year_wheel
from xl_asn.report.risks import plan_risks
from xl_asn.report.text_sections import conclusions, quality
from xl_asn.report.texts import lines_of, list_of, shortened, without_dash

#: They stand on every page and among the properties of a file, which take 255 characters.
_LONGEST_NAME = 200


class Section(NamedTuple):
    """A numbered section: its heading, the row models it tells of, and its blocks.

    It stands where the first of its sheets stands, and is left out where it has no blocks.
    """

    heading: Callable[[Completed], str]
    models: tuple[type[Row], ...]
    blocks: Callable[[Completed], Iterator[Block]]


def _events_heading(completed: Completed) -> str:
    period = completed.document.period
    return f"Viktiga händelser i {period.month_label}" if period else "Viktiga händelser"


def _events(completed: Completed) -> Iterator[Block]:
    yield from list_of(
        Item(lines[0], lead=row.unit or "", items=tuple(map(without_dash, lines[1:])))
        for row in completed.rows(EventRow)
        if (lines := lines_of(row.event))
    )


def _named(heading: str) -> Callable[[Completed], str]:
    return lambda _: heading


#: The sections that a report may have. A sheet of another model becomes a plain table.
SECTIONS = (
    Section(_named("Verksamhet och syfte"), (OperationsRow,), partial(plan.written, OperationsRow)),
    Section(_named("Vision"), (VisionRow,), partial(plan.written, VisionRow)),
    Section(_named("Nämndmål och indikatorer"), (PlanGoalRow, PlanIndicatorRow), plan.goals),
    Section(_named("Grundförutsättningar"), (GroundRow,), plan.ground),
    Section(_named("Uppdrag"), (PlanAssignmentRow,), plan.assignments),
    Section(_named("Riskhantering"), (PlanRiskRow,), plan_risks),
    Section(_named("Resurser"), (FundRow, InvestmentRow, BudgetRow), plan.resources),
    Section(_named("Årshjul för styrprocessen"), (PlanYearRow,), plan.year),
    Section(_named("Styrdokument"), (SteeringRow,), plan.documents),
    Section(_events_heading, (EventRow,), _events),
    Section(_named("Mål"), (GoalRow, UnitRow, GoalIndicatorRow, StripRow), goals),
    Section(_named("Måluppfyllelse"), (TreeGoalRow, IndicatorRow, AssignmentRow), tree_goals),
    Section(_named("Kvalitetsuppföljning"), (QualityRow,), quality),
    Section(_named("Ekonomisk rapport"), (FundingRow, VolumeRow, EconomicRiskRow), funding),
    Section(_named("Slutsatser, konsekvenser och åtgärder"), (ConclusionRow,), conclusions),
    Section(_named("Ekonomisk rapport"), (NetCostRow, IncomeRow, SummaryRow), economy),
    Section(_named("Uppföljning riskhantering"), (RiskRow,), risks),
    Section(_named("Uppföljning av årshjul"), (YearWheelRow,), year_wheel),
)

#: It tells of no sheet, and stands before them all.
_SINCE_LAST = Section(_named(since_last.HEADING), (), since_last.since_last)


def compose(
    document: Document,
    calculated: Calculated,
    since: Comparison | None = None,
    correction: Correction | None = None,
    archive: OwnArchive | None = None,
) -> tuple[Block, ...]:
    """Return the blocks of a document's report.

    ``since`` is what has changed since the report before, where the document tells of it, and
    ``correction`` what has since it was published, where it has been. ``archive`` is what the
    archive that it names knows of its board.
    """
    completed = Completed(document, calculated, since, archive)
    blocks: list[Block] = [_title(document)]
    blocks += correction_blocks(correction) if correction else ()
    number = 0
    for section in (_SINCE_LAST, *_sections(document)):
        content = tuple(section.blocks(completed))
        if content:
            number += 1
            heading = f"{number} {section.heading(completed)}"
            blocks += [Heading(1, heading, new_page=len(blocks) > 1), *content]
    if not number:
        blocks.append(Paragraph("Arbetsboken har ännu inga uppgifter att visa i rapporten."))
    return documented_blocks(blocks)


def _title(document: Document) -> Title:
    start, period = document.start, document.period
    return Title(
        document.title or "Rapport",
        period.label if period else "",
        shortened(start.board or "", _LONGEST_NAME),
        shortened(start.administration or "", _LONGEST_NAME),
        start.date,
        shortened(start.reference or "", _LONGEST_NAME),
    )


def _sections(document: Document) -> Iterator[Section]:
    """Yield the sections of a document's sheets, each once, in the order of the sheets."""
    seen: list[Section] = []
    for spec in document.sheets:
        if spec.row.is_tool:
            continue
        section = _section_of(spec)
        if section not in seen:
            seen.append(section)
            yield section


def _section_of(spec: SheetSpec) -> Section:
    for section in SECTIONS:
        if issubclass(spec.row, section.models):
            return section
    blocks = partial(plain_table, model=spec.row, caption=spec.name)
    return Section(_named(spec.name), (spec.row,), blocks)
