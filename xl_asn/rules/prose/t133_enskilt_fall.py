"""En text handlar om så få personer att någon kan kännas igen.

Vad den gör
    Letar efter små antal personer, familjer, placeringar och ärenden i texterna: ett antal under
    gränsen på bladet Regler ("tre ungdomar"), och en enda när samma mening också har ett belopp
    eller en procentsats ("en placering +1,4 mnkr"). Medarbetare och verksamheter räknas inte.

Varför det spelar roll
    Den som känner till ett av fallen kan läsa ut vad det kostade eller vad som hände. Uppgifter om
    enskilda i socialtjänsten är sekretess, också när inget namn står med.

Exempel
    November 2022: "Extraordinär utbetalning från Migrationsverket för en placering +1,4 mnkr".

Så rättar du
    Skriv utan antal ("enstaka placeringar", "ett fåtal ungdomar"), slå ihop fallet med andra poster
    eller stryk beloppet. Godta frågan om ingen kan kännas igen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_asn.model.amount_words import find_amounts
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.texts import and_more, around

RULE = Rule("T133", "enskilt-fall", Severity.QUESTION, of_forms=True)

_WORDS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8,
    "nio": 9,
}  # fmt: skip
#: Those whose cases these are; families that foster and people who work here are not among them.
_CASES = (
    r"placering(?:ar)?|personer?|individ(?:er)?|klient(?:er)?|brukare|barn|flick(?:a|or)|poj(?:ke|kar)|"
    r"ungdom(?:ar)?|familj(?:er)?|hushåll|kvinn(?:a|or)|m[aä]n|vuxna?|ärenden?|"
    r"omhändertagande[nt]?|barnärenden?|LVU|LVM|asylsökande|ensamkommande"
)
_COUNT = re.compile(
    rf"(?<![\w.,:§%-])(?P<count>\d{{1,2}}|{'|'.join(_WORDS)})"
    rf"(?:[ \u00a0][a-zåäö-]{{2,20}}[aeådt]){{0,2}}[ \u00a0](?P<case>{_CASES})(?![\w-])",
    re.IGNORECASE,
)
#: The same in small letters, and with less asked before it: most texts have none, and it begins
#: with what is no letter, so that the search need only stop at such.
_ANY_COUNT = re.compile(
    rf"\W(?=[\deftsån])(?:\d{{1,2}}|{'|'.join(_WORDS)})"
    rf"(?:[ \u00a0][a-zåäö-]{{2,20}}[aeådt]){{0,2}}[ \u00a0](?:{_CASES.casefold()})(?![\w-])"
)
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?=\S)[^\n.!?]*)*")
_PERCENT = re.compile(r"\d[ \u00a0]?(?:%|procent)")


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for every text with a count that is too small."""
    least = context.parameters.limit("Minsta antal i text")
    for written in context.texts.where(_ANY_COUNT):
        small = [(start, end) for start, end, count in _counts(written.text) if 0 < count < least]
        if not small:
            continue
        start, end = small[0]
        others = and_more(len(small) - 1, "ställe", "ställen")
        yield RULE.finding(
            f"Texten handlar om så få att någon kan kännas igen: "
            f"”{around(written.text, start, end)}”{others}.",
            f"Skriv utan antal, till exempel ”enstaka” eller ”ett fåtal” i stället för "
            f"”{written.text[start:end]}”, eller slå ihop fallet med andra. "
            f"Antal under {least:f} räknas som få (bladet Regler).",
            cell=written.cell,
        )


def _counts(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield every count of cases; a single one only in a sentence with a figure of its own."""
    for sentence in _SENTENCE.finditer(text):
        said, with_figure = sentence[0], None
        for found in _COUNT.finditer(said):
            word = found["count"].casefold()
            count = _WORDS[word] if word in _WORDS else int(word)
            if count <= 1 and word != "1" and with_figure is None:
                with_figure = _has_figure(said)  # once: a sentence can be a whole text
            if count > 1 or word == "1" or with_figure:
                base = sentence.start()
                yield base + found.start(), base + found.end(), count


def _has_figure(sentence: str) -> bool:
    return _PERCENT.search(sentence) is not None or any(True for _ in find_amounts(sentence))
