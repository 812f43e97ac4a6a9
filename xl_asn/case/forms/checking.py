"""A returned form judged by the workbook's own rules, those that can speak of a row by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from xl_asn.case.calculating import calculated_of
from xl_asn.case.forms.documents import SHOWN_FORECAST, Part, parts_of
from xl_asn.case.forms.form_read import FormRead
from xl_asn.case.own_cells import with_cells
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef
from xl_asn.rules.catalogue import CataloguedRule, all_rules, check
from xl_asn.rules.context import Context
from xl_asn.rules.hushed import hushed
from xl_asn.rules.isolating import Told

#: Rules that tell why a cell cannot be read as what its column holds.
READING: Final = frozenset({"V102", "V103", "V105", "V107", "V109", "V111", "V169"})
PRIVATE: Final = frozenset({"T130"})
_SIGN: Final = "V113"
_NOTHING_TOLD: Final[Told] = {}


def rule_findings(form: FormRead, codes: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """Return what the rules find in a form, in its own cells, the gravest first.

    Args:
        form: the form as it has been read.
        codes: the rules to ask; all that forms can be asked by where it is None.
    """
    wanted = None if codes is None else frozenset(codes)
    asked = [
        one
        for one in all_rules()
        if one.rule.of_forms and (wanted is None or one.rule.code in wanted)
    ]
    found = {
        (finding.code, finding.cell, finding.message): finding
        for part in parts_of(form)
        for finding in _of_part(form, part, asked)
    }
    return hushed(found.values(), form.grid)


def _of_part(form: FormRead, part: Part, asked: Iterable[CataloguedRule]) -> Iterator[Finding]:
    context = _context(form, part, _NOTHING_TOLD)
    present = {spec.name for spec, table in context.tables() if table.present}
    rules = [one for one in asked if present.issuperset(one.rule.reads)]
    told = check(context, rules=rules, again=lambda told: _context(form, part, told))
    before = dict(_forecasts_before(part))
    for finding in told:
        was = before.get(finding.cell) if finding.code == _SIGN and finding.cell else None
        if was is None or finding.found is None or (was < 0) is not (finding.found < 0):
            yield finding


def _context(form: FormRead, part: Part, told: Told) -> Context:
    document = part.document(form, told)
    calculated, _ = calculated_of(document, form.ruled.parameters)
    return Context(
        with_cells(form.grid, told) if told else form.grid,
        document,
        calculated,
        board=form.ruled.board,
        parameters=form.ruled.parameters,
    )


def _forecasts_before(part: Part) -> Iterator[tuple[CellRef, Decimal]]:
    """Yield the cells of the forecasts with what the report before said, where a form shows it.

    A form has no report before it: a sign that the row had then too is no slip.
    """
    for header, named in part.block.made.answers.items():
        if named != part.spec.row.forecast_header:
            continue
        for number, row in part.rows:
            was = row.shown.get(SHOWN_FORECAST) if row else None
            if isinstance(was, Decimal):
                yield part.block.ref(number, header), was
