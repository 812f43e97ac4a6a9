"""The rules: every module of a family that declares ``RULE`` and ``check`` is one."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType

from xl_asn import rules as package
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.rules.context import Context, listed
from xl_asn.rules.reports_seen import OTHER_WORKBOOKS
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.consequences import under_their_causes
from xl_asn.rules.stopping import Again, Careful, Stopped, findings_of
from xl_asn.rules.waivers import with_waivers

FAMILIES = ("structure", "values", "consistency", "prose", "forms", "ledger")

SKIPPED = Rule("S190", "kontroller-hoppades-over", Severity.INFO)

_SEVERITY_ORDER = tuple(Severity)


@dataclass(frozen=True)
class CataloguedRule:
    """A rule with its check and its Swedish manual page."""

    rule: Rule
    check: Callable[..., Iterable[Finding]]
    manual: str

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Return what the check asks for: its parameters, by the names that a context has."""
        return tuple(name for name in self.check.__annotations__ if name != "return")

    @property
    def other_workbooks(self) -> str:
        """Return which other workbooks it needs, as a sentence; nothing where it needs none."""
        called = dict.fromkeys(OTHER_WORKBOOKS[n] for n in self.needs if n in OTHER_WORKBOOKS)
        return f"Behöver {listed(called)}." if called else ""

    @property
    def title(self) -> str:
        """Return the first line of the manual page: the fault in one sentence."""
        return self.manual.strip().splitlines()[0]

    def findings(self, context: Context) -> Iterable[Finding]:
        """Return what the rule finds; nothing where any of what it needs is not there or empty."""
        needed: dict[str, object] = {}
        for name in self.needs:
            needed[name] = found = getattr(context, name)
            if not found:
                return ()
        return self.check(**needed)


@cache
def all_rules() -> tuple[CataloguedRule, ...]:
    """Return every rule, by family and code."""
    return tuple(
        CataloguedRule(module.RULE, module.check, module.__doc__ or "")
        for family in FAMILIES
        for module in _modules(family)
        if hasattr(module, "RULE")
    )


def _modules(family: str) -> list[ModuleType]:
    parent = import_module(f"{package.__name__}.{family}")
    names = sorted(module.name for module in pkgutil.iter_modules(parent.__path__))
    return [import_module(f"{parent.__name__}.{name}") for name in names]


def check(
    context: Context,
    *,
    strict: bool = False,
    rules: Iterable[CataloguedRule] | None = None,
    known: Iterable[Finding] = (),
    again: Again | None = None,
    stopped: Iterable[Stopped] = (),
) -> tuple[Finding, ...]:
    """Run the rules over a document and return every finding, gravest first, then by sheet.

    A rule that reads a sheet which the document type does not have has nothing to say of it, nor
    has one that needs something which is not there, or of which there is none.
    Structure comes first: a rule that reads a broken sheet is skipped, and an info says so.
    A rule that stops at what a cell holds is asked again without that cell, of the document that
    ``again`` gives, and the cell is a finding; with ``strict`` (in tests) its fault is raised.
    ``known`` are findings of the document that no rule has made, and are put in their place, and so
    is what has ``stopped`` before the rules were asked.
    What a finding explains is listed as its consequences.
    """
    run = all_rules() if rules is None else tuple(rules)
    careful = Careful(context, None if strict else again, stopped)
    findings = [*known, *_found(context, run, careful, strict=strict)]
    findings += findings_of(careful.stopped)
    places = {spec.name: place for place, (spec, _) in enumerate(context.tables())}
    findings.sort(key=lambda one: _order(places, one))
    told = under_their_causes(findings, (catalogued.rule for catalogued in run))
    return tuple(sorted(with_waivers(context, told), key=lambda one: _order(places, one)))


def _found(
    context: Context, rules: Iterable[CataloguedRule], careful: Careful, *, strict: bool
) -> Iterator[Finding]:
    """Yield what the rules find, and last which sheets kept some of them from being asked."""
    declared = {spec.name for spec, _ in context.tables()}
    skipped: set[str] = set()
    for catalogued in rules:
        reads = catalogued.rule.reads
        if not declared.issuperset(reads):
            continue
        if broken := context.broken_sheets.intersection(reads):
            skipped |= broken
            continue
        yield from catalogued.findings(context) if strict else careful.ask(catalogued)
    if skipped:
        yield SKIPPED.finding(
            f"Alla kontroller är inte gjorda, eftersom bladet {listed(sorted(skipped))} inte gick "
            "att läsa.",
            "Rätta felen på bladet och kör kontrollen igen.",
        )


def _order(places: Mapping[str, int], finding: Finding) -> tuple[int, int, CellRef, str]:
    sheet = finding.cell.sheet if finding.cell else finding.sheet or ""
    return (
        _SEVERITY_ORDER.index(finding.severity),
        places.get(sheet, -1),
        finding.cell or CellRef(sheet, 0, 0),
        finding.code,
    )
