"""Avvikelsen stämmer inte med beloppen som den räknas ur.

Vad den gör
    Räknar om Avvikelse, Prognosavvikelse och Prognosförändring på varje rad och jämför med det
    som står i cellen. Skillnader som kan bero på avrundning larmas aldrig: två avrundade belopp
    får skilja sig högst 1,5 enheter från en avrundad avvikelse. Är mer än tre rader och en
    fjärdedel av en kolumn fel blir det ett enda fynd för kolumnen, och det sägs om hela kolumnen är
    Budget − Utfall. Summor som har räknats fram ur
    den felaktiga cellen räknas upp som följdfel, inte som egna fel.

Varför det spelar roll
    Nämnden styr på avvikelsen. En avvikelse som är fel ger en felaktig totalsumma, och den syns
    inte om man bara summerar kolumnen.

Exempel
    Gemensamt IFO i februari 2021: −88 017 − (−85 549) = −2 468, men i rapporten står −2 418.
    Kolumnen summerar ändå, eftersom felet följer med till IFO och ASN.

Så rättar du
    Tryck Beräkna, så räknas kolumnen om. Kontrollera först att beloppen på raden är rätt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.calculation.adding_up.explanations import Explanation, is_whole_column
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.causes import suspicion_sentence

RULE = Rule("C101", "avvikelse-mot-belopp", Severity.ERROR)


def check(context: Context, explanations: tuple[Explanation, ...]) -> Iterator[Finding]:
    """Yield a finding for every computed figure of a row that its operands contradict."""
    by_column: dict[tuple[str, int], list[Explanation]] = {}
    for explanation in explanations:
        _, column = context.amounts[explanation.cell]
        if explanation.identity.kind == "rad" and column.plus:
            place = explanation.cell.sheet, explanation.cell.column
            by_column.setdefault(place, []).append(explanation)
    whole: dict[tuple[str, bool], list[Sequence[Explanation]]] = {}
    for (sheet, number), wrong in by_column.items():
        filled = sum(cell.column == number for cell in context.calculated.printed(sheet))
        turned = _is_turned(context, wrong)
        if turned or is_whole_column(len(wrong), filled):
            whole.setdefault((sheet, turned), []).append(wrong)
        else:
            yield from (_of_cell(context, explanation) for explanation in wrong)
    for (_, turned), columns in whole.items():
        yield _of_columns(context, columns, turned=turned)


def _is_turned(context: Context, wrong: Sequence[Explanation]) -> bool:
    """Whether every amount of a column has the other sign: it is Budget − Utfall."""
    found = {one.cell for one in wrong}
    sheet, number = wrong[0].cell.sheet, wrong[0].cell.column
    apart = [
        cell
        for cell, value in context.calculated.printed(sheet).items()
        if cell.column == number and value and cell not in found
    ]
    follows = {cell for one in wrong for cell in one.consequences}
    return (
        len(wrong) > 1
        and all(abs(one.found + one.expected) <= one.identity.tolerance for one in wrong)
        and follows.issuperset(apart)
    )


def _of_columns(
    context: Context, columns: Sequence[Sequence[Explanation]], *, turned: bool
) -> Finding:
    first = columns[0][0]
    wrong = [one for column in columns for one in column]
    row, column = context.amounts[first.cell]
    shown = context.shown_at(first.cell)
    follows = {other.cell for other in wrong}.union(*(one.consequences for one in wrong))
    printed = context.calculated.printed(first.cell.sheet)
    filled = sum(cell.column == first.cell.column for cell in printed)
    said = f"{len(columns[0])} av {filled} tal i kolumnen {column.header} är inte {column.formula}."
    remedy = "Kontrollera beloppen. Om de är rätt: tryck Beräkna, så räknas kolumnen om."
    if turned:
        other = " − ".join((*column.minus, *column.plus))
        said = f"Hela kolumnen {column.header} är {other}, men ska vara {column.formula}."
        remedy = "Tryck Beräkna, så räknas kolumnen om. Plus är överskott, minus är underskott."
    also = [context.amounts[others[0].cell][1].header for others in columns[1:]]
    return RULE.finding(
        f"{said} För {row.label} är talet {shown(first.found)}, men beloppen ger "
        f"{shown(first.expected)}."
        + (f" Så är det också i {listed(also)}." if also else "")
        + next((suspicion_sentence(one) for one in wrong if not one.searched), ""),
        remedy,
        cell=first.cell,
        found=first.found,
        expected=first.expected,
        difference=first.found - first.expected,
        inputs=tuple(cell for _, cell in first.identity.terms),
        consequences=tuple(sorted(follows - {first.cell})),
    )


def _of_cell(context: Context, explanation: Explanation) -> Finding:
    row, column = context.amounts[explanation.cell]
    shown = context.shown_at(explanation.cell)
    follows, formula = len(explanation.consequences), context.grid.at(explanation.cell).formula
    return RULE.finding(
        f"{column.header} för {row.label} är {shown(explanation.found)} men "
        f"{column.formula} är {shown(explanation.expected)}."
        + (f" Felet har följt med till {follows} summor." if follows > 1 else "")
        + (" Felet har följt med till en summa." if follows == 1 else "")
        + (f" I cellen står formeln ={formula}." if formula else "")
        + suspicion_sentence(explanation),
        "Kontrollera beloppen på raden. Om de är rätt: skriv "
        f"{shown(explanation.expected)} eller tryck Beräkna.",
        cell=explanation.cell,
        found=explanation.found,
        expected=explanation.expected,
        difference=explanation.found - explanation.expected,
        inputs=tuple(cell for _, cell in explanation.identity.terms),
        consequences=explanation.consequences,
    )
