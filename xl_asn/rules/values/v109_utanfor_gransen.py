"""Ett tal ligger utanför det som är möjligt.

Vad den gör
    Kontrollerar tal som har gränser: andelar mellan 0 och 100 %, sannolikhet och konsekvens
    mellan 1 och 5, riskvärde mellan 1 och 25.

Varför det spelar roll
    En andel på 8 000 % är nästan alltid ett procenttal som skrivits utan procenttecken.

Exempel
    Målnivå 60 i stället för 60 %.

Så rättar du
    Skriv ett tal inom gränserna. Skriv procenttecknet efter procenttal.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.documents.columns import WHOLE, Column
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V109", "utanfor-gransen", Severity.ERROR, of_forms=True)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every number outside its column's limits."""
    for issue in context.issues("out_of_range"):
        percent = "%" in issue.column.shown_format

        def shown(value: Decimal, *, percent: bool = percent, column: Column = issue.column) -> str:
            if column.kind is WHOLE:  # a year has no space between its thousands
                return f"{value:f}"
            return show_share(value) if percent else show_exact(value)

        low, high = issue.context["low"], issue.context["high"]
        limits = (
            f"mellan {shown(low)} och {shown(high)}" if high is not None else f"minst {shown(low)}"
        )
        yield RULE.finding(
            f"{issue.subject} är {shown(issue.context['found'])} men ska vara {limits}.",
            "Skriv ett tal inom gränserna."
            + (" Skriv procenttecknet efter talet." if percent else ""),
            cell=issue.cell,
            found=issue.context["found"],
        )
