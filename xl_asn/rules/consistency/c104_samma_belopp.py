"""Samma belopp står olika på två blad.

Vad den gör
    Jämför nämndens och varje områdes resultat på Nettokostnad med samma rad på Resultaträkning,
    kolumn för kolumn. Det är samma tal skrivet två gånger och ska stämma exakt. Ett områdes summor
    jämförs när de flesta av dem är lika. Belopp som en annan regel redan har förklarat tas inte
    upp igen. När flera kolumner skiljer olika mycket bygger bladen troligen på olika underlag.

Varför det spelar roll
    Två tabeller i samma rapport som säger olika får läsaren att misstro båda.

Exempel
    Resultat ASN har prognosen −276 238 på Nettokostnad och −276 328 på Resultaträkning.

Så rättar du
    Jämför med redovisningen och rätta det blad som är fel.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from xl_asn.calculation.sisters import same_figures, sister_rows
from xl_asn.calculation.slips import slip_between
from xl_asn.model.amounts import AmountRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.causes import slip_sentence
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C104", "samma-belopp-pa-tva-blad", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every figure of a result that two sheets print differently."""
    for one, other in combinations(context.calculated.tables, 2):
        for row, same in sister_rows(one, other):
            yield from _compare(context, row, same)


def _compare(context: Context, row: AmountRow, same: AmountRow) -> Iterator[Finding]:
    headers = {figure.cell: header for header, figure in row.figures.items()}
    different = [
        (headers[figure.cell], figure.value, twin.value, figure.cell, twin.cell)
        for figure, twin in same_figures(row, same)
        if figure.value is not None
        and twin.value is not None
        and figure.value != twin.value
        and not context.is_explained(figure.cell)
        and not context.is_explained(twin.cell)
    ]
    several = len({twin - value for _, value, twin, _, _ in different}) > 1
    for header, value, twin, cell, place in different:
        slip = slip_between(twin, value) or slip_between(value, twin)
        yield RULE.finding(
            f"{header} för {row.label} är {show_exact(value)} på bladet {cell.sheet} men "
            f"{show_exact(twin)} på bladet {place.sheet}."
            + slip_sentence(slip)
            + (" Bladen verkar bygga på olika underlag." if several and not slip else ""),
            "Jämför med redovisningen och rätta det blad som är fel.",
            cell=place,
            found=twin,
            expected=value,
            difference=twin - value,
            inputs=(cell,),
        )
