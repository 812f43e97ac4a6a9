"""Regelverket som arbetsboken nämner går inte att använda.

Vad den gör
    Läser Regelverk på bladet Start. Där står vilket regelverk mallen är gjord med: ett som följer
    med programmet, eller en fil i arbetsbokens mapp eller mappen ovanför. Finns det inte, eller är
    det fel i filen, gäller bladet Regler ensamt, och det som saknas där tas ur det neutrala
    regelverket.

Varför det spelar roll
    Bladet Regler räcker för det mesta. Men ett värde som är borttaget därifrån hämtas ur
    regelverket, och utan det kan ett annat värde gälla än det som nämnden har bestämt.

Exempel
    Regelverk är "Utbildningsnämnden 2026-01 (utbildning.toml, 3f2a9c1b)", men filen
    utbildning.toml är flyttad.

Så rättar du
    Lägg tillbaka filen, rätta de rader som meddelandet räknar upp, eller skriv ett annat regelverk
    i cellen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.start import SHEET
from xl_asn.model.findings import Finding, Severity
from xl_asn.parameters.chosen import Chosen
from xl_asn.parameters.shipped import shipped_boards
from xl_asn.rules.context import Context, either
from xl_asn.rules.rule import Rule

RULE = Rule("S109", "regelverket-saknas", Severity.QUESTION)


def _remedy(board: Chosen) -> str:
    if board.lines:
        return "Rätta filen."
    if board.mark.is_file:
        return "Lägg tillbaka filen, eller ändra cellen."
    return f"Skriv {either((*shipped_boards(), 'en fils namn'))} i cellen."


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding when the board that *Start* names cannot be had."""
    board = context.board
    if board.fault:
        said = " ".join((board.fault, *board.lines))
        yield RULE.finding(
            f"{said} Bladet Regler gäller, och {board.board.rule_set} för det som saknas där.",
            _remedy(board),
            sheet=SHEET,
            cell=context.document.start.place("rule_set"),
        )
