"""Regelverket har ändrats sedan mallen gjordes.

Vad den gör
    Jämför bladet Regler och bladet Skala med regelverket, när regelverkets fil är en annan än när
    mallen gjordes. Bara det som ger en annan bedömning den här perioden räknas upp.

Varför det spelar roll
    Bladet Regler gäller före regelverket. En ny gräns som nämnden har beslutat och som någon har
    skrivit i filen når därför inte en arbetsbok som redan finns.

Exempel
    Målnivå är 60 % på bladet Regler, men 65 % i regelverket från 2026-10-01.

Så rättar du
    Skriv det nya värdet på bladet Regler. Ska det gamla gälla, godta fyndet på bladet Kontroll.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.parameters.board import Parameter
from xl_asn.parameters.dated import Parameters
from xl_asn.parameters.known import known_parameters
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("S112", "regelverket-andrat", Severity.QUESTION)

_MOST_TOLD = 5


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding with all that a workbook and its board's changed file tell apart."""
    if context.board.fault or not context.board.has_changed:
        return
    board = context.board.board
    told = [*_words(context), *_parameters(context)]
    more = len(told) - _MOST_TOLD
    shown = [*told[:_MOST_TOLD], *([f"{more} värden till"] if more > 0 else [])]
    if told:
        yield RULE.finding(
            f"{board.rule_set} har ändrats sedan mallen gjordes: {listed(shown)}.",
            "Skriv de nya värdena på bladet Regler, eller godta fyndet om de gamla ska gälla.",
            sheet="Regler",
            cell=context.document.start.place("rule_set"),
        )


def _words(context: Context) -> Iterator[str]:
    own = [status.value for status in context.document.scale.units]
    now = [status.value for status in context.board.board.scale.units]
    if own != now:
        yield f"bedömningarna är {listed(now)}, men här {listed(own)}"


def _parameters(context: Context) -> Iterator[str]:
    """Yield the values that apply here and are others in the file."""
    here = context.parameters
    there = Parameters((), here.board, here.day, here.scale)
    used = {p.name for p in here.board.parameters_of(context.document.key)}
    goals = {p.goal for p in (*here.own, *here.board.parameters)}
    for known in known_parameters(here.scale).values():
        if known.name not in used:
            continue
        for goal in sorted(goals, key=lambda goal: goal or 0):
            own, now = here.find(known.name, goal), there.find(known.name, goal)
            if now is None or own is None or now.goal != goal or own.value == now.value:
                continue
            of_goal = f" för mål {goal}" if goal else ""
            yield f"{known.name}{of_goal} är {_shown(now)}, men {_shown(own)} här"


def _shown(parameter: Parameter) -> str:
    value = parameter.value
    return show_exact(value) if isinstance(value, Decimal) else value
