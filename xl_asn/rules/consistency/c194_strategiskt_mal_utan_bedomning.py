"""Ett strategiskt mål har ingen bedömning.

Vad den gör
    Hittar strategiska mål och grundförutsättningar i en delårsrapport som varken har en bedömning,
    en bedömning i ord eller något bedömt mål eller indikator under sig. Regeln frågar också när ett
    strategiskt mål saknar bedömning i ord fast minst två andra har en. Alla sägs i ett fynd.

Varför det spelar roll
    Kommunfullmäktige följer upp de strategiska målen. Ett mål utan bedömning läses som glömt.

Exempel
    Strategiska mål 1 till 4 har en mening om hur de bidrar, men mål 3 är tomt.

Så rättar du
    Skriv bedömningen, eller välj Går ännu inte att bedöma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.documents.sheets.goal_tree import PlanGoalRow, TreeGoalRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("C194", "strategiskt-mal-utan-bedomning", Severity.QUESTION, reads=("Mål",))

_LEAST_TOLD = 2


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for the top goals that nothing is said of, and one for lacking words."""
    status = {r.tree_goal.number: r.status for r in context.calculated.follow_up.tree_goals}
    tops = [
        row
        for row in context.rows(TreeGoalRow)
        if row.kind is not None and row.kind.is_top and row.number is not None
        and not isinstance(row, PlanGoalRow)
    ]  # fmt: skip
    told = [row for row in tops if row.sentence]
    silent = [row for row in tops if not (row.sentence or row.assessment or row.override)]
    nothing = [row for row in silent if _may_lack(row) and status.get(_number(row)) is None]
    if nothing:
        yield _finding(nothing, "saknar bedömning", "assessment")
    wordless = [
        row
        for row in silent
        if row not in nothing and row.kind is GoalLevel.STRATEGIC and row.readable("sentence")
    ]
    others = [row for row in told if row.kind is GoalLevel.STRATEGIC]
    if wordless and len(others) >= _LEAST_TOLD and len(others) > len(wordless):
        yield _finding(
            wordless, "saknar bedömning i ord, som andra strategiska mål har", "sentence"
        )


def _number(row: TreeGoalRow) -> int:
    return int(row.number or 0)


def _may_lack(row: TreeGoalRow) -> bool:
    return row.readable("assessment") and row.readable("sentence")


def _finding(rows: Sequence[TreeGoalRow], what: str, field: str) -> Finding:
    cells = [row.place(field) or row.cell("number") for row in rows]
    return RULE.finding(
        f"{listed(row.label for row in rows)} {what}.",
        "Skriv bedömningen, eller välj Går ännu inte att bedöma.",
        cell=cells[0],
        inputs=tuple(cells[1:]),
    )
