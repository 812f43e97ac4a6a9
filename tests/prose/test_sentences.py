"""Sentences as controllers write them, each against the figures of November 2022.

``sentences.md`` holds them by kind, with where they stand and what must come of them. *Stämmer
inte* is that a finding comes at the cell, *stämmer* that no finding comes and the sentence is tied,
*inte knutet* that nothing is said either way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from tests.prose.test_examples import changed, examined, published
from xl_asn.case.examine import Examined
from xl_asn.model.grid import CellRef, Grid, text
from xl_asn.prose.statements import Judgement
from xl_asn.rules.context import Context

_SENTENCES = Path(__file__).with_name("sentences.md")
_ROW = re.compile(
    r"\| (?P<place>[A-Za-zåäö!0-9]+) +\| (?P<text>[^|]+?) +\| (?P<verdict>[a-zä ]+?) +\|"
)
_SUMMARY = "Sammanfattning"
_CODES = {"T101", "T102", "T103", "T104", "T105", "T106", "T107", "T144", "T145"}


@dataclass(frozen=True)
class Sentence:
    """A sentence, the sheet or cell that it stands on, and what must come of it."""

    number: int
    place: str
    text: str
    verdict: str

    def __str__(self) -> str:
        return self.text


def sentences() -> list[Sentence]:
    lines = map(_ROW.match, _SENTENCES.read_text(encoding="utf-8").splitlines())
    rows = [line.groups() for line in lines if line and line["place"] != "Plats"]
    return [Sentence(n, where, said, told) for n, (where, said, told) in enumerate(rows)]


def cell_of(sentence: Sentence) -> CellRef:
    if sentence.place == _SUMMARY:
        return CellRef(_SUMMARY, 6 + sentence.number, 2)
    return CellRef.parse(sentence.place)


def summaries(grid: Grid) -> Grid:
    """Return the report with every sentence of *Sammanfattning* on a row of its own."""
    sheet = grid.sheet(_SUMMARY)
    assert sheet is not None
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] < 6}
    for sentence in sentences():
        row = cell_of(sentence).row if sentence.place == _SUMMARY else 0
        if row:
            cells |= {(row, 1): text("Sammanfattning nämnden"), (row, 2): text(sentence.text)}
    new = replace(sheet, cells=cells)
    return replace(grid, sheets=tuple(new if s.name == _SUMMARY else s for s in grid.sheets))


@cache
def together() -> tuple[Examined, Context]:
    return in_context(summaries(published("2022-11")))


def in_context(grid: Grid) -> tuple[Examined, Context]:
    whole = examined(grid)
    return whole, Context(whole.grid, whole.document, whole.calculated)


def verdict(sentence: Sentence) -> tuple[str, list[str]]:
    """Return what comes of a sentence, and what was said of it."""
    cell = cell_of(sentence)
    if sentence.place == _SUMMARY:
        whole, context = together()
    else:
        grid = changed(published("2022-11"), sentence.place, sentence.text)
        whole, context = in_context(grid)
    said = [f.message for f in whole.findings if f.cell == cell and f.code in _CODES]
    judged = [s for s in context.statements if s.passage.cell == cell]
    agrees = any(s.judgement is Judgement.AGREES for s in judged)
    reasons = [f"{s.text}: {s.judgement.value} {s.reason}" for s in judged]
    word = "stämmer inte" if said else "stämmer" if agrees else "inte knutet"
    return word, said or reasons


def test_there_are_sentences_of_every_verdict() -> None:
    verdicts = [sentence.verdict for sentence in sentences()]
    assert set(verdicts) == {"stämmer", "stämmer inte", "inte knutet"}
    assert len(verdicts) > 200


@pytest.mark.parametrize("sentence", sentences(), ids=str)
def test_what_comes_of_a_sentence(sentence: Sentence) -> None:
    assert verdict(sentence)[0] == sentence.verdict, verdict(sentence)[1]
