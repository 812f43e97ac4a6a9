"""En cell som ska innehålla ett tal innehåller text.

Vad den gör
    Hittar text i belopp, procent och heltal. Tal som är skrivna på svenskt sätt, även som text,
    läses: "−78 885", "4,9" och "60 %". Ett ensamt streck betyder att beloppet saknas.

Varför det spelar roll
    Excel hoppar över text när det summerar. Beloppet syns i tabellen men räknas inte med.

Exempel
    "ca 500", "12 500 tkr" och "1.234,5" är text. Den sista kan betyda två olika tal.

Så rättar du
    Skriv bara talet, utan ord och enhet. Meddelandet föreslår det tal som verkar vara menat.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V102", "text-i-tal", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every text where a number must stand, and every broken whole number."""
    for issue in context.issues("text_in_number", "not_whole"):
        found = issue.context["found"]
        guess = issue.context.get("guess")
        wanted, remedy = "ett tal", "Skriv bara talet, utan ord och enhet."
        if issue.fault == "not_whole":
            wanted, remedy = "ett heltal", "Skriv ett heltal."
            found = found.replace(".", ",")
        elif guess is not None:
            remedy = (
                f"Skriv talet utan ord och enhet: {show_exact(guess)}, om det är det som menas."
            )
        yield RULE.finding(
            f"{issue.subject} är inte {wanted}: ”{found}”.",
            remedy,
            cell=issue.cell,
            expected=guess,
        )
