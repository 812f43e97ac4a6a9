"""The handbook's page *Löften*, made from the table."""

from __future__ import annotations

from tests.promises.table import BUTTON, PROMISES, REASONS, TABLE

_TEXT = """\
# Löften

{generated}
Programmet läser filer som andra har skrivit, och skriver i filer som någon behöver i morgon.
Det här lovar det, i varje kommando och i knapparna i Excel. Varje ruta i tabellen är ett prov
som körs innan en ny utgåva lämnas ut.

{promises}

## Kommando för kommando

**ja** betyder att löftet prövas för kommandot. En bokstav betyder att det inte gäller, och varför.

{table}

{reasons}

## Hur det prövas

{shown}

Dessutom prövas allt av en angripare. `make attack` kör över tusen filer, namn, mallar, regelverk
och svar som är gjorda för att bryta ett löfte. `make kills` avbryter varje kommando som skriver,
gång på gång och när som helst.
"""


def promises_page(generated: str) -> str:
    """Return the page; ``generated`` says that it is made by a program."""
    marks = dict(zip(REASONS, "abcdefgh", strict=False))
    header = "| Kommando | " + " | ".join(str(promise.number) for promise in PROMISES) + " |"
    rows = [header, "|---" * (len(PROMISES) + 1) + "|"]
    for command, cells in TABLE.items():
        told = [
            marks[cell] if isinstance(cell, str) else "ja"
            for cell in (cells[promise.number] for promise in PROMISES)
        ]
        name = "knapparna i Excel" if command == BUTTON else f"`{command}`"
        rows.append(f"| {name} | {' | '.join(told)} |")
    return _TEXT.format(
        generated=generated,
        promises="\n".join(f"{p.number}. {p.said}" for p in PROMISES),
        table="\n".join(rows),
        reasons="\n".join(f"- **{mark}**: {REASONS[reason]}" for reason, mark in marks.items()),
        shown="\n".join(
            ["| Löfte | Prov |", "|---|---|", *(f"| {p.number} | {p.shown} |" for p in PROMISES)]
        ),
    )
