"""Which row of an earlier report each row of a sheet is: the pairing that all who compare use."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xl_asn.calculation.pairing import pair_rows
from xl_asn.documents.document import Document
from xl_asn.documents.identity import places_on
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.activities import Activities
from xl_asn.documents.sheets.organisation import Register
from xl_asn.model.identity import RowKey


def paired_rows(
    document: Document, earlier: Document, spec: SheetSpec
) -> Iterator[tuple[Row, Row | None]]:
    """Yield each row of a sheet with the same row of an earlier report; None where it has none."""
    here, there = list(places_on(document, spec)), list(places_on(earlier, spec))
    activities, units = Activities.now(document), Register.of(document)

    def aliases(key: RowKey) -> Collection[str]:
        return {*activities.aliases(key), *units.aliases(key.names[-1])}

    pairing = pair_rows([p.known for p in there], [p.known for p in here], aliases)
    before = {now: then for then, now in pairing.pairs if now not in pairing.guessed}
    for at, place in enumerate(here):
        yield place.row, there[before[at]].row if at in before else None
