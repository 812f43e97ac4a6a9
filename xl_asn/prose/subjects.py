"""Who and what a text may name: the rows of amounts, the board as a whole, the units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from xl_asn.documents.document import Document
from xl_asn.model.amounts import AmountRow, AmountTable, RowKind
from xl_asn.model.grid import folded_name
from xl_asn.parameters.board import Board
from xl_asn.prose.names import NameBook

_BOARD: Final = ("nämnden", "förvaltningen", "nämndens resultat", "förvaltningens resultat")
#: Words before the name of a sum that are not part of the name.
_HEADS: Final = ("nettokostnad", "resultat", "totalt", "total")
_COSTS_FOR: Final = "kostnader för "
#: What is called by its name alone when it is the whole of it.
_TOTALS: Final = ("intäkter", "kostnader")


@dataclass(frozen=True)
class Subject:
    """Something that a text may be about: rows of amounts, or a unit.

    ``rows`` has more than one where several tables have the same row.
    """

    name: str
    rows: tuple[tuple[AmountTable, AmountRow], ...] = field(default=(), compare=False)
    unit: bool = False
    total: bool = False
    """Whether it is called by a word for all costs or all income, which may be meant of a row."""

    @cached_property
    def labels(self) -> frozenset[str]:
        """Return the names of the rows, for comparing."""
        return frozenset(folded_name(row.label) for _, row in self.rows)

    @cached_property
    def by_place(self) -> Mapping[tuple[str, int], tuple[AmountTable, AmountRow]]:
        """Return the rows by sheet and number."""
        return {(table.sheet, row.number): (table, row) for table, row in reversed(self.rows)}


@dataclass(frozen=True)
class Subjects:
    """Everything that a document's texts may be about."""

    book: NameBook[Subject]
    board: Subject
    rows: tuple[Subject, ...]

    def row(self, label: str) -> Subject | None:
        """Return the subject of a row's own name, the board for the board's own total."""
        return self._by_label.get(folded_name(label))

    @cached_property
    def _by_label(self) -> Mapping[str, Subject]:
        subjects = reversed((self.board, *self.rows))  # the first of a name goes before the others
        return {label: subject for subject in subjects for label in subject.labels}


def subjects_of(document: Document, tables: Iterable[AmountTable], names: Board) -> Subjects:
    """Return what a document's texts may name, its board and its rows by the board's own words."""
    tables = tuple(tables)
    by_plain = _row_subjects(tables)
    board = Subject(
        "nämnden",
        tuple((t, t.board_total) for t in tables if t.board_total is not None),
    )  # fmt: skip
    called = [(name, board) for name in (*_BOARD, *names.names.short, document.start.board or "")]
    for plain, subject in by_plain.items():
        if any(folded_name(row.label) in board.labels for _, row in subject.rows):
            called.append((subject.name, board))
            continue
        called += [(name, subject) for name in _names_of(plain, subject, names.row_names)]
    rows = tuple(by_plain.values())
    called += _totals(rows)
    called += [(unit, Subject(unit, unit=True)) for unit in dict.fromkeys(_units(document))]
    return Subjects(NameBook(called), board, rows)


def _totals(rows: Iterable[Subject]) -> Iterator[tuple[str, Subject]]:
    """Yield what "intäkterna" and "kostnaderna" are: their sum, else the only row of that name."""
    named = [(folded_name(subject.name), subject) for subject in rows]
    for word in _TOTALS:
        sums = [subject for name, subject in named if name == f"summa {word}"]
        alike = sums or [subject for name, subject in named if name.endswith(f" {word}")]
        if len(alike) == 1:
            yield f"{word}na", replace(alike[0], total=True)


def _row_subjects(tables: Iterable[AmountTable]) -> Mapping[str, Subject]:
    """Return what the rows are about, by their plain names."""
    by_name: dict[str, list[tuple[AmountTable, AmountRow]]] = {}
    for table in tables:
        for row in table.rows:
            if row.label and row.kind is not RowKind.OF_WHICH:
                by_name.setdefault(_plain(row), []).append((table, row))
    return {plain: Subject(rows[0][1].label, tuple(rows)) for plain, rows in by_name.items()}


def _plain(row: AmountRow) -> str:
    """Return a row's name without the head of a sum: "Nettokostnad IFO" and "Resultat IFO"."""
    name = folded_name(row.label).strip("* ")
    if row.kind.is_sum:
        head, _, rest = name.partition(" ")
        return rest if head in _HEADS and rest else name
    return name


def _names_of(
    plain: str, subject: Subject, row_names: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    yield subject.name
    if plain.startswith(_COSTS_FOR):
        yield plain.removeprefix(_COSTS_FOR)
    for _, row in subject.rows:
        if plain != folded_name(row.label):
            yield from (plain, row.area)
    whole = f"{plain} "
    for beginning, aliases in row_names.items():
        if whole.startswith(f"{beginning} "):
            yield from aliases


def _units(document: Document) -> Iterator[str]:
    for row in document.table("Organisation") or ():
        yield from row.names
    for row in document.table("Enhetsresultat") or ():
        if row.unit:
            yield row.unit
