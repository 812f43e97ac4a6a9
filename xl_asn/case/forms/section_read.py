"""One section of a returned form read: what it answers, what has been added, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xl_asn.case.forms import codes
from xl_asn.case.forms.answer_columns import answer_columns
from xl_asn.case.forms.answering import Read, is_same, read_answer
from xl_asn.case.forms.blocks import Block
from xl_asn.case.forms.codes import remark
from xl_asn.case.forms.rows_found import Found, Stands, rows_found
from xl_asn.case.forms.sections import Made, MadeRow, seen
from xl_asn.documents.columns import Column
from xl_asn.model.findings import Finding
from xl_asn.model.forms import AddedRow, Answer
from xl_asn.model.grid import CellRef, Merge, Value, cell_of
from xl_asn.model.listing import listed
from xl_asn.rules.shared.cells import told_rows

_MOST_NAMED: Final = 8


@dataclass
class SectionRead:
    """What has been read of a section so far.

    ``standing`` are its rows with their places, ``written`` those that the recipient has added in
    the room that there was, ``changed`` says of locked cells what they were and are, and ``told``
    are the cells of which a finding has told why they are not taken.
    """

    made: Made
    columns: Mapping[str, Column]
    answers: list[Answer] = field(default_factory=list)
    added: list[AddedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    changed: list[tuple[CellRef, str]] = field(default_factory=list)
    standing: list[tuple[MadeRow, Stands]] = field(default_factory=list)
    written: list[Stands] = field(default_factory=list)
    told: set[CellRef] = field(default_factory=set)

    def say(self, code: str, detail: str, cells: Sequence[CellRef] = (), sheet: str = "") -> None:
        """Tell of something, in the first of some cells."""
        first = cells[0] if cells else None
        more = tuple(cells[1:])
        self.findings.append(remark(code, detail, cell=first, sheet=sheet or None, inputs=more))


def read_section(
    made: Made, blocks: Sequence[Block], columns: Mapping[str, Column], sheet: str
) -> SectionRead:
    """Read a section where it stands.

    Args:
        made: the section as it was made.
        blocks: where it stands; none where its headers are gone.
        columns: the columns of the workbook's sheet by header.
        sheet: the name of the sheet of answers.
    """
    read = SectionRead(made, columns)
    if not blocks:
        headers = "Rubriken" if len(made.answers) == 1 else "Rubrikerna"
        read.say(codes.NO_SECTION, f"{headers} {listed(made.answers)}", sheet=sheet)
        return read
    found = rows_found(made, blocks)
    for block in blocks:
        _tell_headers(read, block)
    blocks_by_row = {id(block): answer_columns(block, read.say) for block in blocks}
    for row in made.rows:
        standing = [
            one._replace(block=blocks_by_row[id(one.block)]) for one in found.rows.get(row.key, ())
        ]
        _read_row(read, row, standing)
    _tell_rows(read, found, sheet)
    _read_added(read, [s._replace(block=blocks_by_row[id(s.block)]) for s in found.strange])
    return read


def _read_row(read: SectionRead, row: MadeRow, standing: Sequence[Stands]) -> None:
    """Read the answers of a row; of several copies of it, those that say the same."""
    if not standing:
        return
    read.standing += ((row, one) for one in standing)
    _tell_locked(read, row, standing[0])
    differing: list[CellRef] = []
    name = read.made.called(row)
    for header, asked in row.asked.items():
        cells = [one for one in standing if one.block.column(header) is not None]
        column = read.columns.get(read.made.answers[header])
        if not cells or column is None:
            continue
        found = [(one.block.ref(one.row, header), _read_cell(one, header, column, name))
                 for one in cells]  # fmt: skip
        said = [(ref, told) for ref, told in found if told.value is not None] or found[:1]
        ref, told = said[0]
        if any(not is_same(told.value, other.value) for _, other in said):
            differing += (place for place, _ in said)
            told = told._replace(is_usable=False)
        if told.finding is not None and told.finding not in read.findings:
            read.findings.append(told.finding)
        if not told.is_usable and told.finding is not None:
            read.told.add(ref)
        read.answers.append(Answer(asked.slot, asked.base, told.value, ref, told.is_usable))
    if differing:
        read.told.update(differing)
        read.say(codes.TWO_ROWS, name, differing)


def _read_cell(one: Stands, header: str, column: Column, name: str) -> Read:
    """Read a cell; one that is merged with others beneath it answers nobody knows what."""
    ref = one.block.ref(one.row, header)
    merge = _merged(one.block.sheet.merges, ref)
    if merge is not None and not one.block.sheet.cell(*merge[:2]).is_blank:
        subject = f"{header} i {merge.address}"
        cell = CellRef(ref.sheet, *merge[:2])
        return Read(None, is_usable=False, finding=remark(codes.MERGED, subject, cell=cell))
    return read_answer(column, one.block.cell(one.row, header), ref, f"{header} för {name}")


def _merged(merges: Iterable[Merge], ref: CellRef) -> Merge | None:
    """Return what a cell is merged with, where that is more than what stands to the right of it."""
    merge = next((m for m in merges if m.holds(ref.row, ref.column)), None)
    if merge is None or (merge.first_row == merge.last_row and merge.first_column == ref.column):
        return None
    return merge


def _tell_locked(read: SectionRead, row: MadeRow, one: Stands) -> None:
    for header, value in row.shown.items():
        cell = one.block.cell(one.row, header)
        if one.block.column(header) is None or seen(cell) == seen(cell_of(value)):
            continue
        was, now = _shown(value), _shown(cell.value)
        said = f"{header} för {read.made.called(row)} var {was} och är {now}"
        read.changed.append((one.block.ref(one.row, header), said))


def _tell_headers(read: SectionRead, block: Block) -> None:
    """Tell of headers that are gone or renamed and are not those of answers that are gone."""
    for header in read.made.headers:
        column = block.column(header)
        ref = CellRef(block.sheet.name, block.header_row, column or 1)
        if column is None:
            if header not in read.made.answers:
                read.changed.append((ref, f"kolumnen {header} finns inte kvar"))
        elif seen(block.sheet.cell(block.header_row, column)) != seen(cell_of(header)):
            now = _shown(block.sheet.cell(block.header_row, column).value)
            read.changed.append((ref, f"rubriken {header} är {now}"))


def _tell_rows(read: SectionRead, found: Found, sheet: str) -> None:
    for code, rows in ((codes.ALIKE_ROWS, found.alike), (codes.NO_ROW, found.gone)):
        if rows:
            names = [read.made.called(row) for row in rows[:_MOST_NAMED]]
            more = [f"{len(rows) - _MOST_NAMED} till"] if len(rows) > _MOST_NAMED else []
            read.say(code, listed([*names, *more]), sheet=sheet)


def _read_added(read: SectionRead, strange: Sequence[Stands]) -> None:
    """Read the rows that the form did not have and in which something is answered."""
    free = [one for one in strange if read.made.free and one.row not in one.block.below]
    orders = _orders(read.made, free)
    others: list[Stands] = []
    for one in strange:
        is_free = one in free
        if all(one.block.cell(one.row, header).is_blank for header in read.made.answers):
            continue
        values = dict(_written(read, one, is_free=is_free))
        (read.written if is_free else others).append(one)
        if not values:
            continue
        ref = min(one.block.ref(one.row, h) for h in read.made.answers if one.block.column(h))
        order = orders.get(one.row, len(orders) + len(others))
        read.added.append(AddedRow(read.made.sheet, order, values, ref, is_free))
    if others:
        cells = [one.block.ref(one.row, next(iter(read.made.answers))) for one in others]
        read.say(codes.UNKNOWN_ROW, told_rows(one.row for one in others), cells)


def _written(read: SectionRead, one: Stands, *, is_free: bool) -> Iterator[tuple[str, Value]]:
    """Yield what an added row says, by the workbook's headers; nothing where it answers nothing."""
    block = one.block
    answered = [h for h in read.made.answers if not block.cell(one.row, h).is_blank]
    for header in read.made.headers if answered and not is_free else ():
        if header not in read.made.answers and not block.cell(one.row, header).is_blank:
            yield header, block.cell(one.row, header).value
    for header in answered:
        named = read.made.answers[header]
        column = read.columns.get(named)
        if column is None or not is_free:
            yield named, block.cell(one.row, header).value
            continue
        told = _read_cell(one, header, column, f"raden {one.row}")
        read.findings += [told.finding] if told.finding else []
        if told.is_usable:
            yield named, told.value
        else:
            read.told.update([block.ref(one.row, header)] if told.finding else [])


def _orders(made: Made, free: Sequence[Stands]) -> Mapping[int, int]:
    """Return the order of each free row by its number: what it is called tells it, or its place."""
    orders: dict[int, int] = {}
    for one in free:
        told = (made.free.get(seen(cell)) for cell in one.block.sheet.row(one.row).values())
        order = next((n for n in told if n is not None and n not in orders.values()), None)
        if order is not None:
            orders[one.row] = order
    after = max(made.free.values(), default=0)
    for place, one in enumerate((one for one in free if one.row not in orders), after + 1):
        orders[one.row] = place
    return orders


def _shown(value: Value) -> str:
    text = " ".join(cell_of(value).text.split())
    return f"”{text[:40]}{'…' if len(text) > 40 else ''}”" if text else "tom"  # noqa: PLR2004
