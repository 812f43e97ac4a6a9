"""En cell är tom i en tabell som ska publiceras.

Vad den gör
    Letar efter tomma celler i beloppstabellerna, i kolumner där andra rader har belopp.
    Rubrikrader, celler som Beräkna fyller i och tomma belopp som en annan regel pekar ut räknas
    inte. Cellerna samlas till ett fynd för varje blad. Att en enhet saknar bedömning säger V101.

Varför det spelar roll
    Den som får tabellen uppläst hör bara "tom cell" och vet inte om beloppet är noll, saknas eller
    inte är aktuellt. Ett streck eller en nolla säger vilket (DOS-lagen, WCAG 2.1 AA).

Exempel
    November 2022: raden varav statlig ersättning covid-19 har utfall men tom budget.

Så rättar du
    Skriv 0 om beloppet är noll, och – om det inte finns något belopp.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.columns import AMOUNT
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.texts import and_more

RULE = Rule("V136", "tom-cell-i-tabell", Severity.INFO)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every table of amounts with a blank among its amounts."""
    filled = {result.cell for result in context.calculated.results}
    filled |= {blank.cell for blank in context.blanks}
    for spec, table in context.tables():
        if not spec.row.holds_amounts:
            continue
        fields = [
            name
            for name, column in spec.columns.items()
            if column.kind is AMOUNT and not column.computed and name in table.columns
        ]
        rows = [row for row in table if any(getattr(row, name) is not None for name in fields)]
        used = [name for name in fields if any(getattr(row, name) is not None for row in rows)]
        blank = [
            (row, name)
            for row in rows
            for name in used
            if getattr(row, name) is None
            and row.readable(name)
            and context.grid.at(row.cell(name)).is_blank
            and row.cell(name) not in filled
        ]
        if not blank:
            continue
        row, name = blank[0]
        also = and_more(len(blank) - 1, "cell", "celler")
        yield RULE.finding(
            f"{spec.columns[name].header} är tom på raden {row.label}{also}.",
            "Skriv 0 om beloppet är noll, och – om det inte finns något belopp.",
            cell=row.cell(name),
            inputs=tuple(r.cell(n) for r, n in blank[1:]),
        )
