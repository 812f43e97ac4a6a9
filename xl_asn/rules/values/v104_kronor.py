"""Ett belopp verkar vara i kronor bland belopp i tkr.

Vad den gör
    Jämför varje inskrivet belopp med radens andra belopp. Ett belopp som är ungefär tusen gånger
    större än de andra är troligen i kronor. En hel rad i kronor känns igen på att summan blir
    rätt när raden delas med tusen, och ger ett enda fynd.

Varför det spelar roll
    Ett enda belopp i kronor gör summan och alla avvikelser ovanför den orimliga.

Exempel
    Utfall −78 885 000 på en rad där budgeten är −81 412.

Så rättar du
    Skriv beloppet i tkr. Meddelandet visar vilket belopp det i så fall blir.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import rounded, show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V104", "kronor-bland-tkr", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every amount, or whole row, that is a thousand times too large."""
    for table in context.calculated.tables if context.kronor else ():
        for row in table.rows:
            suspects = [
                (column, figure, figure.value, context.kronor[figure.cell])
                for column in table.columns
                if (figure := row.figures.get(column.header)) is not None
                and figure.value is not None
                and figure.cell in context.kronor
            ]
            whole = len(suspects) > 1 and len(suspects) == sum(
                bool(figure.value) for figure in row.figures.values()
            )
            for column, figure, value, likely in suspects[: 1 if whole else None]:
                others = tuple(other.cell for _, other, _, _ in suspects[1:] if whole)
                follows = context.unit_consequences[figure.cell]
                yield RULE.finding(
                    f"{column.header} för {row.label} är {show_number(value)} "
                    + (
                        f"och verkar vara i kronor, liksom radens {len(others)} andra belopp."
                        if whole
                        else "och verkar vara i kronor."
                    ),
                    f"Skriv {show_number(likely)} ({table.unit}), om beloppet är i kronor.",
                    cell=figure.cell,
                    found=value,
                    expected=rounded(likely),
                    difference=value - rounded(likely),
                    consequences=tuple(dict.fromkeys((*others, *follows))),
                )
