"""Arbetsboken är gjord i en äldre version av mallen, och saknar det som har kommit till sedan dess.

Vad den gör
    Jämför Mallversion på Start med programmets, och räknar upp de blad och kolumner som har kommit
    till och som arbetsboken saknar.

Varför det spelar roll
    Arbetsboken är hel som den är, och kan beräknas och lämnas in. Men det nya går inte att fylla i
    förrän uppgifterna är förda över till en ny mall.

Exempel
    Mallversion är 1. Med version 2 kom kolumnen Åtgärd på bladet Enhetsresultat.

Så rättar du
    Tryck Ny mall i Excel, så förs uppgifterna över till en ny mall, eller skriv
    xl-asn mall --fran GAMMAL.xlsm --ut NY.xlsm. Den gamla arbetsboken ändras inte.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("S108", "aldre-mall", Severity.INFO)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding with all that an older master lacks."""
    document = context.document
    version, made = document.template_version(), document.start.made_in_version
    if made is not None and made < version:
        lacks = tuple(_lacks(context))
        what = f" Den saknar {listed(lacks)}." if lacks else ""
        yield RULE.finding(
            f"Mallen är av version {made} och programmet arbetar med version {version}.{what}",
            "Vill du använda det nya, för över uppgifterna till en ny mall: tryck Ny mall i Excel, "
            "eller skriv xl-asn mall --fran GAMMAL.xlsm --ut NY.xlsm.",
            sheet="Start",
            cell=document.start.place("template_version"),
        )


def _lacks(context: Context) -> Iterator[str]:
    is_older_than = context.document.is_older_than
    for spec, table in context.tables():
        if not table.present:
            if is_older_than(spec.since) and not spec.optional:
                yield f"bladet {spec.name}"
            continue
        for column in table.declared.values():
            if is_older_than(column.since) and column.header not in table.found:
                yield f"kolumnen {column.header} på bladet {spec.name}"
