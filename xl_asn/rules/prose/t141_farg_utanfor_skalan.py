"""En text ger en status som inte finns på skalan.

Vad den gör
    Letar efter färgord som orange, gulgrön och ljusröd i meningar som handlar om status,
    bedömning, resultat, mål eller enheter. Skalan är Grön, Gul, Röd och Inget utfall.

Varför det spelar roll
    En halv status går inte att jämföra med tabellen eller med förra månaden, och den som läser vet
    inte om målet är nått.

Exempel
    "Enheten visar gulgrönt resultat."

Så rättar du
    Skriv den status som står i tabellen. Beskriv resten med ord: "gul, på väg mot grön".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, either
from xl_asn.rules.rule import Rule

RULE = Rule("T141", "farg-utanfor-skalan", Severity.QUESTION, of_forms=True)

#: What all those below have a part of: nearly no text does.
_PARTS = (
    "orange", "amber", "rosa", "ljus", "mörk", "halv", "svag", "brandgul",
    *(one + next_to for one in ("grön", "gul", "röd") for next_to in "gr-/"),
)  # fmt: skip
_COLOUR = re.compile(
    r"\b(orange[at]?|amber|brandgul[at]?|rosa|(?:gul|grön|röd)[-/]?(?:gul|grön|röd)(?:a|t|tt)?|"
    r"(?:ljus|mörk|halv)(?:grön|gul|röd)(?:a|t|tt)?|"
    r"svag[at]?[ \u00a0](?:grön|gul|röd)(?:a|t|tt)?)\b",
    re.IGNORECASE,
)
_ABOUT_STATUS = re.compile(
    r"status|bedöm|resultat|\bmål|enhet|indikator|visar|från[ \u00a0]|remsa|översyn", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^\n.!?]+")


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every text with a status that is not on the scale."""
    for written in context.texts.holding(*_PARTS):
        words = [
            found[0]
            for sentence in _SENTENCE.findall(written.text)
            for found in _COLOUR.finditer(sentence)
            if _ABOUT_STATUS.search(sentence)
        ]
        if words:
            yield RULE.finding(
                f"”{words[0]}” är ingen status på skalan.",
                f"Skriv {either(s.value.lower() for s in context.document.scale.goals)} "
                "som i tabellen, och beskriv resten med ord.",
                cell=written.cell,
            )
