"""*Beräkna*: what is written in a workbook, and what there is to say of it then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from xl_asn import __version__
from xl_asn.calculation.margins import Margin
from xl_asn.case.adopting import day_of, signed
from xl_asn.case.case import Case
from xl_asn.case.correcting import correction_of
from xl_asn.case.evaluating import COMPUTING, Pressed, press
from xl_asn.case.examine import Examined, checked
from xl_asn.case.insight.from_ledger import fetched_results
from xl_asn.case.left_to_do import left_of, said_on_start
from xl_asn.case.own_cells import REPORT, is_occupied, is_writable, shows, stored
from xl_asn.case.settling import settled
from xl_asn.case.since_last import since_last
from xl_asn.documents.start import PUBLISHED, READY
from xl_asn.model.adoption import AdoptedError, Adoption, Seal
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.correction import Correction
from xl_asn.model.findings import Finding, Severity, json_number
from xl_asn.model.grid import CellRef, Value, cell_of
from xl_asn.model.left import SheetLeft, sentence_of
from xl_asn.model.listing import listed
from xl_asn.model.memory import Replaced
from xl_asn.model.money import decimals_of, share_decimals, show_number, show_share
from xl_asn.model.page import Page
from xl_asn.model.waivers import Waiver
from xl_asn.pages.check_page import check_page, summary
from xl_asn.pages.report_page import report_page
from xl_asn.pages.trail_page import TrailEntry, trail_page
from xl_asn.report.blocks import Block
from xl_asn.report.compose import compose
from xl_asn.rules.waivers import lapsed

_MOST_DECIMALS = 4
_MOST_CHANGES = 10


class Computed(NamedTuple):
    """What *Beräkna* does to a workbook: values for its cells, and pages for its own sheets.

    ``values`` and ``pages`` hold only what differs from the workbook: both are empty when
    nothing has changed since the last time, and then nothing is written. ``examined`` is what
    stands once they are written, the same as is found in the workbook then. ``replaced`` is what
    the author had in cells that are written over, and ``renewed`` are the cells that follow an
    earlier report which has been corrected.
    """

    examined: Examined
    values: Mapping[CellRef, Value]
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    report: Page
    replaced: tuple[Replaced, ...] = ()
    renewed: tuple[CellRef, ...] = ()
    rule_set: str = ""
    """The rules that it was computed by, and the beginning of their file's hash."""
    left: tuple[str, ...] = ()
    """The program's own sheets that are left as they are, and older than the figures: people have
    hung on them what would go if they were written."""
    to_write: tuple[SheetLeft, ...] = ()
    """What people have left to write, on each sheet."""
    told_left: Mapping[CellRef, Value] = MappingProxyType({})
    """What *Start* is to say of that, of ``values`` too."""
    correction: Correction | None = None
    """What it corrects of a published report; None where it is none."""
    adoption: Adoption | None = None
    """That the report is adopted; None where it is not."""

    @property
    def title(self) -> str:
        """Return the document's title: "Månadsrapport november 2022"."""
        document = self.examined.document
        return f"{document.title} {document.period.label if document.period else ''}".strip()

    @property
    @our_arithmetic()
    def replaced_sentence(self) -> str:
        """Return what to say of the author's figures that are written over; empty for none."""
        if not self.replaced:
            return ""
        count = "1 tal" if len(self.replaced) == 1 else f"{len(self.replaced)} tal"
        most = max(self.replaced, key=_difference)
        result = self.examined.calculated.by_cell[most.cell]
        is_share = most.cell not in self.examined.amount_cells and _is_small(most.after)
        before, after = (
            shown_value(value, is_share=is_share) for value in (most.before.value, most.after)
        )
        such = ":" if len(self.replaced) == 1 else ", mest"
        return (
            f"Beräkna har räknat om {count}{such} {result.column} för {result.row} "
            f"({most.cell}), {before} blev {after}. Det som stod där finns på bladet Spårning."
        )

    @property
    def renewed_sentence(self) -> str:
        """Return what to say of figures that follow a corrected earlier report; empty for none."""
        if not self.renewed:
            return ""
        count = "1 tal" if len(self.renewed) == 1 else f"{len(self.renewed)} tal"
        return f"Förra rapporten har ändrats: {count} därifrån är hämtade på nytt."

    @property
    def published_sentence(self) -> str:
        """Return what to say of a published report whose figures are written over; or nothing.

        It is no finding: once they are written, nothing tells that they were others.
        """
        start = self.examined.document.start
        if self.adoption is None or start.corrects or not start.computed_at or not self._figures:
            return ""
        return (
            "Rapporten står som fastställd, och siffror i den är ändrade. Har nämnden fått den: "
            "spara den fastställda filen under ett eget namn, och ange den vid Rättar på Start."
        )

    @property
    def unready_sentence(self) -> str:
        """Return what to say of a report that is said to be ready and has errors; or nothing."""
        status = self.examined.document.start.status
        count = sum(f.severity is Severity.ERROR for f in self.examined.findings)
        if status not in {READY, PUBLISHED} or not count:
            return ""
        return f"Rapporten står som {status}, men har {count} fel kvar."

    def refuse_adopted(self) -> None:
        """See to it that an adopted report is not changed unless somebody says so.

        What is told of it may change: the findings, what *Spårning* keeps, and what *Start* says.

        Raises:
            AdoptedError: its figures or its report would be others.
        """
        figures, has_report = len(self._figures), any(page.name == REPORT for page in self.pages)
        if self.adoption is None or not (figures or has_report):
            return
        if self.adoption.is_new and self.examined.document.start.corrects:
            return  # what was published lies in a file of its own
        cells = "1 cell" if figures == 1 else f"{figures} celler"
        written = listed(
            (*([cells] if figures else ()), *(["bladet Rapport"] if has_report else ()))
        )
        raise AdoptedError(self.adoption.signature, f"Beräkna skulle ändra {written}.")

    @property
    def _figures(self) -> AbstractSet[CellRef]:
        """Return the cells that are written, but those that only tell of the workbook."""
        start = self.examined.document.start
        own = {start.place(name) for name, column in start.declared().items() if column.computed}
        return self.values.keys() - self.told_left.keys() - own - {start.place("status_on")}

    @property
    def correction_sentence(self) -> str:
        """Return which correction it is and what is another; empty for none."""
        found = self.correction
        return f"{found.name}, av {found.file}. {found.told(_MOST_CHANGES)}" if found else ""

    @property
    def to_write_sentence(self) -> str:
        """Return what people have left to write, sheet by sheet."""
        return sentence_of(self.to_write)

    @property
    def left_sentence(self) -> str:
        """Return what to say of sheets that are older than the figures; empty for none."""
        if not self.left:
            return ""
        one = len(self.left) == 1
        sheets, written = ("Bladet", "skrivet") if one else ("Bladen", "skrivna")
        return (
            f"{sheets} {listed(self.left)} är inte {written}, och är äldre än siffrorna. "
            "Fyndet S118 säger varför."
        )

    @our_arithmetic()
    def as_json(self, file_findings: Iterable[Finding] = ()) -> Mapping[str, Any]:
        """Return goals, computed cells, findings and what was replaced, as the contract says."""
        calculated = self.examined.calculated
        return {
            "regelverk": self.rule_set,
            "mål": [
                *(
                    {**goal.as_json(), **_ways(calculated.margins.get(goal.number))}
                    for goal in calculated.goals
                ),
                *(tree_goal.as_json() for tree_goal in calculated.follow_up.tree_goals),
            ],
            "beräknat": [result.as_json() for result in calculated.results],
            "fynd": [f.as_json() for f in (*file_findings, *self.examined.findings)],
            "ersatt": [
                {"cell": str(one.cell), "före": _told(one.before.value), "efter": _told(one.after)}
                for one in self.replaced
            ],
            "rättelse": self.correction.as_json() if self.correction else None,
            "kvar": [one.as_json() for one in self.to_write if not one.is_done],
        }


def _difference(one: Replaced) -> Decimal:
    before, after = one.before.value, one.after
    if isinstance(before, Decimal) and isinstance(after, Decimal):
        return abs(before - after)
    return Decimal("Infinity")  # a word has become another


def _is_small(value: Value) -> bool:
    return isinstance(value, Decimal) and abs(value) <= 1


def shown_value(value: Value, *, is_share: bool = False) -> str:
    """Return a cell's value as people read it, with no more decimals than they have use for."""
    if not isinstance(value, Decimal):
        return cell_of(value).text
    if is_share:
        return show_share(value, min(share_decimals(value), _MOST_DECIMALS))
    return show_number(value, min(decimals_of(value), _MOST_DECIMALS))


def _told(value: Value) -> Any:
    """Return a cell's value as JSON has it."""
    if value is None or isinstance(value, (str, bool)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else json_number(value)


def _ways(margin: Margin | None) -> Mapping[str, Any]:
    """Return what would make a goal green and what would make it fall; None when nobody knows."""
    return {
        "till_grön": margin and margin.to_green.as_json(),
        "marginal": margin and margin.to_fall.as_json(),
    }


@our_arithmetic()
def compute(case: Case, *, now: datetime | None, strict: bool = False) -> Computed:
    """Compute a workbook: what to write, and where. Nothing is written here.

    ``now`` is when the workbook is to be written; None where it is not, and tells no day of ours.
    Computed columns are replaced. Totals, overview, strip and previous forecast are filled in where
    they are blank, and followed up only as long as they still hold what the program wrote.
    """
    case, pressed, (blocks, correction), examined = _checked(case, strict=strict)
    unused = lapsed(case.waivers, examined.findings)
    findings = tuple(_dated(finding, now) for finding in examined.findings)
    examined = replace(examined, findings=findings)
    report = report_page(blocks)
    adoption = pressed.evaluated.adoption
    seal = signed(case, adoption, now)
    pages = _pages(case, pressed, examined, unused, report, seal)
    to_write = left_of(case, examined.document, pressed.values)
    told_left = said_on_start(case, to_write)
    stamps = {**_stamped(examined, findings, correction), **day_of(case, seal)}
    values = {**pressed.values, **stamps, **told_left}
    different = dict(_different(case, values))
    differing = tuple(page for page in pages if not shows(case.grid, page))
    left = tuple(page.name for page in differing if is_occupied(case.grid, page))
    new = tuple(page for page in differing if page.name not in left)
    computed_at = examined.document.start.place("computed_at")
    changes = now is not None and bool(different or new)
    if changes and computed_at is not None and is_writable(case.grid, computed_at):
        different[computed_at] = f"{now:%Y-%m-%d %H:%M}"
    told_left = {cell: words for cell, words in told_left.items() if cell in different}
    return Computed(
        examined, different, new, blocks, report, pressed.replaced, pressed.renewed,
        case.board.used, left, to_write, told_left, correction, adoption,
    )  # fmt: skip


def _pages(
    case: Case,
    pressed: Pressed,
    examined: Examined,
    unused: Sequence[Waiver],
    report: Page,
    seal: Seal | None,
) -> tuple[Page, ...]:
    """Return the program's own sheets as they are to be."""
    findings, amounts = examined.findings, examined.amount_cells
    fetched = fetched_results(case.grid, examined.document)
    entries = (*_entries(pressed, examined), *(TrailEntry(r, is_fetched=True) for r in fetched))
    version = f"{__version__}, regelverk {case.board.used}"
    log = case.memory.log
    return (
        check_page(findings, unused, amounts),
        trail_page(entries, examined.recalled.left, version, findings, amounts, log, seal),
        report,
    )  # fmt: skip


def _different(case: Case, values: Mapping[CellRef, Value]) -> Iterator[tuple[CellRef, Value]]:
    """Yield what is to be written of what the cells are to hold."""
    stopped_at = case.stopped_at  # theirs stays as it is
    for ref, value in values.items():
        if (
            case.grid.at(ref).value != stored(value)
            and is_writable(case.grid, ref)
            and ref not in stopped_at
        ):
            yield ref, value


class _Reported(NamedTuple):
    """The report of a case, and the correction that it is."""

    blocks: tuple[Block, ...] = ()
    correction: Correction | None = None


def _checked(case: Case, *, strict: bool) -> tuple[Case, Pressed, _Reported, Examined]:
    """Return a case as it is computed, its report, and what there is to say of it."""
    if strict:
        pressed = press(case)
        return case, pressed, _reported(case, pressed), checked(case, pressed.evaluated)
    pressed, case = settled(case, press, COMPUTING)
    first = case
    report, reported = settled(
        case,
        lambda one: _reported(one, pressed if one is first else press(one)),
        "Rapporten",
        lambda _: _Reported(),
    )
    stopped = reported.stopped[len(case.stopped) :]
    examined = checked(
        case, pressed.evaluated, again=lambda one: press(one).evaluated, stopped=stopped
    )
    return case, pressed, report, examined


def _reported(case: Case, pressed: Pressed) -> _Reported:
    evaluated = pressed.evaluated
    since, correction = since_last(case, pressed), correction_of(case, pressed)
    blocks = compose(evaluated.document, evaluated.calculated, since, correction, case.archive.own)
    return _Reported(blocks, correction)


def _entries(pressed: Pressed, examined: Examined) -> Iterator[TrailEntry]:
    remarks = examined.calculated.remarks
    for result in examined.calculated.results:
        told = result._replace(note=remarks.get(result.cell, ""))
        yield TrailEntry(told, pressed.lines.get(result.cell))


def _stamped(
    examined: Examined, findings: Sequence[Finding], correction: Correction | None
) -> Mapping[CellRef, Value]:
    """Return what *Start* is to say, but when: that is only written where anything else is."""
    start = examined.document.start
    said: dict[str, Value] = {
        "outcome": summary(findings),
        "correction": correction.name if correction else None,
        "corrected": correction.told(_MOST_CHANGES) if correction else None,
    }
    return {start.cell(name): value for name, value in said.items() if start.has(name)}


def _dated(finding: Finding, now: datetime | None) -> Finding:
    """Return the finding with the day of its acceptance, where the author left it to us."""
    waiver = finding.waiver
    if now is None or not finding.is_accepted or waiver is None or waiver.day is not None:
        return finding
    return replace(finding, waiver=waiver._replace(day=now.date()))
