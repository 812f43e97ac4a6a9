"""What a rule sees: the document as read and as calculated, and nothing that it could change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final, Self, TypeVar

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.calculated import Calculated
from xl_asn.calculation.pace import Pace, paces
from xl_asn.documents.columns import AMOUNT, SIGNED_AMOUNT, Difference
from xl_asn.documents.document import Document
from xl_asn.documents.hand_out import HandOut, hand_out_of
from xl_asn.documents.posting import Postings
from xl_asn.documents.rows import Issue, Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.organisation import Register
from xl_asn.documents.texts import Texts
from xl_asn.model.adoption import Adoption
from xl_asn.model.collection import Conflict
from xl_asn.model.correction import NO_CORRECTIONS, Corrections
from xl_asn.model.goals import GoalResult
from xl_asn.model.grid import CellRef, Grid, Sheet
from xl_asn.model.listing import listed as listed  # noqa: PLC0414 - rules ask for it here
from xl_asn.model.memory import RECALLED_NOTHING, Recalled
from xl_asn.model.own_sheets import is_written_on_demand
from xl_asn.model.periods import Period
from xl_asn.model.waivers import Waiver
from xl_asn.parameters.chosen import Chosen, default_chosen
from xl_asn.parameters.dated import Parameters, UnusableParameterError
from xl_asn.prose.judge import statements_in
from xl_asn.prose.passages import Passage, passages
from xl_asn.prose.statements import Statement
from xl_asn.prose.subjects import Subjects, subjects_of
from xl_asn.rules.amounts_seen import AmountsSeen
from xl_asn.rules.reports_seen import ReportsSeen
from xl_asn.rules.shared.chain import Chain, no_chain
from xl_asn.rules.shared.colours import Coloured, coloured_columns
from xl_asn.rules.shared.named_archive import NamedArchive, no_archive
from xl_asn.rules.shared.repeated_rows import repeated_rows
from xl_asn.rules.shared.spoilt import (
    LeftOut,
    amounts_in_text,
    rests_on_unreadable,
    spoilt_by,
    texts_left_out,
)
from xl_asn.rules.shared.treatment import Treated, treated_goals
from xl_asn.rules.shared.wrong_rows import WrongRows, wrong_rows

R = TypeVar("R", bound=Row)
_PAGES: Final = ("Kontroll", "Spårning", "Rapport")


@dataclass(frozen=True)
class Context(AmountsSeen, ReportsSeen):
    """One document under check."""

    grid: Grid
    document: Document
    calculated: Calculated
    unusable: tuple[UnusableParameterError, ...] = ()
    chain: Chain = field(default_factory=no_chain)
    """The reports before it."""
    board: Chosen = field(default_factory=default_chosen)
    """The board that the workbook follows."""
    parameters: Parameters = field(default_factory=lambda: Parameters.of((), date.max))
    waivers: tuple[Waiver, ...] = ()
    """What people have written beside the findings on *Kontroll*."""
    recalled: Recalled = RECALLED_NOTHING
    """What the last *Beräkna* wrote and replaced, as far as it is found on the sheets."""
    plan: Document | None = None
    """The plan that the document follows up, where one is named and found."""
    plan_calculated: Calculated | None = None
    plan_fault: str = ""
    """Why the plan that is named cannot be compared with, as the end of a sentence."""
    archive: NamedArchive = field(default_factory=no_archive)
    """The archive that the document names."""
    unsettled: tuple[Conflict, ...] = ()
    """What on *Insamling* only a person can settle, each at its cell."""
    corrections: Corrections = NO_CORRECTIONS
    """What it corrects, and what has been corrected before it."""
    adoption: Adoption | None = None
    """That the report is adopted: who says so, and what is another since; None where it is not."""

    @property
    def context(self) -> Self:
        """Return itself: a rule may ask for the whole of it too."""
        return self

    @property
    def period(self) -> Period | None:
        """Return the report's period, or None when *Start* does not say it."""
        return self.document.period

    @cached_property
    def register(self) -> Register:
        """Return the document's register of units."""
        return Register.of(self.document)

    @cached_property
    def postings(self) -> Postings:
        """Return which rows take what of the ledger; false where *Kontering* says nothing."""
        return Postings(self.document)

    @cached_property
    def hand_out(self) -> HandOut:
        """Return who is asked for what, by the sheet *Utskick*."""
        return hand_out_of(self.document, self.grid)

    @cached_property
    def treated(self) -> tuple[Treated, ...]:
        """Return what each goal was judged on and what it was given."""
        return treated_goals(self.document, self.calculated)

    @cached_property
    def unread(self) -> frozenset[CellRef]:
        """Return the cells that hold something that their column cannot be read as."""
        return frozenset(issue.cell for issue in self.document.issues)

    @cached_property
    def _rows_unread(self) -> frozenset[tuple[str, int]]:
        return frozenset((cell.sheet, cell.row) for cell in self.unread)

    @cached_property
    def lacking(self) -> Mapping[str, frozenset[str]]:
        """Return the sheets whose table lacks columns of amounts, with their headers."""
        found = {
            table.sheet: frozenset(
                column.header
                for name, column in table.declared.items()
                if name not in table.columns and not column.optional
                and column.kind in {AMOUNT, SIGNED_AMOUNT}
                and not self.document.is_older_than(column.since)
            )
            for spec, table in self.tables()
            if table.present and spec.row.holds_amounts
        }  # fmt: skip
        return {sheet: headers for sheet, headers in found.items() if headers}

    @cached_property
    def misnamed(self) -> frozenset[str]:
        """Return the sheets that lack columns of amounts and have headers that nobody knows.

        An amount may then stand in a column that is not read, and one that is read is not it.
        """
        strange = {table.sheet for _, table in self.tables() if table.strangers}
        return frozenset(strange.intersection(self.lacking))

    def left_by_columns(self, sheet: str, headers: AbstractSet[str]) -> tuple[CellRef, ...]:
        """Return the program's figures that columns with these headers have left behind."""
        fed = {
            table.columns[name]
            for _, table in self.tables()
            if table.sheet == sheet
            for name, column in table.declared.items()
            if name in table.columns and isinstance(column.computed, Difference)
            and not headers.isdisjoint((*column.computed.plus, *column.computed.minus))
        }  # fmt: skip
        return tuple(c for c in self.recalled.stale if c.sheet == sheet and c.column in fed)

    @cached_property
    def stale(self) -> tuple[CellRef, ...]:
        """Return what the program wrote and would now write otherwise, for no reason told yet.

        A figure beside a cell that cannot be read is left behind because of that cell, and one
        whose columns are missing because of them.
        """
        rows = self._rows_unread
        held = {c for s, headers in self.lacking.items() for c in self.left_by_columns(s, headers)}
        stale = self.recalled.stale
        return tuple(c for c in stale if (c.sheet, c.row) not in rows and c not in held)

    def stale_beside(self, cell: CellRef) -> tuple[CellRef, ...]:
        """Return the figures of the program that a cell that cannot be read has left behind."""
        return tuple(c for c in self.recalled.stale if (c.sheet, c.row) == (cell.sheet, cell.row))

    def issues(self, *faults: str) -> Iterator[Issue]:
        """Yield the cells that could not be read for one of the given reasons."""
        return (issue for issue in self.document.issues if issue.fault in faults)

    def tables(self) -> Sequence[tuple[SheetSpec, Rows[Row]]]:
        """Return every declared sheet with its table as read."""
        return self.document.tables()

    def lacks_optional(self, spec: SheetSpec) -> bool:
        """Whether a sheet that the workbook does not have may be lacking: optional, or newer."""
        may_lack = spec.optional or self.document.is_older_than(spec.since)
        return may_lack and self.grid.sheet(spec.name) is None

    def rows(self, model: type[R]) -> Iterator[R]:
        """Yield the rows of a model; none where the document type has no sheet of it."""
        return self.document.rows_of(model)

    @cached_property
    def explanations(self) -> tuple[Explanation, ...]:
        """Return what explains the tables that do not add up, where no other rule tells of it.

        Cells in another unit are left out, sums that lack an amount which is text or a row that
        stands twice, and those whose formula adds up the wrong rows, with what has been computed
        from them.
        """
        told = {one.total.cell for one in self.left_out}
        told |= set(chain.from_iterable(self.repeated_rows.values()))
        for wrong in self.wrong_rows:
            told |= {wrong.total.cell, *wrong.consequences}
        return tuple(
            explanation
            for sheet in self.calculated.explanations
            for explanation in self._in_one_unit(sheet)
            if explanation.cell not in self.other_unit and explanation.cell not in told
        )

    @cached_property
    def texts_as_amounts(self) -> frozenset[CellRef]:
        """Return the cells of amounts that hold text."""
        return amounts_in_text(self.grid, self.calculated.tables)

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Return the sums that are wrong since amounts of their rows are text."""
        if not self.texts_as_amounts:
            return ()
        return tuple(
            one
            for sheet, explanations in self.calculated.explanations.items()
            for one in texts_left_out(self.grid, explanations, self.calculated.printed(sheet))
        )

    @cached_property
    def repeated_rows(self) -> Mapping[tuple[str, int], tuple[CellRef, ...]]:
        """Return the rows that make a sum wrong since they stand twice, each with what it shows."""
        return {
            (table.sheet, row): sums
            for table in self.calculated.told_tables
            for row, sums in repeated_rows(table, self.calculated.explanations[table.sheet])
        }

    @cached_property
    def wrong_rows(self) -> tuple[WrongRows, ...]:
        """Return the sums that are wrong since their formulas add up the wrong rows."""
        texts = {one.total.cell for one in self.left_out}
        return tuple(
            one
            for sheet, judged in self.calculated.judged.items()
            if judged.explanations
            for one in wrong_rows(
                self.grid,
                (found for found in judged.explanations if found.cell not in texts),
                judged.identities,
                self.calculated.printed(sheet),
            )
        )

    @cached_property
    def spoilt(self) -> Mapping[CellRef, CellRef]:
        """Return the cell that each error value follows from, where it is no fault of its own."""
        errors = [issue.cell for issue in self.issues("error_value")]
        return spoilt_by(self.grid, errors, sorted(self.texts_as_amounts)) if errors else {}

    def spoils(self, cell: CellRef) -> tuple[CellRef, ...]:
        """Return the error values that follow from a cell."""
        return tuple(error for error, cause in self.spoilt.items() if cause == cell)

    @cached_property
    def paces(self) -> Mapping[str, tuple[Pace, ...]]:
        """Return how fast each row's year goes, by sheet; nothing where no period is told."""
        if self.period is None:
            return {}
        month, tables = self.period.last_month, self.calculated.tables
        return {t.sheet: tuple(paces(t, month, self.seasons_on(t.sheet))) for t in tables}

    @cached_property
    def blanks(self) -> tuple[Explanation, ...]:
        """Return the blank inputs that lack an amount which their sums give."""
        judged = self.calculated.judged.values()
        return tuple(one for of_sheet in judged for one in of_sheet.blanks)

    def is_explained(self, cell: CellRef) -> bool:
        """Whether a figure is already known to be wrong, by itself or because of another."""
        return cell in self._explained

    @cached_property
    def _explained(self) -> frozenset[CellRef]:
        return frozenset(
            chain(
                *(
                    (explanation.cell, *explanation.consequences)
                    for sheet in self.calculated.explanations.values()
                    for explanation in sheet
                ),
                *(
                    swap.cells
                    for judged in self.calculated.judged.values()
                    for swap in judged.swaps
                ),
                *((one.cell, *one.consequences) for one in self.blanks),
                self.other_unit,
                *self.unit_consequences.values(),
                *(one.consequences for one in self.wrong_rows),
                *(
                    rests_on_unreadable(table, self.calculated.structures[table.sheet])
                    for table in self.calculated.tables
                ),
            )
        )

    def rests_on_fault(self, goal: GoalResult) -> bool:
        """Whether a goal's gate is computed from a figure that is already known to be wrong.

        Then what the goal shows is a consequence: it is right again when the figure is.
        """
        return goal.gate is not None and any(map(self.is_explained, goal.gate.inputs))

    @cached_property
    def coloured(self) -> tuple[tuple[Coloured, ...], ...]:
        """Return the status cells that are filled with a colour that tells, column by column."""
        return tuple(coloured_columns(self.grid, self.document, self.calculated))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets that people write on: all but the program's own pages."""
        return tuple(
            sheet
            for sheet in self.grid.sheets
            if sheet.name not in _PAGES and not is_written_on_demand(sheet)
        )

    @cached_property
    def typed(self) -> str:
        """Return all texts that stand on any of them, as one."""
        return "\n".join(
            cell.value
            for sheet in self.sheets
            for cell in sheet.cells.values()
            if isinstance(cell.value, str)
        )

    @cached_property
    def texts(self) -> Texts:
        """Return every longer text that goes into the report."""
        return Texts.of(self.document)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return the texts that authors have written of this period."""
        return tuple(passages(self.texts))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Return what the texts say, judged against the tables."""
        return statements_in(self.passages, self.document, self.calculated, self.subjects)

    @cached_property
    def subjects(self) -> Subjects:
        """Return what the document's texts may name."""
        return subjects_of(self.document, self.calculated.tables, self.board.board)

    @cached_property
    def broken_sheets(self) -> frozenset[str]:
        """Return the sheets that lack what every reading of them needs."""
        return frozenset(
            spec.name
            for spec, table in self.tables()
            if not (table.present or self.lacks_optional(spec))
            or any(
                column.required and column.header in table.missing
                for column in spec.columns.values()
            )
        )


def either(words: Iterable[str]) -> str:
    """Return words of which one is meant: "a, b eller c"."""
    return " eller ".join(listed(words).rsplit(" och ", 1))
