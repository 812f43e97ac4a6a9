"""*Start* of the new period's workbook."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from xl_asn.cycle.next_period.changes import Changes, Told
from xl_asn.cycle.next_period.following import Asked
from xl_asn.cycle.next_period.policy import EMPTIED
from xl_asn.documents.carrying import Act
from xl_asn.documents.start import Start
from xl_asn.model.grid import Value

_STATUS = "Utkast"


def start_anew(
    start: Start, asked: Asked, previous: str, plan: str | None, changes: Changes
) -> None:
    """Let *Start* tell of the new period.

    Args:
        start: as it is.
        asked: the new period.
        previous: what the new workbook calls the one before it.
        plan: what it calls its plan; None where it has none.
        changes: what is to be written.
    """
    own: dict[str, tuple[Value, str]] = {
        "year": (Decimal(asked.period.year), "den nya perioden"),
        "period": (asked.text, "den nya perioden"),
        "previous_report": (previous, "den förra rapporten"),
        "status": (_STATUS, "rapporten börjar om"),
    }
    for name, column in Start.declared().items():
        if not start.has(name):
            continue
        value: Value
        if name == "plan":
            value, why = plan, "nämndplanen för den nya perioden" if plan else "töms: nytt år"
        elif column.carried.act is Act.EMPTY:
            value, why = None, EMPTIED
        elif name in own:
            value, why = own[name]
        else:
            continue
        changes.put(start.cell(name), value, Told("", column.header, why), must=name in own)


def lead_to_archive(start: Start, led: Callable[[str], str], changes: Changes) -> None:
    """Let *Start* name the archive as it is called from where the new workbook lies.

    It stays over a new year: it knows the years before.
    """
    name = (start.archive or "").strip("\"'”")
    if name and led(name) != name:
        header = Start.declared()["archive"].header
        changes.put(start.cell("archive"), led(name), Told("", header, "arkivet, från nya mappen"))
