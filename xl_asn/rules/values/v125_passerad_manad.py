"""En aktivitet i årshjulet har ingen bedömning fast månaden har passerat.

Vad den gör
    Letar i årshjulet efter aktiviteter till och med rapportens månad som saknar bedömning. Har
    inget i årshjulet en bedömning används den inte, och då sägs ingenting. Alla aktiviteter i
    samma månad blir ett enda fynd.

Varför det spelar roll
    Nämnden ska kunna se om årets aktiviteter blev av. En tom cell säger varken ja eller nej.

Exempel
    Rapporten gäller april, och marsaktiviteten Reviderad drift- och investeringsbudget är tom.

Så rättar du
    Välj Grön om aktiviteten är klar, Gul om den är försenad och Röd om den inte blir av.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.rows import Row
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import MONTH_NAMES, Period, read_month
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V125", "passerad-aktivitet-utan-bedomning", Severity.QUESTION, reads=("Årshjul",))

_REMEDY = "Välj Grön om aktiviteten är klar, Gul om den är försenad och Röd om den inte blir av."


def check(context: Context, period: Period) -> Iterator[Finding]:
    """Yield a finding for every passed month with activities that nobody has assessed."""
    wheel = tuple(context.document.table("Årshjul") or ())
    if all(row.assessment is None for row in wheel):
        return
    blank: dict[int, list[Row]] = {}
    for row in wheel:
        month = read_month(row.month) if row.month else None
        if month is None or month > period.last_month:
            continue
        if row.assessment is None and row.has("assessment") and row.readable("assessment"):
            blank.setdefault(month, []).append(row)
    for month, rows in sorted(blank.items()):
        many = f"{len(rows)} aktiviteter i {MONTH_NAMES[month - 1]} saknar bedömning"
        one = f"{rows[0].label} i {MONTH_NAMES[month - 1]} saknar bedömning"
        yield RULE.finding(
            f"{one if len(rows) == 1 else many}, fast månaden har passerat.",
            context.document.scale.said(_REMEDY),
            cell=rows[0].cell("assessment"),
            inputs=tuple(row.cell("assessment") for row in rows[1:]),
        )
