"""Ett tecken står framför ett beloppsord, men talet saknas.

Vad den gör
    Letar efter plus eller minus som följs direkt av tkr, mnkr eller ett annat beloppsord.

Varför det spelar roll
    Beloppet har fallit bort, och läsaren ser bara att det är en avvikelse.

Exempel
    "Socialpsykiatri + mnkr" i en kommentar.

Så rättar du
    Skriv beloppet mellan tecknet och beloppsordet.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.prose.figures import Kind
from xl_asn.prose.statements import Statement
from xl_asn.rules.rule import Rule

RULE = Rule("T106", "tecken-utan-tal", Severity.QUESTION, of_forms=True)


def check(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every sign before a unit without a number between them."""
    for statement in statements:
        if statement.kind is Kind.BARE_SIGN:
            yield RULE.finding(
                f"Talet saknas i ”{statement.text}”.",
                "Skriv beloppet mellan tecknet och beloppsordet.",
                cell=statement.passage.cell,
            )
