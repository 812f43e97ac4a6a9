"""A workbook on its way through edits and presses, and the laws that every press must keep.

(a) validera of what berakna wrote finds what berakna reported. (b) Beräkna twice is Beräkna once.
(c) Nothing of the author's changes, and what stood in a computed cell is found on Spårning.
(d) No figure in a message that neither stands in a cell nor follows from the sheet as it is now.
(e) The same workbook gives the same answer from every door, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from tests.laws import api
from tests.laws.edits import Edit, shuffled
from tests.laws.figures import unfounded
from tests.laws.press import written
from tests.laws.sheets import without_sheet
from tests.laws.tables import TRAIL, WRITTEN, Table, tables, trail
from xl_asn.documents.left_block import left_places
from xl_asn.documents.start import Start
from xl_asn.model.findings import Finding
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, folded_name

PRESS: Final = "Beräkna"
LAWS: Final = "abcde"
Step = Edit | str
Key = tuple[str, str, str]

_FILLED: Final[Mapping[str, frozenset[str]]] = {
    "Mål": frozenset({"Översyn"}),
    "Risker": frozenset({"Riskvärde"}),
    "Nettokostnad": frozenset({"Föregående prognos"}),
    "Resultaträkning": frozenset({"Föregående prognos"}),
    "Indikatorer": frozenset({"Utfall"}),
}
"""Input columns that Beräkna fills in where they are blank; months and sum rows are told apart."""
_STRIP: Final = "Månadsstatus"
_SUMS: Final = frozenset({"summa", "resultat", "total"})


@dataclass(frozen=True)
class Breach:
    """A law that did not hold, and how."""

    law: str
    told: str

    def __str__(self) -> str:
        return f"({self.law}) {self.told}"


@dataclass
class Walk:
    """A workbook among others that it may name, and what Beräkna has written into it.

    ``ours`` are the very cells that it wrote, kept by identity through every move; ``known`` is
    what it has written beside which name, since a person may type the same thing again.
    """

    grid: Grid
    others: Mapping[str, Grid] = field(default_factory=dict)
    presses: int = 0
    ours: dict[int, Cell] = field(default_factory=dict)
    known: dict[Key, set[object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._remember(self.grid, ())

    def take(self, steps: Iterable[Step]) -> list[Breach]:
        """Take the steps and press at the end; return every law that did not hold."""
        breaches: list[Breach] = []
        for step in (*steps, PRESS):
            if isinstance(step, Edit):
                self.grid = step(self.grid)
            else:
                breaches += self.press()
        return breaches

    def press(self) -> list[Breach]:
        """Press Beräkna, and return every law that did not hold."""
        before = self.grid
        if before.sheet(TRAIL) is None:  # without its memory every figure is the author's
            self.ours.clear()
            self.known.clear()
        self.presses += 1
        now = api.NOW + timedelta(days=self.presses)
        case = api.case_among(before, self.others)
        said = api.examined(case)
        computed = api.computed(case, now)
        after = written(before, computed)
        breaches = [
            *self._doors(before, said.findings, computed, now),
            *self._changed(before, after, computed),
            *self._agrees(after, computed, now),
            *self._figures(before, said),
            *self._figures(after, computed.examined),
        ]
        self._remember(after, computed.values)
        self.grid = after
        return breaches

    def _agrees(self, after: Grid, computed: api.Computed, now: datetime) -> Iterator[Breach]:
        again = api.case_among(after, self.others)
        found = api.examined(again).findings
        yield from (Breach("a", told) for told in differences(computed.examined.findings, found))
        twice = api.computed(again, now + timedelta(hours=1))
        for ref, value in twice.values.items():
            yield Breach("b", f"{ref} {after.at(ref).text!r} blir {value!r} vid andra trycket")
        for page in twice.pages:
            yield Breach("b", f"{page.name} skrivs om vid andra trycket")

    def _doors(
        self, before: Grid, said: tuple[Finding, ...], computed: api.Computed, now: datetime
    ) -> Iterator[Breach]:
        """Yield what is answered otherwise when the doors are tried the other way round."""
        again = api.case_among(shuffled(before), self.others)
        twice = api.computed(again, now)
        found = api.examined(again).findings
        yield from (Breach("e", told) for told in differences(said, found))
        yield from (
            Breach("e", told)
            for told in differences(computed.examined.findings, twice.examined.findings)
        )
        if dict(twice.values) != dict(computed.values) or twice.pages != computed.pages:
            yield Breach("e", "Beräkna skriver något annat när den frågas igen")

    def _figures(self, grid: Grid, said: api.Examined) -> Iterator[Breach]:
        """Yield the figures that come from nowhere; what is said without any memory is founded.

        A fault that leads to another is not followed in all its columns, and rarely needs to be.
        """
        beside = [*self.others.values()]
        wrong = unfounded(grid, said.findings, api.sums_of(said), beside)
        if not wrong:
            return
        bare = api.case_among(without_sheet(grid, TRAIL), self.others)
        known = {(f.code, f.cell, f.expected) for f in api.examined(bare).findings}
        for finding, figure in wrong:
            if (finding.code, finding.cell, finding.expected) not in known:
                yield Breach("d", f"{figure} i {finding.code} {finding.cell}: {finding.message}")

    def _changed(self, before: Grid, after: Grid, computed: api.Computed) -> Iterator[Breach]:
        for page in computed.pages:
            if page.name not in WRITTEN:
                yield Breach("c", f"bladet {page.name} skrivs om")
        found = {table.name: table for table in tables(before)}
        start = Start.from_grid(before)[0]
        computed_there = (n for n, column in Start.declared().items() if column.computed)
        stamps = {start.place(name) for name in computed_there} | {*left_places(before).values()}
        for ref in changes(before, after):
            table = found.get(ref.sheet)
            if ref in stamps or (table and self._may_write(table, ref, before.at(ref))):
                continue
            told = f"{ref} {before.at(ref).text!r} har blivit {after.at(ref).text!r}"
            yield Breach("c", told)
        for ref in changes(before, after):
            table = found.get(ref.sheet)
            held = before.at(ref)
            if not table or held.is_blank or ref in stamps or self._is_ours(table, ref, held):
                continue
            if not _is_kept(after, ref, held):
                yield Breach("c", f"{ref} {held.text!r} {held.formula or ''} saknas på {TRAIL}")

    def _may_write(self, table: Table, ref: CellRef, held: Cell) -> bool:
        """Whether Beräkna may write into a cell: computed, or one that it fills and has filled."""
        header = table.header_at(ref.column)
        if header is None or ref.row not in table.rows:
            return False
        if header in table.computed:
            return True
        is_sum = header in table.amounts and table.kind_of(ref.row) in _SUMS
        is_month = table.name == _STRIP and header != "Mål"
        fills = is_sum or is_month or header in _FILLED.get(table.name, frozenset())
        return fills and (held.is_blank or self._is_ours(table, ref, held))

    def _is_ours(self, table: Table, ref: CellRef, held: Cell) -> bool:
        return id(held) in self.ours or held.value in self.known.get(_key(table, ref), ())

    def _remember(self, after: Grid, values: Iterable[CellRef]) -> None:
        """Remember the cells that were written, and the computed ones that were right already."""
        found = {table.name: table for table in tables(after)}
        agreed = {
            ref
            for ref, told in trail(after)
            if ref.sheet in found
            and found[ref.sheet].header_at(ref.column) in found[ref.sheet].computed
            and told["Värde"].value == after.at(ref).value
        }
        for ref in {*values, *agreed}:
            cell = after.at(ref)
            if ref.sheet in found and not cell.is_blank:
                self.ours[id(cell)] = cell
                self.known.setdefault(_key(found[ref.sheet], ref), set()).add(cell.value)


def _key(table: Table, ref: CellRef) -> Key:
    return table.name, table.header_at(ref.column) or "", folded_name(table.label_of(ref.row))


def changes(before: Grid, after: Grid) -> Iterator[CellRef]:
    """Yield every cell that differs, but those of the sheets that the program writes."""
    names = [sheet.name for sheet in before.sheets]
    for sheet in before.sheets:
        now = after.sheet(sheet.name)
        if sheet.name in WRITTEN or names.count(sheet.name) > 1:
            continue
        cells = now.cells if now else {}
        for place in sorted({*sheet.cells, *cells}):
            one, other = sheet.cells.get(place, BLANK), cells.get(place, BLANK)
            if (one.value, one.formula) != (other.value, other.formula):
                yield CellRef(sheet.name, *place)


def _is_kept(after: Grid, ref: CellRef, held: Cell) -> bool:
    """Whether Spårning tells what stood in a cell, its figure or word and its formula."""
    for place, told in trail(after):
        kept = told["Ersatte"]
        value = told["Värde"].value if kept.text == "lika" else kept.value
        same = value == held.value or kept.text == held.text
        formula = told["Ersatt formel"].text.removeprefix("=")
        if place == ref and (same or held.value is None) and formula == (held.formula or ""):
            return True
    return False


def facts(finding: Finding) -> tuple[object, ...]:
    """Return all that a person is told of a finding, and all that another program is."""
    return (
        finding.code, finding.severity, finding.place, finding.message, finding.remedy,
        finding.found, finding.expected, finding.difference, finding.inputs,
        finding.consequences, finding.is_accepted,
    )  # fmt: skip


def differences(told: Iterable[Finding], found: Iterable[Finding]) -> Iterator[str]:
    """Yield how two lists of findings differ, the first difference of each finding."""
    one, other = [*told], [*found]
    for finding in one:
        if facts(finding) not in map(facts, other):
            yield f"bara i det ena svaret: {_told(finding)}"
    for finding in other:
        if facts(finding) not in map(facts, one):
            yield f"bara i det andra: {_told(finding)}"
    if sorted(map(_told, one)) == sorted(map(_told, other)):
        for mine, theirs in zip_longest(one, other):
            if mine is None or theirs is None or facts(mine) != facts(theirs):
                yield "fynden står i olika ordning"
                return


def _told(finding: Finding) -> str:
    numbers = [value for value in finding.numbers if isinstance(value, Decimal)]
    return f"{finding.code} {finding.cell or finding.sheet}: {finding.message} {numbers}"
