"""En cell som ska innehålla ett tal innehåller text.

Vad den gör
    Hittar text i belopp, procent och heltal. Tal som är skrivna på svenskt sätt, även som text,
    läses: "−78 885", "4,9" och "60 %". Ett ensamt streck betyder att beloppet saknas. Ett tal som
    är formaterat som datum, och en formel som står som text, pekas också ut. Är de flesta av
    kolumnens celler text är det ett enda fynd, med alla cellerna. Har en summa hoppat över ett
    belopp som är text, eller ger en formel ett felvärde av det, är texten felet: ett fynd för
    varje blad, med summor och felvärden som följdfel.

Varför det spelar roll
    Excel hoppar över text när det summerar. Beloppet syns i tabellen men räknas inte med.

Exempel
    "ca 500", "12 500 tkr" och "1.234" är text. Den sista kan betyda två olika tal.

Så rättar du
    Skriv bara talet, utan ord och enhet. Meddelandet föreslår ett tal, i tabellens enhet, när
    texten bara kan betyda ett: "(2 354)" är −2 354, och "−2,4 mnkr" är −2 400 i en tabell i tkr.
    Annars föreslås inget tal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.documents.columns import (
    AMOUNT,
    SHARE,
    SIGNED_AMOUNT,
    SIGNED_SHARE,
    WHOLE,
    Column,
)  # fmt: skip
from xl_asn.documents.rows import Issue
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellKind, CellRef
from xl_asn.model.meant import Meant, meant_amount, meant_number, meant_share, meant_whole
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.texts import and_more
from xl_asn.rules.shared.whole_column import by_column

RULE = Rule("V102", "text-i-tal", Severity.ERROR, of_forms=True)

_FEWEST: Final = 4
"""So many texts make a column of texts: of fewer each is told what number it must be."""
_NO_DATE: Final = "Ge cellen ett talformat. Är talet då inte det som menas, skriv det på nytt."
_NO_TEXT: Final = (
    "Formeln är text och räknas inte: tryck F2 och Retur. Hjälper det inte, ge först cellen "
    "formatet Allmänt."
)


def check(context: Context) -> Iterator[Finding]:
    """Yield what is no number, a whole column as one, and the texts that sums go wrong by."""
    yield from by_column(context, _each(context), _FEWEST)
    for sheet, texts in _by_sheet(context).items():
        yield _of_texts(context, sheet, texts)


def _each(context: Context) -> Iterator[Finding]:
    """Yield a finding for every text where a number must stand, and every broken whole number."""
    for issue in context.issues("text_in_number", "not_whole"):
        found, cell = issue.context["found"], context.grid.at(issue.cell)
        meant = None
        is_date = cell.kind is CellKind.DATE
        wrong, remedy = "inte ett tal", "Skriv bara talet, utan ord och enhet."
        if is_date:
            wrong, remedy = "formaterad som datum", _NO_DATE
        elif issue.fault == "not_whole":
            wrong, remedy = "inte ett heltal", "Skriv ett heltal."
            found = found.replace(".", ",")
        elif found.startswith("="):
            wrong, remedy = "en formel som står som text", _NO_TEXT
        elif cell.kind is CellKind.TEXT:
            meant = _meant(context, issue, found)
            if meant is not None:
                remedy = f"Skriv talet utan ord och enhet: {meant.shown}, om det är det som menas."
        yield RULE.finding(
            f"{issue.subject} är {wrong}: ”{found}”.",
            remedy,
            cell=issue.cell,
            expected=meant.value if meant else None,
            consequences=tuple(
                dict.fromkeys((*context.stale_beside(issue.cell), *context.spoils(issue.cell)))
            ),
        )


def _meant(context: Context, issue: Issue, text: str) -> Meant | None:
    kind = issue.column.kind
    if kind in {SHARE, SIGNED_SHARE}:
        return meant_share(text)
    if kind in {AMOUNT, SIGNED_AMOUNT}:
        return meant_amount(text, _unit(context, issue.column))
    return meant_whole(text) if kind is WHOLE else meant_number(text)


def _unit(context: Context, column: Column) -> AmountUnit:
    """Return the unit of a column of amounts: one with a format of its own is in mnkr."""
    said = read_unit(context.document.start.unit or "")
    return AmountUnit.MNKR if column.number_format else said or AmountUnit.TKR


def _by_sheet(context: Context) -> Mapping[str, Sequence[CellRef]]:
    """Return the texts that are read as numbers, and that sums or formulas go wrong by."""
    found = {cell for one in context.left_out for cell in one.texts}
    found |= context.texts_as_amounts.intersection(context.spoilt.values())
    found -= {issue.cell for issue in context.issues("text_in_number", "not_whole")}
    sheets: dict[str, list[CellRef]] = {}
    for cell in sorted(found):
        sheets.setdefault(cell.sheet, []).append(cell)
    return sheets


def _of_texts(context: Context, sheet: str, texts: Sequence[CellRef]) -> Finding:
    first = texts[0]
    row, column = context.amounts[first]
    amount = row.figures[column.header].value
    totals = [one.total for one in context.left_out if one.total.cell.sheet == sheet]
    spoilt = [cell for text in texts for cell in context.spoils(text)]
    follows = [cell for total in totals for cell in (total.cell, *total.consequences)]
    follows = sorted({*follows, *spoilt, *texts} - {first})
    shown = show_exact(amount) if amount is not None else ""
    return RULE.finding(
        f"{column.header} för {row.label}{and_more(len(texts) - 1, 'belopp', 'belopp')} är text "
        f"och inget tal: ”{context.grid.at(first).text}”." + _spoils(context, totals, spoilt),
        f"Skriv talet i cellen: {shown}. Är det fler: markera dem och välj Text till kolumner på "
        "fliken Data, så blir de tal.",
        cell=first,
        expected=amount,
        consequences=tuple(follows),
    )


def _spoils(context: Context, totals: Sequence[Explanation], spoilt: Sequence[CellRef]) -> str:
    """Return what the texts lead to: the first sum that lacks them, or the first error value."""
    if totals:
        row, column = context.amounts[totals[0].cell]
        return (
            f" Summan hoppar över det: {column.header} för {row.label} är "
            f"{show_exact(totals[0].found)} men borde vara {show_exact(totals[0].expected)}."
        )
    return f" Formeln i {spoilt[0].address} blir {context.grid.at(spoilt[0]).text}."
