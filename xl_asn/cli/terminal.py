"""What the command line shows on a screen: tables, findings and a rule's manual page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xl_asn.cli.screen import Line, Styled, broken, safe, say
from xl_asn.model.findings import Finding

if TYPE_CHECKING:
    from xl_asn.case.compute import Computed
    from xl_asn.excel.install import Step
    from xl_asn.files.reading.file_code import FileCode
    from xl_asn.prose.statements import Statement, Tie
    from xl_asn.rules.catalogue import CataloguedRule

_WORD_STYLES = {
    "ok": "green", "klart": "green", "redan klart": "green", "varning": "yellow",
    "lämnas": "yellow", "fel": "bold red", "gick inte": "bold red", "inte tillämplig": "dim",
    "stämmer": "green", "stämmer inte": "bold red", "inte knutet": "dim",
}  # fmt: skip


def computed_lines(target: Path, computed: Computed, findings: Sequence[Finding]) -> Iterator[Line]:
    """Yield what *Beräkna* gave: goals, findings and where it was written."""
    from xl_asn.calculation.margins import nearest_to_fall
    from xl_asn.cli.findings import finding_lines
    from xl_asn.pages.check_page import summary

    calculated = computed.examined.calculated
    for goal in calculated.goals:
        yield f"Mål {goal.number}: {goal.explanation}"
        margin = calculated.margins.get(goal.number)
        if margin is not None:
            yield Styled(f"        {margin.sentence}", "dim")
    nearest = nearest_to_fall(calculated.margins.values())
    if nearest:
        yield nearest
    yield from finding_lines(findings)
    told = (
        computed.replaced_sentence, computed.renewed_sentence, computed.left_sentence,
        computed.published_sentence, computed.unready_sentence,
    )  # fmt: skip
    yield from filter(None, told)
    yield from broken(computed.correction_sentence)
    yield from broken(computed.to_write_sentence)
    yield f"Regelverk: {computed.rule_set}"
    written = "Skrivet till" if computed.values or computed.pages else "Inget nytt att skriva i"
    yield f"{summary(findings)}. {written} {target}"


def show_rules(rules: Iterable[CataloguedRule], file_codes: Iterable[FileCode]) -> None:
    """Print the catalogue: code, severity and the fault in one line."""
    rows = [(c.rule.code, c.rule.severity.value, c.title) for c in rules]
    rows += [(c.code, c.severity.value, c.message.replace("{detalj}", "…")) for c in file_codes]
    _show_table({"Kod": False, "Allvar": False, "Vad som är fel": False}, rows)
    say("", "Kör xl-asn regler KOD för att läsa om en regel.")


def show_rule(catalogued: CataloguedRule) -> None:
    """Print a rule's manual page."""
    rule = catalogued.rule
    title, _, body = catalogued.manual.strip().partition("\n")
    say((Styled(f"{rule.code} {rule.name}", "bold"), f" ({rule.severity.value})"), "")
    say(*broken(f"{title} {catalogued.other_workbooks}".strip()))
    for section in textwrap.dedent(body).strip().split("\n\n"):
        heading, _, text = section.partition("\n")
        say("", Styled(heading, "bold"), *broken(text, "  ", "  "))


def show_file_code(code: FileCode) -> None:
    """Print what a code about a file means."""
    say((Styled(f"{code.code} {code.name}", "bold"), f" ({code.severity.value})"), "")
    say(*broken(code.message.replace("{detalj}", "…")))
    say("", Styled("Så rättar du", "bold"), *broken(code.remedy, "  ", "  "))


def show_outcomes(title: str, outcomes: Iterable[tuple[str, str, Sequence[str]]]) -> None:
    """Print what was looked at or done, the word for how it went, and details a line each.

    A line is never broken, for a path that is broken can be neither found nor copied.
    """
    say(Styled(title, "bold"))
    for what, word, details in outcomes:
        say((f"{what}: ", Styled(word, _WORD_STYLES.get(word, ""))))
        for detail in filter(None, details):
            say(f"    {detail}")


class StatementLine(NamedTuple):
    """A statement as it is shown: its cell, what is said, how it was judged, and by what."""

    cell: str
    said: str
    judgement: str
    tied: str


def statement_line(statement: Statement) -> StatementLine:
    """Return how a statement is shown."""
    tie = statement.tie
    tied = f"{tie.cell} {tie.column}: {_tied_value(tie)}" if tie else statement.reason
    cell, judgement = str(statement.passage.cell), statement.judgement.value
    return StatementLine(cell, statement.said, judgement, tied)


def show_statements(statements: Sequence[StatementLine], counts: Mapping[str, int]) -> None:
    """Print what the texts say, the cell that each statement is tied to, and how many agree."""
    rows = [
        (
            line.cell,
            line.said,
            Styled(line.judgement, _WORD_STYLES.get(line.judgement, "dim")),
            line.tied,
        )
        for line in statements
    ]
    _show_table({"Cell": True, "Text": False, "Utslag": True, "Knutet till": False}, rows)
    say(", ".join(f"{count} {judgement}" for judgement, count in counts.items()))


def _show_table(headers: Mapping[str, bool], rows: Iterable[Sequence[str | Styled]]) -> None:
    """Print a table; ``headers`` tell of each column whether its cells are kept on one line."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for header, whole in headers.items():
        table.add_column(header, no_wrap=whole, overflow="fold")
    for row in rows:
        # Texts, not strings: rich would look for its own markup in those.
        cells = (part if isinstance(part, Styled) else Styled(part) for part in row)
        table.add_row(*(Text(safe(cell.text), cell.style) for cell in cells))
    Console(highlight=False).print(table)


def _tied_value(tie: Tie) -> str:
    from xl_asn.model.money import share_decimals, show_exact, show_share
    from xl_asn.model.statuses import Status

    if isinstance(tie.value, Status):
        return tie.value.value
    if 0 < abs(tie.value) < 1:
        return show_share(tie.value, share_decimals(tie.value))
    return show_exact(tie.unit.of(tie.value))


def show_steps(title: str, steps: Iterable[Step]) -> bool:
    """Print a plan, or what came of it; return whether a step failed."""
    known = tuple(steps)
    show_outcomes(title, ((s.what, s.state.value, (str(s.place), s.note)) for s in known))
    return any(step.failed for step in known)
