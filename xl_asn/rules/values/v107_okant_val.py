"""Cellen har ett ord som inte finns i listan.

Vad den gör
    Kontrollerar celler som har en fast lista: bedömning, radtyp, månad, period. Förkortningarna
    G, A och R i äldre rapporter förstås som Grön, Gul och Röd. Ett ord som står i flera celler
    i en kolumn är ett enda fynd, med alla cellerna.

Varför det spelar roll
    En bedömning som inte finns på skalan räknas inte, och målets andel blir fel.

Exempel
    "Orange" som bedömning, eller "delsumma" som radtyp.

Så rättar du
    Välj ett av orden i listan.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import closest
from xl_asn.documents.rows import Issue
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.cells import told_places

RULE = Rule("V107", "okant-val", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding, with its cells, for every word outside its column's closed list."""
    words: dict[tuple[str, str, str], list[Issue]] = {}
    for issue in context.issues("unknown_choice"):
        word = folded_name(str(issue.context["found"]))
        words.setdefault((issue.cell.sheet, issue.column.header, word), []).append(issue)
    for issues in words.values():
        issue, cells = issues[0], [issue.cell for issue in issues]
        found = issue.context["found"]
        near = closest(str(found), issue.column.choices)
        told = f"{issue.subject} är ”{found}”, som inte finns i listan."
        if cells[1:]:
            told = (
                f"{issue.column.header} är ”{found}” i {len(cells)} celler: {told_places(cells)}. "
                "Ordet finns inte i listan."
            )
        yield RULE.finding(
            told + (f" Menade du {near}?" if near else ""),
            f"Välj ett av: {issue.context['choices']}.",
            cell=cells[0],
            inputs=tuple(cells[1:]),
        )
