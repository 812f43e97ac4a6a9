"""Every answer is the same bytes, whatever arithmetic the process around it has chosen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import (
    ROUND_05UP,
    ROUND_DOWN,
    ROUND_UP,
    Clamped,
    Context,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Rounded,
    Subnormal,
    localcontext,
)
from pathlib import Path

import pytest

from tests.beside import NOW
from xl_asn.batch.judge import judge
from xl_asn.case.case import Case, case_of
from xl_asn.case.compute import compute
from xl_asn.case.insight.story import story
from xl_asn.case.neighbours import Neighbours
from xl_asn.exports.documents import board_report_of, documents
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.prose.judge import statements_of

EXAMPLES = sorted(Path("workbooks/exempel").glob("*.xlsm"))
CONTEXTS = {
    "three digits": Context(prec=3),
    "up": Context(prec=5, rounding=ROUND_UP),
    "down": Context(rounding=ROUND_DOWN, Emax=20, Emin=-20, clamp=1),
    "trapped": Context(
        prec=3, rounding=ROUND_05UP, capitals=0,
        traps=[Inexact, Rounded, InvalidOperation, FloatOperation, Subnormal, Clamped],
    ),
}  # fmt: skip


def answers(path: Path) -> Mapping[str, object]:
    """Return all that is said, written and exported of a workbook."""
    loaded = load(path)
    assert loaded.grid is not None
    assert loaded.data is not None
    case = case_of(loaded.grid, Neighbours.of_folder(path.parent))
    assert isinstance(case, Case)
    computed = compute(case, now=NOW)
    examined = computed.examined
    board = board_report_of(computed, path.name, examined.findings, draft=True)
    said = statements_of(examined.document, examined.calculated, case.board.board)
    places = list(examined.calculated.by_cell)[::15]
    return {
        "validera": json.dumps(judge(path).as_json(), ensure_ascii=False),
        "berakna": json.dumps(computed.as_json(), ensure_ascii=False),
        "ersatt": computed.replaced_sentence,
        "påståenden": repr(said),
        "förklaring": [json.dumps(story(case.grid, examined, c).source.as_json()) for c in places],
        "arbetsboken": saved(loaded.data, computed.values, computed.pages),
        **documents(board, ["csv", "html", "docx", "xlsx"]),
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_context_of_the_process_changes_an_answer(path: Path) -> None:
    expected = answers(path)
    for name, context in CONTEXTS.items():
        with localcontext(context):
            found = answers(path)
        different = [key for key, value in expected.items() if found[key] != value]
        assert not different, f"{name}: {different}"
