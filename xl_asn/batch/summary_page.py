"""The answer for many workbooks as one web page that needs nothing else, not even scripts."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from xl_asn import __version__
from xl_asn.batch.senders import senders
from xl_asn.batch.together import Remark
from xl_asn.batch.verdicts import OUTCOMES, Verdict, marks, rule_sets, sums
from xl_asn.model.characters import spelled
from xl_asn.model.findings import Severity
from xl_asn.report.web_page import base_style, environment, policy

MARKS: Final = {
    "godkänd": "✓", "anmärkning": "▲", "underkänd": "■", "avvisad": "✕", "hoppad": "–",
    "fel": "■", "fråga": "▲", "info": "●",
}  # fmt: skip
_NEXT_STEP: Final = {
    "godkänd": "",
    "anmärkning": "Frågorna får stå kvar om de är förklarade i rapporten.",
    "underkänd": "Rätta felen, spara och skicka in filen på nytt.",
    "avvisad": "Filen gick inte att läsa som en mall. Rätta och skicka in den på nytt.",
    "hoppad": "Filen är ingen arbetsbok och är inte kontrollerad.",
}


def shipped(name: str) -> str:
    """Return a part of the pages, as it is shipped."""
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")


def summary_page(verdicts: Sequence[Verdict], together: Sequence[Remark] = ()) -> str:
    """Return the page, with what the files say together.

    Text from the files is escaped, and only our own script may run.
    """
    style, script = base_style() + shipped("summary.css"), shipped("summary.js")
    return (
        environment(spelled)
        .from_string(shipped("finding.html.j2") + shipped("summary.html.j2"))
        .render(
            verdicts=verdicts,
            units=senders(verdicts),
            together=[remark.finding for remark in together],
            sums=sums(verdicts),
            since=marks(verdicts) if any(verdict.since for verdict in verdicts) else None,
            outcomes=OUTCOMES,
            severities=tuple(Severity),
            marks=MARKS,
            next_step=_NEXT_STEP,
            version=__version__,
            rule_set=rule_sets(verdicts),
            style=style,
            script=script,
            policy=policy(style, script),
        )
    )
