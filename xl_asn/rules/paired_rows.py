"""Which row of the previous report each row of a sheet is."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from xl_asn.documents.document import SheetSpec
from xl_asn.documents.rows import Row
from xl_asn.model.grid import folded_name


def paired_rows(
    spec: SheetSpec, rows: Iterable[Row], earlier: Iterable[Row]
) -> Iterator[tuple[Row, Row | None]]:
    """Yield each row with the same row of the earlier report; None where that has none.

    Rows are told by the sheet's key, or else by their names; of several alike the first is the
    first, and so on.
    """
    before: defaultdict[tuple[str, ...], deque[Row]] = defaultdict(deque)
    for row in earlier:
        before[_key(spec, row)].append(row)
    for row in rows:
        alike = before.get(_key(spec, row))
        yield row, alike.popleft() if alike else None


def _key(spec: SheetSpec, row: Row) -> tuple[str, ...]:
    """Return what tells a row from the others of its sheet, the same from period to period."""
    return tuple(folded_name(str(row.get(name) or "")) for name in spec.key) or (row.label,)
