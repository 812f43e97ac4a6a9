"""A file judged as on another machine, which is sent what it asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xl_asn.batch.cluster_answer import Wanted, understood
from xl_asn.batch.machine import Sent, judge_bytes, rests_on
from xl_asn.batch.verdicts import Verdict
from xl_asn.files.reading.snapshot import Snapshot, take


def judged_elsewhere(path: Path) -> tuple[Verdict, list[tuple[str, str]]]:
    """Return the verdict, and what was asked for: names, and the folders of those that named."""
    taken = take(path)
    assert isinstance(taken, Snapshot)
    sent: dict[Wanted, Sent] = {}
    while isinstance(answer := understood(judge_bytes(taken, sent), taken), Wanted):
        sent[answer] = Sent.named(answer.name, Path(answer.folder))
        assert sent[answer].may_travel
    assert isinstance(answer, Verdict)
    return replace(answer, rests_on=rests_on(taken, sent)), [
        (name, folder) for name, folder in sent
    ]
