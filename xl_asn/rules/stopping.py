"""What could not be done with what a cell holds: a *fel* at that cell, and all the rest is done."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol, TypeAlias

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.rules.context import Context, listed
from xl_asn.rules.isolating import Isolation, Told
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.texts import and_more

STOPPED: Final = Rule("S191", "kontrollen-stannade", Severity.ERROR)

Again: TypeAlias = Callable[[Told], Context]
"""Gives the same document as it is when some cells hold something else."""

_LOG: Final = logging.getLogger(__name__)
_MOST_TOLD: Final = 4
"""Of more cells than these the first is told, with the others as its inputs."""
_REPORT: Final = "Meddela den som förvaltar xl_asn: felet ligger i programmet."


class Check(Protocol):
    """A rule that can be asked of a document."""

    @property
    def rule(self) -> Rule:
        """Return the rule's own facts."""

    def findings(self, context: Context) -> Iterable[Finding]:
        """Return what it finds."""


class Stopped(NamedTuple):
    """What stopped: its name in a sentence, the error's, and the cells that it stopped at.

    ``sheet`` is where to look when no cell could be found; empty where that is not known either.
    """

    what: str
    error: str
    cells: tuple[CellRef, ...] = ()
    sheet: str = ""


class Careful:
    """Asks rules of one document; one that stops at a cell is asked again without that cell.

    ``stopped`` is what has stopped so far.
    """

    def __init__(
        self, context: Context, again: Again | None, stopped: Iterable[Stopped] = ()
    ) -> None:
        self._context = context
        self._again = again
        self._isolation: Isolation | None = None
        self.stopped = [*stopped]

    def ask(self, check: Check) -> Sequence[Finding]:
        """Return what a rule finds, of all but the cells that it stops at.

        Raises:
            MemoryError: there is no more; nothing else can be done either.
        """
        found: list[Finding] = []
        try:
            for finding in check.findings(self._context):
                found.append(finding)  # noqa: PERF402 - what it found before it stopped stands
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one rule's fault must not hide what others say
            _LOG.exception("the rule %s stopped", check.rule.code)
            told = self._stops_at(check)
            known = {(one.code, one.sheet, one.cell) for one in found}
            found += [
                one
                for one in self._answer(check, told) or ()
                if one.cell not in told and (one.code, one.sheet, one.cell) not in known
            ]
            sheet = check.rule.reads[0] if len(check.rule.reads) == 1 else ""
            what = f"{check.rule.code} {check.rule.name}"
            self.stopped.append(Stopped(what, type(error).__name__, tuple(told), sheet))
        return found

    def _stops_at(self, check: Check) -> Told:
        if self._isolation is None:
            self._isolation = Isolation(self._context.grid, self._context.document)
        return self._isolation.stops_at(lambda told: self._answer(check, told) is not None)

    def _answer(self, check: Check, told: Told) -> Sequence[Finding] | None:
        """Return what a rule finds with some cells told otherwise; None where it stops."""
        if self._again is None:
            return None
        try:
            return [*check.findings(self._again(told))]
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - that is what is asked
            return None


def findings_of(stopped: Iterable[Stopped]) -> Iterator[Finding]:
    """Yield one *fel* for each cell that anything stopped at, and one for what has no cell."""
    by_cell: dict[tuple[CellRef, ...], list[Stopped]] = {}
    for one in stopped:
        few = len(one.cells) <= _MOST_TOLD
        for cells in [(cell,) for cell in one.cells] if few else [one.cells]:
            by_cell.setdefault(cells, []).append(one)
        if not one.cells:
            yield STOPPED.finding(
                f"{one.what} gick inte att göra färdig ({one.error}), och det går inte att säga "
                "vilken cell det beror på. Allt annat är kontrollerat.",
                f"Läs igenom {f'bladet {one.sheet}' if one.sheet else 'arbetsboken'} själv. "
                + _REPORT,
                sheet=one.sheet or None,
            )
    for (cell, *others), those in by_cell.items():
        whats = listed(dict.fromkeys(one.what for one in those))
        errors = listed(dict.fromkeys(one.error for one in those))
        yield STOPPED.finding(
            f"{whats} gick inte att göra med det som står i cellen"
            f"{and_more(len(others), 'cell', 'celler')} ({errors}). Allt annat är kontrollerat.",
            "Skriv det som ska stå i cellen på nytt. Hjälper det inte, läs cellen själv. "
            + _REPORT,
            cell=cell,
            inputs=tuple(others),
        )
