"""A form as ``validera`` judges it: whose it is, of which period, and all there is to say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xl_asn.case.forms.checking import rule_findings
from xl_asn.case.forms.form_read import FormRead, read_form
from xl_asn.case.forms.returned import returned_form
from xl_asn.documents.columns import AMOUNT, SIGNED_AMOUNT
from xl_asn.model.findings import Finding
from xl_asn.model.forms import Binding
from xl_asn.model.grid import CellRef, Grid
from xl_asn.pages.form_binding import read_binding


class JudgedForm(NamedTuple):
    """What is said of a form.

    ``is_refused`` tells that nothing of it can be taken. ``amounts`` are its cells of amounts, and
    ``rule_set`` the rules that it was judged by.
    """

    findings: tuple[Finding, ...]
    recipient: str = ""
    period: str = ""
    is_refused: bool = False
    amounts: frozenset[CellRef] = frozenset()
    rule_set: str = ""


def judged_form(grid: Grid) -> JudgedForm:
    """Judge a form that has come back, by all rules that can speak of one."""
    read = read_form(grid)
    if isinstance(read, Finding):
        binding = believed(grid)
        whose = (binding.recipient, binding.period) if binding else ("", "")
        return JudgedForm((read,), *whose, is_refused=True)
    returned = returned_form(read, rule_findings(read))
    binding = returned.binding
    return JudgedForm(
        returned.findings,
        binding.recipient,
        binding.period,
        amounts=frozenset(_amounts(read)),
        rule_set=read.ruled.board.used,
    )


def believed(grid: Grid) -> Binding | None:
    """Return what a form says of itself, where that can be believed."""
    bound = read_binding(grid)
    return bound.binding if bound is not None and bound.is_usable else None


def _amounts(read: FormRead) -> Iterator[CellRef]:
    for one in read.sections:
        for answer in one.answers:
            column = one.columns.get(answer.slot.column)
            if column is not None and column.kind in {AMOUNT, SIGNED_AMOUNT}:
                yield answer.cell
