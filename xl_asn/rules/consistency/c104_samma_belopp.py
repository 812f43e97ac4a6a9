"""Samma belopp står olika på två blad.

Vad den gör
    Jämför nämndens och varje områdes resultat på Nettokostnad med samma rad på Resultaträkning,
    kolumn för kolumn. Det är samma tal skrivet två gånger och ska stämma exakt. Ett områdes summor
    jämförs när de flesta av dem är lika. Belopp som en annan regel redan har förklarat tas inte
    upp igen. En avvikelse som skiljer bara för att ett belopp på raden gör det räknas upp som
    följdfel. Har hela raden omvänt tecken blir det ett enda fynd. När flera kolumner skiljer olika
    mycket bygger bladen troligen på olika underlag.

Varför det spelar roll
    Två tabeller i samma rapport som säger olika får läsaren att misstro båda.

Exempel
    Resultat ASN har prognosen −276 238 på Nettokostnad och −276 328 på Resultaträkning.

Så rättar du
    Jämför med redovisningen och rätta det blad som är fel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from xl_asn.calculation.adding_up.slips import slip_between
from xl_asn.calculation.adding_up.twins import same_figures, twin_rows
from xl_asn.model.amounts import AmountRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.causes import slip_sentence

RULE = Rule("C104", "samma-belopp-pa-tva-blad", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every figure of a result that two sheets print differently."""
    for one, other in combinations(context.calculated.tables, 2):
        for row, same in twin_rows(one, other):
            yield from _compare(context, row, same)


def _compare(context: Context, row: AmountRow, same: AmountRow) -> Iterator[Finding]:
    headers = {
        figure.cell: header for header, figure in (*row.figures.items(), *same.figures.items())
    }
    different = [
        (figure.value, twin.value, figure.cell, twin.cell)
        for figure, twin in same_figures(row, same)
        if figure.value is not None
        and twin.value is not None
        and not context.is_printed_alike(figure, twin)
        and not context.is_explained(figure.cell)
        and not context.is_explained(twin.cell)
    ]
    following = _following(context, [(cell, place) for _, _, cell, place in different])
    follow = {cell for cells in following.values() for cell in cells}
    own = [found for found in different if found[-1] not in follow]
    if len(own) > 1 and all(value == -twin for value, twin, _, _ in own):
        yield _turned(row, own)
        return
    several = len({twin - value for value, twin, _, _ in own}) > 1
    for value, twin, cell, place in own:
        slip = slip_between(twin, value) or slip_between(value, twin)
        consequences = (*following.get(place, ()), *_computed(context, row, same, place))
        yield RULE.finding(
            f"{headers[cell]} för {row.label} är {context.shown_at(cell)(value)} på bladet "
            f"{cell.sheet} men {context.shown_at(place)(twin)} på bladet {place.sheet}."
            + slip_sentence(slip)
            + (" Bladen verkar bygga på olika underlag." if several and not slip else "")
            + _follows_sentence([headers[cell] for cell in consequences]),
            "Jämför med redovisningen och rätta det blad som är fel.",
            cell=place,
            found=twin,
            expected=value,
            difference=twin - value,
            inputs=(cell,),
            consequences=consequences,
        )


def _turned(row: AmountRow, own: Sequence[tuple[Decimal, Decimal, CellRef, CellRef]]) -> Finding:
    """Return the finding of a row that has the other sign in every column: one sheet has it."""
    value, twin, cell, place = own[0]
    return RULE.finding(
        f"{row.label} har omvänt tecken på bladen {cell.sheet} och {place.sheet} i alla kolumner: "
        f"{show_exact(value)} och {show_exact(twin)}.",
        "Vänd tecknen på det ena bladet: intäkter är plus, kostnader minus.",
        cell=place,
        found=twin,
        expected=value,
        difference=twin - value,
        inputs=(cell,),
        consequences=tuple(other for _, _, _, other in own[1:]),
    )


def _following(
    context: Context, different: Sequence[tuple[CellRef, CellRef]]
) -> Mapping[CellRef, tuple[CellRef, ...]]:
    """Return the figures that differ only since an amount of their row does, by that amount.

    ``different`` are the cells on the two sheets; the second sheet's are told. On both sheets such
    a figure is what its row gives, within rounding.
    """
    operands = {cell: _operands(context, cell) for pair in different for cell in pair}
    amounts = {place for _, place in different if not operands[place]}
    found: dict[CellRef, tuple[CellRef, ...]] = {}
    for cell, place in different:
        for operand in operands[place] if operands[cell] else ():
            if operand in amounts:
                found[operand] = (*found.get(operand, ()), place)
    return found


def _computed(
    context: Context, row: AmountRow, same: AmountRow, place: CellRef
) -> Iterator[CellRef]:
    """Yield the cells of the program's own that differ since an amount of their row does."""
    for header, figure in same.figures.items():
        result = context.calculated.by_cell.get(figure.cell)
        twin = row.figures.get(header)
        if figure.value is not None or result is None or twin is None or place not in result.inputs:
            continue
        if context.calculated.value(figure) != context.calculated.value(twin):
            yield figure.cell


def _operands(context: Context, cell: CellRef) -> tuple[CellRef, ...]:
    """Return the amounts of its row that a figure follows from; none where they contradict it."""
    printed = context.calculated.printed(cell.sheet)
    for identity in context.calculated.identities[cell.sheet]:
        if identity.kind == "rad" and identity.result == cell:
            return tuple(term for _, term in identity.terms) if identity.holds(printed) else ()
    return ()


def _follows_sentence(headers: Sequence[str]) -> str:
    return f" Därför skiljer även {listed(headers)}." if headers else ""
