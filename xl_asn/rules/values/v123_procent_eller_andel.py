"""Ett procenttal är hundra gånger för litet eller för stort.

Vad den gör
    Letar efter procenttal som är högst 1 % där de jämförs med tal på minst 10 %, på samma rad
    eller i samma kolumn, och efter avvikelser på mer än 100 %. Tal som programmet självt räknar
    fram prövas av andra regler.

Varför det spelar roll
    0,40 och 0,40 % ser nästan likadana ut, men det ena är hundra gånger så mycket som det andra.
    Felet ändrar bedömningen.

Exempel
    Utfallet är 0,40 % och målet är 100 %. Det ska troligen vara 40 %.

Så rättar du
    Skriv talet med procenttecken: 40 %, och inte 0,40 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xl_asn.documents.columns import SHARE, SIGNED_SHARE, Column
from xl_asn.documents.rows import Row, Rows
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import decimals_of, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V123", "procent-eller-andel", Severity.QUESTION)

_HUNDRED = 100
_SUSPECT, _ORDINARY = Decimal("0.01"), Decimal("0.1")
"""What a share of at least the second becomes when it is divided by a hundred in the typing."""
_FEWEST_PEERS = 2


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every share that is likely to be typed in the wrong notation."""
    for spec, table in context.tables():
        shares = {
            name: column
            for name, column in spec.columns.items()
            if column.kind in {SHARE, SIGNED_SHARE} and name in table.columns
        }
        if not shares:
            continue
        small = {
            name: sum((v := getattr(row, name)) is not None and abs(v) < _ORDINARY for row in table)
            for name in shares
        }
        for row in table:
            for name, column in shares.items():
                value = getattr(row, name)
                if value is None or row.cell(name) in context.calculated.by_cell:
                    continue
                if column.kind is SIGNED_SHARE and abs(value) > 1:
                    yield _finding(row, name, column, value / _HUNDRED, "")
                elif 0 < abs(value) <= _SUSPECT and (
                    peer := _peer(table, shares, row, name, alone=small[name] == 1)
                ):
                    yield _finding(row, name, column, value * _HUNDRED, peer)


def _peer(
    table: Rows[Row], shares: Mapping[str, Column], row: Row, name: str, *, alone: bool
) -> str:
    """Say what a small share stands beside; nothing where it is not alone in being small.

    ``alone`` tells that it is so in its column.
    """
    for other, column in shares.items():
        value = getattr(row, other)
        if other != name and value is not None and abs(value) >= _ORDINARY:
            return f", men {column.header} är {_shown(value)}"
    if not alone:
        return ""
    others = [
        value
        for another in table
        if another is not row and (value := getattr(another, name)) is not None
    ]
    if len(others) < _FEWEST_PEERS:
        return ""
    return f", men de andra i kolumnen är {_shown(min(others))}\N{EN DASH}{_shown(max(others))}"


def _finding(row: Row, name: str, column: Column, meant: Decimal, peer: str) -> Finding:
    value = getattr(row, name)
    return RULE.finding(
        f"{column.header} för {row.label or 'raden'} är {_shown(value)}{peer}. Menade du "
        f"{_shown(meant)}?",
        f"Skriv talet med procenttecken, till exempel {_shown(meant)}.",
        cell=row.cell(name),
        found=value,
        expected=meant,
        difference=value - meant,
    )


def _shown(share: Decimal) -> str:
    """Print a share with all the decimals that it has as per cent."""
    return show_share(share, max(0, decimals_of(share.normalize()) - 2))
