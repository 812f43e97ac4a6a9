"""A verdict that a plan has had its part in: the same anywhere, and kept with the plan's hash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.batch.elsewhere import judged_elsewhere
from workbooks.build import EXAMPLES
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.case.new_masters import master_of
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.snapshot import Snapshot, take

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
    there, asked = judged_elsewhere(month)
    assert (there, asked) == (judge(month), [("2020_namndplan", str(month.parent))])
    assert {"C186", "C189"} <= {finding.code for finding in there.findings}


def test_the_cache_holds_the_plan_to_its_hash(month: Path, tmp_path: Path) -> None:
    verdict = judge(month)
    plan = tmp_path / "2020_namndplan.xlsx"
    assert [(n.name, n.sha256) for n in verdict.rests_on] == [
        ("2020_namndplan", taken(plan).sha256)
    ]
    with Cache(tmp_path / "cache") as cache:
        cache.keep(taken(month), verdict)
    with Cache(tmp_path / "cache") as cache:
        assert cache.known(taken(month)) == verdict
        plan.write_bytes(plan.read_bytes() + b"\0")
        assert cache.known(taken(month)) is None
        plan.unlink()
        assert cache.known(taken(month)) is None
