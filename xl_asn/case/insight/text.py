"""The story of a cell, and the map of what is guarded, in lines of Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from xl_asn.case.insight.guards import Guarded
from xl_asn.case.insight.story import Origin, Source, Story
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, column_letters
from xl_asn.rules.catalogue import all_rules

_INDENT: Final = "  "


def story_lines(told: Story, guarded: Guarded | None) -> Iterator[str]:
    """Yield what there is to say about a cell, its inputs indented below it."""
    source = told.source
    yield f"{source.cell}  {source.name}".rstrip()
    if source.origin is Origin.PROGRAM:
        yield f"{_INDENT}Bladet {source.cell.sheet} skrivs av programmet. Skriv inte här."
        return
    yield f"{_INDENT}I cellen står: {source.held_text} ({source.origin.value})"
    if source.column is not None:
        yield f"{_INDENT}{source.column.header}: {source.column.help}"
    yield from _origin_lines(source)
    yield from _finding_lines("Fynd", told.findings)
    yield from _finding_lines("Följdfel av", told.follows_from)
    if guarded is not None:
        yield from _guard_lines(guarded)


def _origin_lines(source: Source) -> Iterator[str]:
    if source.result is None:
        if source.remark:
            yield f"{_INDENT}{source.remark}"
        return
    value, formula = source.value_text(source.result.value), source.result.formula
    explained = formula.startswith(f"{value}: ")  # a status says itself what it is
    yield f"{_INDENT}Räknas till {formula if explained else f'{value}: {formula}'}"
    if source.remark:
        yield f"{_INDENT}{source.remark}"
    yield from _input_lines(source, 1)


def _input_lines(source: Source, depth: int) -> Iterator[str]:
    for given in source.inputs:
        formula = f" = {given.result.formula}" if given.result and given.inputs else ""
        yield (
            f"{_INDENT * depth}← {given.cell} {given.name}: {given.held_text} "
            f"({given.origin.value}){formula}"
        )
        yield from _input_lines(given, depth + 1)


def _finding_lines(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"{_INDENT}{title} {finding.code} ({finding.severity.value}): {finding.message}"


def _guard_lines(guarded: Guarded) -> Iterator[str]:
    titles = {rule.rule.code: rule.title for rule in all_rules()}
    for codes, what in ((guarded.codes, "blir fel"), (guarded.emptied, "töms")):
        if not codes:
            yield f"{_INDENT}Ingen regel märker om cellen {what}."
            continue
        yield f"{_INDENT}Regler som märker om cellen {what}:"
        for code in codes:
            yield f"{_INDENT * 2}{code} {titles.get(code, '')}".rstrip()


class ColumnCoverage(NamedTuple):
    """One column of one sheet: its filled cells, those guarded, and by which rules."""

    sheet: str
    header: str
    filled: int
    required: int
    """How many filled cells some rule misses when they are emptied."""
    codes: tuple[str, ...]
    unguarded: tuple[CellRef, ...]

    @property
    def guarded(self) -> int:
        """Return how many filled cells some rule guards."""
        return self.filled - len(self.unguarded)

    def as_json(self) -> Mapping[str, Any]:
        """Return the column with the addresses that nobody guards."""
        return {
            "blad": self.sheet,
            "kolumn": self.header,
            "ifyllda": self.filled,
            "vaktade": self.guarded,
            "saknasOmTömda": self.required,
            "regler": list(self.codes),
            "ovaktade": [ref.address for ref in self.unguarded],
        }


def by_column(cells: Iterable[Guarded]) -> tuple[ColumnCoverage, ...]:
    """Return the coverage by sheet and column, in the order of the workbook."""
    columns: dict[tuple[str, str], list[Guarded]] = {}
    for guarded in cells:
        columns.setdefault((guarded.cell.sheet, guarded.column.header), []).append(guarded)
    return tuple(
        ColumnCoverage(
            sheet,
            header,
            len(group),
            sum(bool(guarded.emptied) for guarded in group),
            tuple(sorted({code for guarded in group for code in guarded.codes})),
            tuple(guarded.cell for guarded in group if not guarded.codes),
        )
        for (sheet, header), group in columns.items()
    )


def runs(cells: Sequence[CellRef]) -> str:
    """Return cells of one column as ranges: ``C6–C9, C12``."""
    found: list[list[int]] = []
    for cell in sorted(cells):
        if found and cell.row == found[-1][1] + 1:
            found[-1][1] = cell.row
        else:
            found.append([cell.row, cell.row])
    letters = column_letters(cells[0].column) if cells else ""
    return ", ".join(
        f"{letters}{first}" if first == last else f"{letters}{first}–{letters}{last}"
        for first, last in found
    )
