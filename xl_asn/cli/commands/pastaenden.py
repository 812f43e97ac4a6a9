"""``xl-asn pastaenden``: every figure of the texts, and the cell that it is tied to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.outputs import also_read, outputs_of
from xl_asn.cli.screen import say


def pastaenden(
    fil: Annotated[Path, Argument("Arbetsboken.")],
    json_ut: JsonTarget = None,
    *,
    alla: Annotated[bool, Option("Visa också årtal, datum och annat som inte är påstått.")] = False,
) -> int:
    """Visa varje siffra och status i texterna, och vilken cell den är knuten till."""
    from xl_asn.case.case import case_of
    from xl_asn.case.evaluating import evaluate
    from xl_asn.case.neighbours import Neighbours
    from xl_asn.cli.next_steps import after_statements
    from xl_asn.cli.terminal import show_statements
    from xl_asn.files.reading.load import load
    from xl_asn.model.findings import Finding
    from xl_asn.prose.judge import statements_of
    from xl_asn.prose.statements import Judgement

    outputs = outputs_of([fil], ("--json", json_ut))
    loaded = load(fil)
    if loaded.grid is None:
        stop(f"{fil}: {loaded.findings[0].message} {loaded.findings[0].remedy}")
    case = case_of(loaded.grid, Neighbours.of_folder(fil.parent))
    if isinstance(case, Finding):
        stop(f"{fil}: {case.message} {case.remedy}")
    evaluated = evaluate(case)
    document = evaluated.document
    said = statements_of(document, evaluated.calculated, case.board.board)
    found = [statement for statement in said if alla or statement.kind.is_statement]
    if json_ut is not None:
        unit = document.start.amount_unit
        also_read(outputs, case.neighbours.paths)
        content = {"påståenden": [statement.as_json(unit) for statement in found]}
        write_json(json_ut, content, outputs)
    if json_ut != STANDARD_OUTPUT:
        show_statements(found)
        say(after_statements({statement.judgement for statement in found}))
    disagrees = any(statement.judgement is Judgement.DISAGREES for statement in found)
    return FAILED if disagrees else 0
