"""Section *Ekonomisk rapport*: tables of amounts, a chart, the summary and the comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from xl_asn.documents.sheets.economy import IncomeRow, NetCostRow
from xl_asn.documents.sheets.text_sections import SummaryRow
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.money import rounded
from xl_asn.model.periods import MONTH_NAMES
from xl_asn.report.bars import Bar, bars_of, deviations, largest, said
from xl_asn.report.blocks import (
    Amount,
    Block,
    Chart,
    ChartKind,
    Footnote,
    Heading,
    Origin,
    Table,
    TableColumn,
    TableRow,
)
from xl_asn.report.completed import Completed
from xl_asn.report.declared import declared_amounts
from xl_asn.report.forecast_record import forecast_record
from xl_asn.report.texts import item_of, list_of, prose

_FOOTNOTE = "fotnot"
#: Sections of the summary that follow from the comments, and so stand after them.
_AFTER_COMMENTS = "åtgärd"
_COMMENTS = (
    ("Kommentarer till avvikelse mot föregående prognos (prognosförändring)", "change_comment"),
    ("Kommentarer till avvikelse mot budget", "budget_comment"),
)
_BEFORE, _NOW = "Föregående prognos", "Prognos nu"
#: The step for what no activity accounts for.
_REST = "Övrigt och avrundning"
#: The marks that an author's own footnote may begin with.
_MARKS = "*†‡¹²³"


def economy(completed: Completed) -> Iterator[Block]:
    """Yield net cost, charts, summary, comments, income statement and how good forecasts were."""
    net_cost, income = completed.rows(NetCostRow), completed.rows(IncomeRow)
    sections = _sections(completed)
    notes = [name for name in sections if folded_name(name).startswith(_FOOTNOTE)]
    if net_cost:
        yield Heading(2, "Nettokostnad per verksamhet")
        yield _amounts(completed, net_cost, "Verksamhet")
    for name in notes:
        yield from (_footnote(text) for text in sections.pop(name))
    yield from deviations(completed, net_cost, "forecast_deviation", "Prognosavvikelse")
    if completed.since is None:  # else it stands where all that has changed does
        yield from bridge(completed, net_cost)
    comments = dict(_comments(net_cost))
    last = [name for name in sections if folded_name(name).startswith(_AFTER_COMMENTS)]
    own = {folded_name(heading): heading for heading, _ in _COMMENTS}
    for name in sections:
        if name not in last and folded_name(name) not in own:
            yield from _section(name, sections[name])
    for heading in own.values():
        texts = [text for name in sections if _same(name, heading) for text in sections[name]]
        if heading in comments or texts:
            yield Heading(2, heading)
            yield from comments.get(heading, ())
            yield from _texts(texts)
    for name in last:
        yield from _section(name, sections[name])
    if income:
        yield Heading(2, "Resultaträkning")
        yield _amounts(completed, income, "Post")
    yield from forecast_record(completed)


def _same(name: str, heading: str) -> bool:
    return folded_name(name) == folded_name(heading)


def _sections(completed: Completed) -> dict[str, list[str]]:
    """Return the texts of the summary by their heading, in the order of the sheet."""
    sections: dict[str, list[str]] = {}
    for row in completed.rows(SummaryRow):
        if row.text:
            sections.setdefault(row.section or "", []).append(row.text)
    return sections


def _section(name: str, texts: Sequence[str]) -> Iterator[Block]:
    if name:
        yield Heading(2, name)
    yield from _texts(texts)


def _texts(texts: Sequence[str]) -> Iterator[Block]:
    for text in texts:
        yield from prose(text, lead=True)


def _footnote(text: str) -> Footnote:
    plain = text.lstrip(_MARKS)
    return Footnote(text[: len(text) - len(plain)], " ".join(plain.split()))


def _comments(rows: Sequence[NetCostRow]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield the comments on the activities under each heading that has any."""
    for heading, field in _COMMENTS:
        written = [(getattr(row, field), row.label) for row in rows]
        items = list_of(item_of(text, label) for text, label in written if text and text.strip())
        if items:
            yield heading, items


def _amounts(
    completed: Completed, rows: Sequence[NetCostRow] | Sequence[IncomeRow], header: str
) -> Table:
    declared = declared_amounts(completed, rows)
    areas = {row.area for row in rows if row.area}
    shown: list[TableRow] = []
    area = ""
    for row in rows:
        if len(areas) > 1 and row.area and row.area != area:
            area = row.area
            shown.append(TableRow((area,), group=True))
        amounts = declared.amounts(row, completed.decimals)
        shown.append(TableRow((row.label, *amounts), row.kind or RowKind.ROW))
    return Table(_caption(completed), (TableColumn(header), *declared.headings), tuple(shown))


def _caption(completed: Completed) -> str:
    """Tell the unit of a table of amounts, and which months the outcome covers."""
    period = completed.document.period
    if period is None:
        return f"Belopp i {completed.unit}."
    last = MONTH_NAMES[period.last_month - 1]
    months = last if period.last_month == 1 else f"{MONTH_NAMES[0]}–{last}"
    return f"Belopp i {completed.unit}. Utfall och budget avser {months} {period.year}."


def _origin(formula: str, *cells: CellRef | None) -> Origin:
    return Origin(formula, tuple(cell for cell in cells if cell is not None))


def bridge(completed: Completed, rows: Sequence[NetCostRow]) -> Iterator[Chart]:
    """Yield the way from the previous forecast to this one, a step for each activity.

    The steps sum to the total's forecast change: what no activity accounts for, such as rounding,
    is a step of its own. Nothing is yielded without a total or a change.
    """
    total = next((row for row in reversed(rows) if row.kind and row.kind.is_sum), None)
    if total is None:
        return
    forecast = completed.amount(total, "forecast")
    change = completed.amount(total, "forecast_change")
    steps = largest(bars_of(completed, rows, "forecast_change"))
    if forecast is None or change is None or not steps:
        return
    rest = change - sum(step.value for step in steps)
    cells = total.place("forecast"), total.place("forecast_change")
    parts = tuple(step.cell for step in steps)
    if rounded(rest, completed.decimals):
        steps.append(Bar(_REST, rest))
    labels = (_BEFORE, *(step.label for step in steps), _NOW)
    amount = partial(Amount, decimals=completed.decimals)
    amounts = (
        amount(forecast - change, origin=_origin("Prognos − Prognosförändring", *cells)),
        *(
            amount(
                step.value,
                signed=True,
                cell=step.cell,
                origin=_origin("totalens förändring − stegen ovanför", cells[1], *parts),
            )
            for step in steps
        ),
        amount(forecast, cell=cells[0]),
    )
    title = f"Från föregående prognos till prognos per verksamhet, {completed.unit}"
    yield Chart(
        title, "Verksamhet", "Prognosförändring", labels, amounts, completed.unit,
        f"Stegdiagram. {title}. {said(labels, amounts)}.", ChartKind.BRIDGE,
    )  # fmt: skip
