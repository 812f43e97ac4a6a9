"""A verdict that a plan has had its part in: the same anywhere, and never from the cache."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.batch.machine import Sent, judge_bytes
from xl_asn.batch.verdicts import Verdict
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.markdown import read_markdown
from xl_asn.files.snapshot import Snapshot, take
from xl_asn.masters import master_of

MONTH = """## Start

| Fält      | Värde          |
|-----------|----------------|
| År        | 2020           |
| Period    | nov            |
| Nämndplan | 2020_namndplan |

## Risker

| Risk                                                | Sannolikhet | Konsekvens | Riskvärde |
|-----------------------------------------------------|-------------|------------|-----------|
| Risk för ökning vad gäller hot riktade mot personal | 2           | 2          | 4         |
"""


@pytest.fixture
def month(tmp_path: Path) -> Path:
    shutil.copy(EXAMPLES / "2020_namndplan.xlsx", tmp_path)
    path = tmp_path / "manad.xlsx"
    path.write_bytes(master_of(Manadsrapport, read_markdown(MONTH)))
    return path


def taken(path: Path) -> Snapshot:
    found = take(path)
    assert isinstance(found, Snapshot)
    return found


def test_another_machine_asks_for_the_plan_and_says_the_same(month: Path) -> None:
    name = judge_bytes(taken(month), {}, 30)
    assert name == "2020_namndplan"
    beside = {name: Sent.named(name, month.parent)}
    there = judge_bytes(taken(month), beside, 30)
    assert isinstance(there, Verdict)
    assert there == judge(month)
    assert {"C186", "C189"} <= {finding.code for finding in there.findings}


def test_the_cache_forgets_it(month: Path, tmp_path: Path) -> None:
    verdict = judge(month)
    assert verdict.names_plan
    with Cache(tmp_path / "cache") as cache:
        cache.keep(taken(month), verdict)
    with Cache(tmp_path / "cache") as cache:
        assert cache.known(taken(month)) is None
    plan = tmp_path / "2020_namndplan.xlsx"
    alone: Verdict = judge(plan)
    assert not alone.names_plan
    with Cache(tmp_path / "cache") as cache:
        cache.keep(taken(plan), alone)
    with Cache(tmp_path / "cache") as cache:
        assert cache.known(taken(plan)) == alone
