"""Enheten finns inte på bladet Organisation.

Vad den gör
    Jämför enhetsnamnen på Enhetsresultat och Händelser med namn och alias på Organisation. Ett
    namn som står i flera celler är ett enda fynd, med alla cellerna.

Varför det spelar roll
    En felstavad enhet ser ut som en ny enhet. Då går det inte att följa den från månad till
    månad, och den riktiga enheten ser ut att saknas.

Exempel
    "Hästkons stöd- och boendeenhet" i november 2022. Enheten heter Hästskons.

Så rättar du
    Rätta stavningen. Om enheten har bytt namn: lägg till det nya namnet på Organisation, med
    det gamla som alias.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import NearNames
from xl_asn.documents.sheets.organisation import Register
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.cells import told_places

RULE = Rule("V108", "okand-enhet", Severity.ERROR, reads=("Organisation",))


def check(context: Context, register: Register) -> Iterator[Finding]:
    """Yield one finding, with its cells, for every unit that the register does not know."""
    unknown: dict[str, list[tuple[str, CellRef]]] = {}
    for spec, table in context.tables():
        if spec.name == "Organisation" or "unit" not in table.columns:
            continue
        for row in table:
            unit = row.get("unit")
            if unit and not register.find(unit):
                unknown.setdefault(folded_name(unit), []).append((unit, row.cell("unit")))
    known = NearNames(register.names)
    for found in unknown.values():
        unit, cells = found[0][0], [cell for _, cell in found]
        near = known.to(unit)
        yield RULE.finding(
            f"Enheten {unit} finns inte på bladet Organisation."
            + (f" Namnet står i {len(cells)} celler: {told_places(cells)}." if cells[1:] else "")
            + (f" Menade du {near}?" if near else ""),
            f"Ändra namnet till {near}, eller lägg till det som alias på bladet Organisation."
            if near
            else "Rätta namnet, eller lägg till enheten på bladet Organisation.",
            cell=cells[0],
            inputs=tuple(cells[1:]),
        )
