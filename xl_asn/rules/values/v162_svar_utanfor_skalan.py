"""Svaret eller målvärdet finns inte på indikatorns skala.

Vad den gör
    För indikatorer med måttypen Ja/Nej ska utfall och målvärde vara 0 eller 1 (Nej eller Ja), och
    för Ja/Delvis/Nej 0, 1 eller 2. Har indikatorns text en egen nyckel, (Ja=2, Delvis=1, Nej=0),
    ska den ha lika många steg som måttypen.

Varför det spelar roll
    Ett målvärde utanför skalan går aldrig att nå, och ett utfall utanför den går inte att bedöma.

Exempel
    Indikatorn är av typen Ja/Nej, men målvärdet är 2.

Så rättar du
    Rätta talet, eller välj den måttyp som indikatorn har.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.indicators import Answer
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V162", "svar-utanfor-skalan", Severity.ERROR, reads=("Indikatorer",))

#: "Ja=1", "JA:1" and "1= JA": the points that an indicator's own text gives to Yes.
_YES = re.compile(r"\bja ?[=:] ?(?P<after>\d)|(?P<before>\d) ?[=:] ?ja\b", re.IGNORECASE)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every number, answer and key that the measure does not have."""
    for row in context.rows(IndicatorRow):
        measure = row.measure
        if measure is None or not measure.answers:
            continue
        scale = {answer.points(measure) for answer in measure.answers}
        names = [name for name, _ in row.of_series("earlier")]
        for name in (*names, "outcome", "target"):
            value = getattr(row, name)
            points = value.points(measure) if isinstance(value, Answer) else value
            is_answer = isinstance(value, Answer | Decimal)
            if is_answer and points not in scale:
                shown = value.value if isinstance(value, Answer) else show_exact(value)
                yield RULE.finding(
                    f"{row.declared()[name].header} för {row.label} är {shown}, men skalan "
                    f"{measure.value} går från 0 till {len(scale) - 1}.",
                    "Rätta talet, eller välj en annan måttyp.",
                    cell=row.cell(name),
                )
        key = _YES.search(row.label)
        best = len(scale) - 1
        if key is not None and row.has("measure") and int(key["after"] or key["before"]) != best:
            yield RULE.finding(
                f"Indikatorns text säger {key[0]}, men på skalan {measure.value} är Ja {best}.",
                "Välj den måttyp som texten beskriver.",
                cell=row.cell("measure"),
                inputs=(row.cell("indicator"),),
            )
