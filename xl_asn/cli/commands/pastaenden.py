"""``xl-asn pastaenden``: every figure of the texts, and the cell that it is tied to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, write_json
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import Line, say
from xl_asn.cli.work import worked

if TYPE_CHECKING:
    from xl_asn.case.case import Case
    from xl_asn.cli.terminal import StatementLine
    from xl_asn.model.amount_words import AmountUnit


def pastaenden(
    fil: Annotated[Path, Argument("Arbetsboken.")],
    json_ut: JsonTarget = None,
    *,
    alla: Annotated[bool, Option("Visa också årtal, datum och annat som inte är påstått.")] = False,
) -> int:
    """Visa varje siffra och status i texterna, och vilken cell den är knuten till."""
    from xl_asn.cli.terminal import show_statements

    outputs = outputs_of([fil], ("--json", json_ut))
    said = worked(fil, partial(_said, fil, alla=alla))
    if json_ut is not None:
        outputs.also_read(said.beside)
        write_json(json_ut, said.answer, outputs)
    if json_ut != STANDARD_OUTPUT:
        show_statements(said.lines, said.counts)
        say(*said.after)
    return FAILED if said.disagrees else 0


class _Said(NamedTuple):
    """What the texts say, for programs and for the screen."""

    answer: Mapping[str, Any]
    lines: Sequence[StatementLine]
    counts: Mapping[str, int]
    after: Sequence[Line]
    disagrees: bool
    beside: Sequence[Path]


def _said(fil: Path, *, alla: bool) -> _Said:
    """Read a workbook and judge what its texts say."""
    from xl_asn.case.evaluating import evaluate
    from xl_asn.case.opened import opened
    from xl_asn.case.settling import settled
    from xl_asn.cli.findings import finding_lines
    from xl_asn.cli.next_steps import after_statements
    from xl_asn.cli.terminal import statement_line
    from xl_asn.prose.judge import statements_of
    from xl_asn.prose.statements import Judgement, Statement
    from xl_asn.rules.stopping import findings_of

    def said_in(case: Case) -> tuple[Sequence[Statement], AmountUnit]:
        evaluated = evaluate(case)
        document = evaluated.document
        said = statements_of(document, evaluated.calculated, case.board.board)
        return said, document.start.amount_unit

    (said, unit), case = settled(opened(fil).case, said_in, "Läsningen av texterna")
    found = [statement for statement in said if alla or statement.kind.is_statement]
    judged = Counter(statement.judgement for statement in found)
    return _Said(
        {"påståenden": [statement.as_json(unit) for statement in found]},
        [statement_line(statement) for statement in found],
        {j.value: judged[j] for j in Judgement if j is not Judgement.NONE},
        [*finding_lines([*findings_of(case.stopped)]), after_statements(judged)],
        judged[Judgement.DISAGREES] > 0,
        case.neighbours.paths,
    )
