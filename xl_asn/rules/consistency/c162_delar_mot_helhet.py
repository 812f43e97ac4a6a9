"""Delarna av en indikator blir inte den.

Vad den gör
    Summerar indikatorerna som är Del av en annan, år för år, och jämför med den. Skillnader som
    kan bero på avrundning larmas aldrig: n delar får skilja sig (n + 1) / 2 i sista siffran.

Varför det spelar roll
    Kort och lång sjukfrånvaro är tillsammans den totala. Stämmer de inte är minst en av dem fel.

Exempel
    Kort sjukfrånvaro 2,9 % och lång 4,2 % är 7,1 %, men den totala står som 7,7 %.

Så rättar du
    Jämför de tre talen med underlaget och rätta det som är fel.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.calculation.indicators import part_sums, shown_measure
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.indicators import Measure
from xl_asn.model.money import last_place, rounding_tolerance
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C162", "delar-mot-helhet", Severity.ERROR, reads=("Indikatorer",))

_PER_CENT = Decimal("0.01")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every indicator that its parts do not add up to."""
    for result in context.calculated.follow_up.indicators:
        indicator = result.indicator
        for name, cell, total, values, cells in part_sums(indicator):
            place = last_place(total, *values)
            if indicator.measure is Measure.SHARE:
                place = min(place, _PER_CENT)
            expected = sum(values, Decimal(0))
            if abs(total - expected) <= rounding_tolerance(len(values), place):
                continue
            yield RULE.finding(
                f"{name} för {indicator.label} är {shown_measure(total, indicator.measure)} men "
                f"delarna blir {shown_measure(expected, indicator.measure)}.",
                "Jämför delarna och helheten med underlaget och rätta det tal som är fel.",
                cell=cell,
                found=total,
                expected=expected,
                difference=total - expected,
                inputs=cells,
            )
