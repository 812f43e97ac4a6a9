"""What the command line shows on a screen: tables, findings and a rule's manual page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from xl_asn.calculation.margins import nearest_to_fall
from xl_asn.case.compute import Computed
from xl_asn.cli.findings import finding_lines
from xl_asn.files.reading.file_codes import FileCode
from xl_asn.model.findings import Finding
from xl_asn.model.money import share_decimals, show_exact, show_share
from xl_asn.model.statuses import Status
from xl_asn.pages.check_page import summary
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.rules.catalogue import CataloguedRule

if TYPE_CHECKING:
    from xl_asn.excel.install import Step

_WORD_STYLES = {
    "ok": "green", "klart": "green", "redan klart": "green", "varning": "yellow",
    "lämnas": "yellow", "fel": "bold red", "gick inte": "bold red", "inte tillämplig": "dim",
    "stämmer": "green", "stämmer inte": "bold red", "inte knutet": "dim",
}  # fmt: skip


def show_computed(target: Path, computed: Computed, findings: Sequence[Finding]) -> None:
    """Print what *Beräkna* gave: goals, findings and where it was written."""
    console = Console(highlight=False, soft_wrap=True)
    calculated = computed.examined.calculated
    for goal in calculated.goals:
        console.print(f"Mål {goal.number}: {escape(goal.explanation)}")
        margin = calculated.margins.get(goal.number)
        if margin is not None:
            console.print(f"        {escape(margin.sentence)}", style="dim")
    nearest = nearest_to_fall(calculated.margins.values())
    if nearest:
        console.print(escape(nearest))
    for line in finding_lines(findings):
        typer.echo(line)
    for sentence in filter(None, (computed.replaced_sentence, computed.renewed_sentence)):
        typer.echo(sentence)
    typer.echo(f"Regelverk: {computed.rule_set}")
    written = "Skrivet till" if computed.values or computed.pages else "Inget nytt att skriva i"
    console.print(f"{summary(findings)}. {written} {escape(str(target))}")


def show_rules(rules: Iterable[CataloguedRule], file_codes: Iterable[FileCode]) -> None:
    """Print the catalogue: code, severity and the fault in one line."""
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    for header in ("Kod", "Allvar", "Vad som är fel"):
        table.add_column(header)
    for catalogued in rules:
        rule = catalogued.rule
        table.add_row(rule.code, rule.severity.value, catalogued.title)
    for code in file_codes:
        table.add_row(code.code, code.severity.value, code.message.replace("{detalj}", "…"))
    console.print(table)
    console.print("\nKör xl-asn regler KOD för att läsa om en regel.")


def show_rule(catalogued: CataloguedRule) -> None:
    """Print a rule's manual page."""
    rule = catalogued.rule
    console = Console(highlight=False)
    title, _, body = catalogued.manual.strip().partition("\n")
    console.print(f"[bold]{rule.code} {rule.name}[/] ({rule.severity.value})\n\n{escape(title)}")
    for section in textwrap.dedent(body).strip().split("\n\n"):
        heading, _, text = section.partition("\n")
        console.print(f"\n[bold]{escape(heading)}[/]")
        console.print(Padding(escape(" ".join(text.split())), (0, 0, 0, 2)))


def show_file_code(code: FileCode) -> None:
    """Print what a code about a file means."""
    console = Console(highlight=False)
    console.print(f"[bold]{code.code} {code.name}[/] ({code.severity.value})\n")
    console.print(escape(code.message.replace("{detalj}", "…")))
    console.print(f"\nSå rättar du\n    {escape(code.remedy)}")


def show_outcomes(title: str, outcomes: Iterable[tuple[str, str, Sequence[str]]]) -> None:
    """Print what was looked at or done, the word for how it went, and details a line each.

    A line is never broken, for a path that is broken can be neither found nor copied.
    """
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{escape(title)}[/]")
    for what, word, details in outcomes:
        console.print(f"{escape(what)}: [{_WORD_STYLES.get(word, 'none')}]{escape(word)}[/]")
        for detail in filter(None, details):
            console.print(f"    {escape(detail)}")


def show_statements(statements: Sequence[Statement]) -> None:
    """Print what the texts say, the cell that each statement is tied to, and how many agree."""
    counts = dict.fromkeys((j for j in Judgement if j is not Judgement.NONE), 0)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for header in ("Cell", "Text", "Utslag", "Knutet till"):
        table.add_column(header, no_wrap=header in {"Cell", "Utslag"}, overflow="fold")
    for statement in statements:
        if statement.judgement in counts:
            counts[statement.judgement] += 1
        tie, word = statement.tie, statement.judgement.value
        tied = f"{tie.cell} {tie.column}: {_tied_value(tie)}" if tie else statement.reason
        table.add_row(
            escape(str(statement.passage.cell)),
            escape(statement.said),
            f"[{_WORD_STYLES.get(word, 'dim')}]{word}[/]",
            escape(tied),
        )
    console = Console(highlight=False)
    console.print(table)
    console.print(", ".join(f"{count} {judgement.value}" for judgement, count in counts.items()))


def _tied_value(tie: Tie) -> str:
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
