"""Cellen har ett ord som inte finns i listan.

Vad den gör
    Kontrollerar celler som har en fast lista: bedömning, radtyp, månad, period. Förkortningarna
    G, A och R i äldre rapporter förstås som Grön, Gul och Röd. Ett ord som står i flera celler
    är ett enda fynd, med alla cellerna.

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

RULE = Rule("V107", "okant-val", Severity.ERROR, of_forms=True)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding, with its cells, for every word outside the closed list of its columns."""
    words: dict[tuple[str, object], list[Issue]] = {}
    for issue in context.issues("unknown_choice"):
        word = folded_name(str(issue.context["found"]))
        scale = bool(issue.column.status_of) or issue.column.choices  # a status is one everywhere
        words.setdefault((word, scale), []).append(issue)
    for issues in words.values():
        issue, cells = issues[0], [issue.cell for issue in issues]
        found = issue.context["found"]
        near = closest(str(found), issue.column.choices)
        told = f"{issue.subject} är ”{found}”, som inte finns i listan."
        if cells[1:]:
            told = f"”{found}” finns inte i listan, men står i {len(cells)} celler: "
            told += f"{told_places(cells)}."
        choices = min((str(one.context["choices"]) for one in issues), key=len)
        yield RULE.finding(
            told + (f" Menade du {near}?" if near else ""),
            f"Välj ett av: {choices}.",
            cell=cells[0],
            inputs=tuple(cells[1:]),
        )
