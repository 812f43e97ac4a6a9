"""Sannolikheten för en ekonomisk risk har ändrats utan förklaring.

Vad den gör
    Jämför Sannolikhet på Ekonomiska risker med samma risk i förra rapporten av samma slag samma
    år. Har texten i Omfattar ändrats räknas det som en förklaring. Alla ändringar sägs i ett fynd.

Varför det spelar roll
    Sannolikheten väger beloppet. Ändras den, ändras den vägda prognosen fast inga belopp är nya.

Exempel
    Risken HVB hade sannolikheten Medel i april men har Hög i augusti.

Så rättar du
    Skriv i Omfattar vad som har hänt, eller rätta sannolikheten.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.economic_risks import EconomicRiskRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.follow_up import Likelihood
from xl_asn.model.grid import folded_name
from xl_asn.model.money import share_decimals, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.chain import Earlier
from xl_asn.rules.shared.plan_link import lists_beside

RULE = Rule("C193", "sannolikhet-andrad", Severity.INFO, reads=("Ekonomiska risker",))


def check(context: Context, same_year: Earlier) -> Iterator[Finding]:
    """Yield one finding for the risks whose likelihood is another than it was."""
    changed = list(_changed(same_year.document, context.document))
    if not changed:
        return
    said = [
        f"{now.label} från {_shown(then.likelihood)} till {_shown(now.likelihood)}"
        for then, now in changed
    ]
    cells = [now.cell("likelihood") for _, now in changed]
    yield RULE.finding(
        f"Sannolikheten har ändrats sedan rapporten för {same_year.label}: {'; '.join(said)}.",
        "Skriv i Omfattar vad som har hänt, eller rätta sannolikheten.",
        cell=cells[0],
        inputs=tuple(cells[1:]),
    )


def _changed(
    previous: Document, document: Document
) -> Iterator[tuple[EconomicRiskRow, EconomicRiskRow]]:
    for beside in lists_beside(previous, document):
        for before, entry in beside.paired:
            then, now = before.row, entry.row
            if not isinstance(then, EconomicRiskRow) or not isinstance(now, EconomicRiskRow):
                continue
            if entry.cell in beside.guessed or now.kind is not then.kind:
                continue
            if None in {now.likelihood, then.likelihood} or now.likelihood == then.likelihood:
                continue
            if folded_name(now.covers or "") == folded_name(then.covers or ""):
                yield then, now


def _shown(likelihood: Likelihood | Decimal | None) -> str:
    if isinstance(likelihood, Decimal):
        return show_share(likelihood, share_decimals(likelihood))
    return likelihood.value if likelihood else ""
