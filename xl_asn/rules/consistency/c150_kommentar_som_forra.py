"""Kommentaren är ordagrant samma som i förra rapporten.

Vad den gör
    Jämför varje kommentar med förra rapportens kommentar på samma rad: verksamhet, mål eller
    enhet. Skillnader i mellanslag räknas inte. Om beloppet som kommentaren förklarar också är
    detsamma är det ingen fråga.

Varför det spelar roll
    En kommentar som står kvar när siffran har ändrats förklarar fel siffra.

Exempel
    Prognosavvikelsen går från −5,3 till −6,1 mnkr, men kommentaren från oktober står kvar i
    november.

Så rättar du
    Skriv vad som gäller den här perioden. Godta frågan om samma sak fortfarande är hela
    förklaringen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.model.periods import Period
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.paired_rows import paired_rows

RULE = Rule("C150", "kommentar-som-forra", Severity.QUESTION)

_COMMENT = "kommentar"
#: The figures that a comment on an activity explains: what it is, or what it is computed from.
_EXPLAINS: Mapping[str, tuple[str, ...]] = {
    "change_comment": ("forecast", "forecast_change"),
    "budget_comment": ("forecast", "year_budget", "forecast_deviation"),
}


def check(context: Context, previous: Document, before: Period) -> Iterator[Finding]:
    """Yield a finding for every comment that stands as it stood in the previous report."""
    for spec, table in context.tables():
        fields = [
            name
            for name, column in spec.columns.items()
            if folded_name(column.header).startswith(_COMMENT) and name in table.columns
        ]
        if not fields or not len(table) or not previous.table(spec.name):
            continue
        for row, old in paired_rows(context.document, previous, spec):
            for name in fields if old is not None else ():
                text = getattr(row, name)
                same = text and _plain(text) == _plain(getattr(old, name) or "")
                if same and old is not None and not _unmoved(row, old, name):
                    yield RULE.finding(
                        f"{spec.columns[name].header} för {row.label} är ordagrant samma som i "
                        f"rapporten för {before.label}.",
                        "Skriv vad som gäller den här perioden.",
                        cell=row.cell(name),
                    )


def _unmoved(row: Row, old: Row, comment: str) -> bool:
    """Whether the figures that a comment explains are the same as before."""
    figures = _EXPLAINS.get(comment, ())
    pairs = [(getattr(row, name), getattr(old, name)) for name in figures]
    known = [pair for pair in pairs if all(isinstance(value, Decimal) for value in pair)]
    return bool(known) and all(now == then for now, then in known)


def _plain(text: str) -> str:
    return " ".join(text.split())
