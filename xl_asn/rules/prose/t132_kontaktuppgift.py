"""En text innehåller en e-postadress eller ett telefonnummer.

Vad den gör
    Letar efter e-postadresser och svenska telefonnummer i texterna.

Varför det spelar roll
    Kontaktuppgifter till enskilda hör inte hemma i en rapport från socialtjänsten. De blir kvar
    på webben och i arkivet.

Exempel
    "Kontakta familjehemmet på 070-174 06 05."

Så rättar du
    Ta bort uppgiften, eller skriv kommunens växel eller en funktionsadress om läsaren ska kunna
    höra av sig. Godta frågan om det redan är en sådan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.folding import with_plain_dashes
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("T132", "kontaktuppgift", Severity.QUESTION, of_forms=True)

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_BLANK = "[ \u00a0\u2000-\u200a\u202f\u205f\u3000]"
#: A trunk zero and an area code with a dash, a mobile number written together, or +46.
_PHONE = re.compile(
    rf"(?<![\w,.+-])(?:\+46(?:{_BLANK}|-)?(?:\(0\))?[1-9]\d?(?:(?:{_BLANK}|-)?\d){{6,8}}"
    rf"|0[1-9]\d{{0,2}}[-/](?:{_BLANK}?\d){{5,8}}|07[02369]\d{{7}})(?!\d)"
)

#: What one of them begins with or has: nearly no text does. First what the search can stop at.
_POSSIBLE = re.compile(r"[@+0](?:(?<=@)|(?<!\w.)[1-9]|46)")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every text with an e-mail address or a telephone number."""
    for written in context.texts.where(_POSSIBLE):
        text = with_plain_dashes(written.text)
        kinds = [
            name
            for name, pattern in (("en e-postadress", _MAIL), ("ett telefonnummer", _PHONE))
            if pattern.search(text)
        ]
        if kinds:
            yield RULE.finding(
                f"{written.header} innehåller {' och '.join(kinds)}.",
                "Ta bort uppgiften, eller skriv kommunens växel eller en funktionsadress.",
                cell=written.cell,
            )
