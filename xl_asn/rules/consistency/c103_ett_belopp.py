"""Ett inskrivet belopp är fel: flera samband pekar på samma cell.

Vad den gör
    När en rad och en summa är fel lika mycket finns en enda cell som förklarar båda. Den cellen
    pekas ut i stället för alla celler som följer av den. Ett tappat tecken, en nolla för mycket
    och omkastade siffror känns igen också där bara ett samband är fel. Är mer än tre belopp och en
    fjärdedel av en kolumn fel blir det ett enda fynd för kolumnen, som säger om tecknen är vända.

Varför det spelar roll
    Ett felskrivet belopp gör många celler fel. Den som får veta vilken cell det är rättar felet
    på en minut.

Exempel
    Utfall 558 i stället för 588: radens avvikelse och kolumnens summa är båda 30 fel.

Så rättar du
    Jämför beloppet med underlaget. Meddelandet visar vad som får alla samband att stämma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.calculation.adding_up.explanations import Explanation, is_whole_column
from xl_asn.calculation.adding_up.slips import Slip
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.causes import slip_sentence

RULE = Rule("C103", "ett-belopp-fel", Severity.ERROR)

_ALONE = {"rad": "raden", "summa": "summan", "varav": "uppdelningen i varav-rader"}


def check(context: Context, explanations: tuple[Explanation, ...]) -> Iterator[Finding]:
    """Yield a finding for every typed amount that explains what does not add up."""
    by_column: dict[tuple[str, int], list[Explanation]] = {}
    for explanation in explanations:
        if explanation.identity.result != explanation.cell:
            place = explanation.cell.sheet, explanation.cell.column
            by_column.setdefault(place, []).append(explanation)
    for (sheet, number), wrong in by_column.items():
        printed = context.calculated.printed(sheet).items()
        filled = sum(cell.column == number and bool(value) for cell, value in printed)
        if is_whole_column(len(wrong), filled):
            yield _of_column(context, wrong, filled)
        else:
            yield from (_of_cell(context, explanation) for explanation in wrong)


def _of_column(context: Context, wrong: Sequence[Explanation], filled: int) -> Finding:
    first, *others = wrong
    row, column = context.amounts[first.cell]
    shown = context.shown_at(first.cell)
    follows = {one.cell for one in others} | {c for one in wrong for c in one.consequences}
    said = f"{len(wrong)} av {filled} belopp i kolumnen {column.header}"
    if all(one.slip is Slip.SIGN for one in wrong):
        said += " verkar ha fel tecken."
        remedy = "Vänd tecknen i kolumnen: intäkter är plus, kostnader minus."
    else:
        said += " stämmer inte med avvikelser eller summor."
        remedy = (
            "Jämför med underlaget. Är beloppen rätt är avvikelserna gamla: tryck Beräkna, så "
            "räknas de om."
        )
    return RULE.finding(
        f"{said} För {row.label} är det {shown(first.found)}, men "
        f"{shown(first.expected)} får {_ALONE[first.identity.kind]} att stämma.",
        remedy,
        cell=first.cell,
        found=first.found,
        expected=first.expected,
        difference=first.found - first.expected,
        inputs=tuple(c for c in first.identity.cells if c != first.cell),
        consequences=tuple(sorted(follows - {first.cell})),
    )


def _of_cell(context: Context, explanation: Explanation) -> Finding:
    row, column = context.amounts[explanation.cell]
    shown = context.shown_at(explanation.cell)
    agreeing = len(explanation.repaired)
    return RULE.finding(
        f"{column.header} för {row.label} är {shown(explanation.found)}, men "
        f"{shown(explanation.expected)} får "
        + (f"{agreeing} samband" if agreeing > 1 else _ALONE[explanation.identity.kind])
        + f" att stämma.{slip_sentence(explanation.told_slip)}",
        f"Jämför med underlaget. Skriv {shown(explanation.expected)}, om det är rätt.",
        cell=explanation.cell,
        found=explanation.found,
        expected=explanation.expected,
        difference=explanation.found - explanation.expected,
        inputs=tuple(c for c in explanation.identity.cells if c != explanation.cell),
        consequences=explanation.consequences,
    )
