"""A returned form as documents that rules can be asked of: the workbook's own rows, read here.

Each section where it stands is a document of its own, whose rows have the form's cells. What is
locked is read as it was handed out, whatever stands there now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xl_asn.calculation.earlier import PREVIOUS_FORECAST
from xl_asn.case.forms.blocks import Block
from xl_asn.case.forms.form_read import FormRead
from xl_asn.case.forms.section_read import SectionRead
from xl_asn.case.forms.sections import MadeRow
from xl_asn.documents.columns import columns_of
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Issue, Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.goals import GOALS, UnitRow
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import BLANK, Cell, CellRef, cell_of
from xl_asn.rules.isolating import Told

SHOWN_FORECAST: Final = "Förra prognosen"
#: What a form calls a column of the workbook that it only shows.
_CALLED: Final = {SHOWN_FORECAST: PREVIOUS_FORECAST}


class Part(NamedTuple):
    """A section where it stands, as a document can be made of it.

    ``rows`` are those of the form that stand there, by number; None for a row that was free.
    """

    spec: SheetSpec
    read: SectionRead
    block: Block
    rows: tuple[tuple[int, MadeRow | None], ...]

    def document(self, form: FormRead, told: Told) -> Document:
        """Return the document, with some cells told otherwise than they stand."""
        fields = _Fields.of(self)
        cells = {number: dict(fields.cells(self, number, row, told)) for number, row in self.rows}
        table, issues = _table(self.spec, self.block, fields.places, cells)
        tables: dict[str, Rows[Any]] = {self.spec.name: table}
        if issubclass(self.spec.row, UnitRow):
            tables[GOALS.name] = _goals(form, self.block, table)
        return form.ruled.declared(form.ruled.start, issues, tables)


def parts_of(form: FormRead) -> Iterator[Part]:
    """Yield the sections of a form where they stand and have any row."""
    for read in form.sections:
        spec = form.spec(read.made.sheet)
        if spec is None:
            continue
        by_top: dict[int, tuple[Block, dict[int, MadeRow | None]]] = {}
        rows = [*read.standing, *((None, one) for one in read.written)]
        for row, (block, number) in rows:
            by_top.setdefault(block.header_row, (block, {}))[1][number] = row
        for block, numbers in by_top.values():
            yield Part(spec, read, block, tuple(sorted(numbers.items(), key=lambda one: one[0])))


class _Fields(NamedTuple):
    """The fields of a section's rows: where each stands, and the form's header of it.

    A field that the form has no column for stands where the row's name does.
    """

    places: Mapping[str, int]
    headers: Mapping[str, str]

    @classmethod
    def of(cls, part: Part) -> _Fields:
        """Return those of a part."""
        by_header = {column.header: name for name, column in part.spec.columns.items()}
        named = next((c for h in part.block.made.keys if (c := part.block.column(h))), None)
        first = named or min((c for cs in part.block.columns.values() for c in cs), default=1)
        headers = {}
        for header in part.block.made.headers:
            said = part.block.made.answers.get(header, _CALLED.get(header, header))
            if said in by_header and part.block.column(header) is not None:
                headers[by_header[said]] = header
        is_free = all(row is None for _, row in part.rows)
        extra = (
            () if is_free else (*part.spec.key, *(["kind"] if part.spec.row.holds_amounts else []))
        )
        places = {f: part.block.column(h) or first for f, h in headers.items()}
        order = [f for f in part.spec.columns if f in places or f in extra]
        return cls({f: places.get(f, first) for f in order}, headers)

    def cells(
        self, part: Part, number: int, row: MadeRow | None, told: Told
    ) -> Iterator[tuple[str, Cell]]:
        """Yield the cell of each field of a row, as it counts."""
        if row is not None:
            names = dict(zip(part.spec.key, row.key.names[-len(part.spec.key) :], strict=False))
            yield from ((name, cell_of(text)) for name, text in names.items())
            if part.spec.row.holds_amounts:
                kind = RowKind.OF_WHICH if row.key.parent else RowKind.ROW
                yield "kind", cell_of(kind.value)
        for field, header in self.headers.items():
            ref = part.block.ref(number, header)
            if row is not None and header in row.shown:
                yield field, cell_of(row.shown[header])
            elif header in part.block.made.answers:
                cell = BLANK if ref in part.read.told else part.block.cell(number, header)
                yield field, told.get(ref, cell)


def _table(
    spec: SheetSpec, block: Block, places: Mapping[str, int],
    cells: Mapping[int, Mapping[str, Cell]],
) -> tuple[Rows[Any], tuple[Issue, ...]]:  # fmt: skip
    """Read rows whose fields may stand in one column, each as if it had a column of its own."""
    apart = {field: number for number, field in enumerate(places, 1)}
    fields = {number: field for field, number in apart.items()}
    read = {
        row: {apart[field]: cell for field, cell in told.items() if field in apart}
        for row, told in cells.items()
    }
    rows, found = spec.row.read_down(block.sheet.name, apart, read)
    issues = tuple(
        issue._replace(
            cell=CellRef(block.sheet.name, issue.cell.row, places[fields[issue.cell.column]])
        )
        for issue in found
    )
    table = Rows(
        block.sheet.name,
        tuple(row.placed(places) for row in rows),
        places,
        block.header_row,
        present=True,
        declared=columns_of(spec.row),
    )
    return table, issues


def _goals(form: FormRead, block: Block, units: Rows[Any]) -> Rows[Any]:
    """Return the goals that units are assessed for, as far as a form tells of them: by number."""
    spec = next(s for s in form.ruled.declared.sheets if s.name == GOALS.name)
    places = {"number": units.columns["goal"]}
    first: dict[Decimal, Row] = {}
    for unit in units:
        if unit.goal is not None:
            first.setdefault(unit.goal, unit)
    cells = {unit.row_number: {"number": cell_of(goal)} for goal, unit in first.items()}
    return _table(spec, block, places, cells)[0]
