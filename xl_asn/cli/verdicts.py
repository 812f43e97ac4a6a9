"""Verdicts on the screen: each file's outcome and findings as it is done, and the sums last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from xl_asn.batch.verdicts import OUTCOMES, Verdict
from xl_asn.cli.findings import finding_lines
from xl_asn.cli.next_steps import after_judging
from xl_asn.cli.screen import Line, Styled, plain, say

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
            say(*block)
    else:
        lines = chain.from_iterable(_blocks(verdicts, counts))
        text = "".join(f"{plain(line)}\n" for line in lines)
        write(text.encode())
    return bool(counts["underkänd"] or counts["avvisad"])


def _blocks(verdicts: Iterable[Verdict], counts: dict[str, int]) -> Iterator[Sequence[Line]]:
    used: dict[str, None] = {}
    for verdict in verdicts:
        counts[verdict.outcome] += 1
        used.update({verdict.rule_set: None} if verdict.rule_set else {})
        period = f" ({verdict.period})" if verdict.period else ""
        outcome = Styled(verdict.outcome, _STYLES[verdict.outcome])
        yield [(f"{verdict.file}{period}: ", outcome), *finding_lines(verdict.findings)]
    total = sum(counts.values())
    sums = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    files = "1 fil" if total == 1 else f"{total} filer"
    rules = [f"Regelverk: {'; '.join(used)}"] if used else []
    yield [f"{files}: {sums}", *rules, after_judging(counts)]
