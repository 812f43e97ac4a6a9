"""The letter to a unit: what is wrong where and what to do, in plain words, to be put in a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from xl_asn.batch.shares import Share, Told
from xl_asn.batch.together import period_label
from xl_asn.documents.catalogue import document_types
from xl_asn.model.characters import bounded, spelled
from xl_asn.model.findings import Severity
from xl_asn.model.listing import listed

_MOST_TOLD: Final = 40
_MOST_CELLS: Final = 6
_MOST_SAID: Final = 600
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")
#: What only whoever runs the program knows of.
_OF_THE_PROGRAM: Final = re.compile(r"xl-asn|--\w|byte|SHA")
WHOLE_FILE: Final = "Hela filen"


def letter(share: Share) -> str:
    """Return the letter as plain text: greeting, what is wrong where, what to do, and the end."""
    to_do = share.to_do
    lines = ["Hej!", "", f"Vi har gått igenom {_about(share)}. {_counted(to_do)}"]
    number = 0
    for sheet, told in by_sheet(to_do[:_MOST_TOLD]):
        lines += ["", f"Bladet {sheet}" if sheet != WHOLE_FILE else sheet]
        for one in told:
            number += 1
            lines += [*([""] if one is not told[0] else []), *_item(number, one)]
    if len(to_do) > _MOST_TOLD:
        lines += [
            "",
            f"Det är {len(to_do) - _MOST_TOLD} saker till. De står på den bifogade sidan.",
        ]
    return "\n".join([*lines, "", _what_to_do(share), "", "Tack på förhand!", ""])


def by_sheet(told: tuple[Told, ...]) -> Iterator[tuple[str, list[Told]]]:
    """Yield what is told sheet by sheet, in the order in which the sheets are first met."""
    sheets: dict[str, list[Told]] = {}
    for one in told:
        sheets.setdefault(one.finding.place[0] or WHOLE_FILE, []).append(one)
    yield from sheets.items()


def place_of(told: Told) -> str:
    """Return the cells of a finding within its sheet: ``C18 och C28``; empty for none."""
    cells = [one.cell.address for one in told.cells]
    if not cells:
        return told.finding.place[1]
    more = len(cells) - _MOST_CELLS
    return listed([*cells[:_MOST_CELLS], *([f"{more} till"] if more > 0 else [])])


def row_of(told: Told) -> str:
    """Return the name of a finding's first row, and of its column."""
    first = next(iter(told.cells), None)
    return "" if first is None else ", ".join(filter(None, (first.row, first.column)))


def _item(number: int, told: Told) -> Iterator[str]:
    cell = place_of(told)
    where = ", ".join(filter(None, (f"Cell {cell}" if cell else "", row_of(told))))
    message = _said(told.finding.message) or told.finding.message
    yield spelled(f"{number}. {where}: {message}" if where else f"{number}. {message}")
    if remedy := _said(told.finding.remedy):
        yield spelled(f"   Gör så här: {remedy}")


def _said(text: str) -> str:
    """Return a text without the sentences that only whoever runs the program understands."""
    kept = (one for one in _SENTENCES.split(text) if not _OF_THE_PROGRAM.search(one))
    return bounded(" ".join(kept), _MOST_SAID)


def _about(share: Share) -> str:
    """Return what has been looked through: ``er del av månadsrapporten för november 2022``."""
    verdict = share.parts[0].verdict
    declared = document_types().get(verdict.document_type or "")
    named = f"{declared.title.lower()}en" if declared else "det som ni har lämnat in"
    if verdict.period:
        named += f" för {period_label(verdict.period)}"
    if share.is_others or share.parts[0].is_own:
        return named
    return f"er del av {named}"


def _counted(to_do: tuple[Told, ...]) -> str:
    errors = sum(one.finding.severity is Severity.ERROR for one in to_do)
    questions = len(to_do) - errors
    said = []
    if errors:
        said.append("1 sak behöver rättas" if errors == 1 else f"{errors} saker behöver rättas")
    if questions:
        said.append(
            "1 fråga behöver svar" if questions == 1 else f"{questions} frågor behöver svar"
        )
    return f"{listed(said)}." if said else "Inget behöver rättas."


def _what_to_do(share: Share) -> str:
    own = [PurePath(part.verdict.file).name for part in share.parts if part.is_own]
    if share.is_others:
        return "Rätta i arbetsboken, och förklara i rapporten det som ska stå kvar."
    if own:
        names = spelled(listed(dict.fromkeys(own)))
        return (
            f"Rätta i {names}, spara och skicka in på nytt. Ska något stå kvar som det är: "
            "skriv varför."
        )
    return (
        "Svara på det här brevet med det som ska stå i stället. Ska något stå kvar som det är: "
        "skriv varför."
    )
