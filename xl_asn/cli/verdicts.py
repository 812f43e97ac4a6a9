"""Verdicts on the screen: each file's outcome and findings as it is done, and the sums last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from xl_asn.batch.verdicts import OUTCOMES, Verdict
from xl_asn.cli.findings import finding_lines
from xl_asn.cli.next_steps import after_judging
from xl_asn.cli.screen import coloured, plain, say
from xl_asn.files.reading.catalogue import printable

_STYLES: Final = {
    "godkänd": "green",
    "anmärkning": "yellow",
    "underkänd": "bold red",
    "avvisad": "bold red",
    "hoppad": "dim",
}


def show_verdicts(verdicts: Iterable[Verdict], write: Callable[[bytes], None] | None) -> bool:
    """Print every file's outcome and findings, and the sums; return whether any file fails.

    On the screen each file is shown as soon as it and those before it are done; into a file, by
    ``write``, all is put at once.
    """
    counts = dict.fromkeys(OUTCOMES, 0)
    if write is None:
        for block in _blocks(verdicts, counts):
            say(block)
    else:
        text = "".join(f"{plain(block)}\n" for block in _blocks(verdicts, counts))
        write(text.encode())
    return bool(counts["underkänd"] or counts["avvisad"])


def _blocks(verdicts: Iterable[Verdict], counts: dict[str, int]) -> Iterator[str]:
    used: dict[str, None] = {}
    for verdict in verdicts:
        counts[verdict.outcome] += 1
        used.update({verdict.rule_set: None} if verdict.rule_set else {})
        outcome = coloured(verdict.outcome, _STYLES[verdict.outcome])
        period = f" ({verdict.period})" if verdict.period else ""
        lines = [f"{printable(verdict.file)}{period}: {outcome}", *finding_lines(verdict.findings)]
        yield "\n".join(lines)
    total = sum(counts.values())
    sums = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    files = "1 fil" if total == 1 else f"{total} filer"
    rules = [f"Regelverk: {printable('; '.join(used))}"] if used else []
    yield "\n".join((f"{files}: {sums}", *rules, after_judging(counts)))
