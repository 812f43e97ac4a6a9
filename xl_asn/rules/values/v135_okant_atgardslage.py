"""Åtgärdens status är ett ord utanför skalan.

Vad den gör
    Kontrollerar att Status på Risker är Genomfört, Påbörjat eller Ej påbörjat, också i böjd form
    (Genomförd, Påbörjade). Andra ord blir en fråga, med det ord på skalan som ligger närmast.

Varför det spelar roll
    Ordet jämförs mellan perioder och räknas. "Klart" och "Genomfört" blir två olika saker.

Exempel
    "Pågår" i stället för Påbörjat.

Så rättar du
    Skriv ett av orden på skalan. Det som är mer att säga hör hemma i Bedömning.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V135", "okant-atgardslage", Severity.QUESTION, reads=("Risker",))

_SCALE = {"genomför": "Genomfört", "påbörja": "Påbörjat", "ej påbörja": "Ej påbörjat"}
#: Words that people write for each step of the scale, by how they begin.
_MEANT = {
    "klar": "Genomfört", "avslut": "Genomfört", "färdig": "Genomfört", "pågå": "Påbörjat",
    "delvis": "Påbörjat", "startad": "Påbörjat", "inte påbörja": "Ej påbörjat",
    "planera": "Ej påbörjat", "kommande": "Ej påbörjat",
}  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every status of a measure that is not on the scale."""
    for row in context.document.table("Risker") or ():
        word = folded_name(row.status or "")
        if not word or any(word.startswith(begun) for begun in _SCALE):
            continue
        meant = next((step for begun, step in _MEANT.items() if word.startswith(begun)), None)
        yield RULE.finding(
            f"Åtgärdens läge för {row.label or 'raden'} är ”{row.status}”, som inte finns på "
            "skalan." + (f" Menade du {meant}?" if meant else ""),
            "Skriv Genomfört, Påbörjat eller Ej påbörjat.",
            cell=row.cell("status"),
        )
