"""Samma belopp står olika på två blad.

Vad den gör
    Jämför nämndens resultat på Nettokostnad med samma rad på Resultaträkning, kolumn för kolumn.
    Det är samma tal skrivet två gånger och ska stämma exakt. Belopp som en annan regel redan har
    förklarat tas inte upp igen.

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

from xl_asn.model.amounts import AmountTable
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C104", "samma-belopp-pa-tva-blad", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every figure of the board's result that two sheets print differently."""
    for one, other in combinations(context.calculated.tables, 2):
        yield from _compare(context, one, other)


def _compare(context: Context, one: AmountTable, other: AmountTable) -> Iterator[Finding]:
    total, same = one.board_total, other.board_total
    if total is None or same is None:
        return
    for header, figure in total.figures.items():
        twin = same.figures.get(header)
        if twin is None or figure.value is None or twin.value is None or figure.value == twin.value:
            continue
        if context.is_explained(figure.cell) or context.is_explained(twin.cell):
            continue
        yield RULE.finding(
            f"{header} för {total.label} är {show_exact(figure.value)} på bladet {one.sheet} men "
            f"{show_exact(twin.value)} på bladet {other.sheet}.",
            "Jämför med redovisningen och rätta det blad som är fel.",
            cell=twin.cell,
            found=twin.value,
            expected=figure.value,
            difference=twin.value - figure.value,
            inputs=(figure.cell,),
        )
