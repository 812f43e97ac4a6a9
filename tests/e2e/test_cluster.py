"""More than one machine: a scheduler and two workers on loopback, one of them killed in mid-run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.batch.hostile import judge_sent_hostile
from tests.batch.naming import naming_previous
from tests.e2e.conftest import Run
from workbooks.build import EXAMPLES
from xl_asn.batch.cluster import Cluster, NoClusterError, OtherVersionError, judge_sent
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged
from xl_asn.files.snapshot import Snapshot

distributed = pytest.importorskip("distributed", reason="the extra kluster is not installed")

pytestmark = [
    # Dask's own: a killed process leaves pipes that the collector finds later.
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows"),
]


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        client.wait_for_workers(2)
        yield cluster


def _files(folder: Path, copies: int) -> list[Path]:
    paths = []
    for number in range(copies):
        for example in sorted(EXAMPLES.glob("*.xlsx")):
            paths.append(folder / f"{number}_{example.name}")
            paths[-1].write_bytes(example.read_bytes() + bytes([number]))
    return paths


def test_a_worker_killed_in_mid_run_changes_nothing(local: Any, tmp_path: Path) -> None:
    paths = [*_files(tmp_path, 5), tmp_path / "saknas.xlsx", naming_previous(tmp_path)[0]]
    with Cluster(local.scheduler_address) as cluster:
        running = judged(paths, cluster)
        verdicts = [next(running)]
        nanny = next(iter(local.workers.values()))
        os.kill(nanny.pid, signal.SIGKILL)
        verdicts += running
    told = [json.dumps(v.as_json()) for v in verdicts]
    alone = [judge(path).as_json() for path in paths]
    assert told == [json.dumps(verdict) for verdict in alone]
    assert verdicts[-1].previous_sha256 is not None


def test_a_file_that_kills_every_process_is_refused_and_the_cluster_goes_on(
    local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_asn.batch.cluster.judge_sent", judge_sent_hostile)
    killing, other = tmp_path / "killed.xlsx", tmp_path / "b.xlsx"
    for path in (killing, other):
        path.write_bytes((EXAMPLES / "2022-11_manadsrapport.xlsx").read_bytes())
    with Cluster(local.scheduler_address) as cluster:
        (refused,) = judged([killing], cluster)
        (judged_after,) = judged([other], cluster)
    assert [finding.code for finding in refused.findings] == ["F192"]
    assert refused.outcome == "avvisad"
    assert judged_after.as_json() == judge(other).as_json()


_HANGING = """
import threading
from pathlib import Path
from xl_asn import __version__
from xl_asn.batch import cluster, judge
from xl_asn.files.snapshot import Snapshot
cluster.seconds_for = lambda data: 1
judge.judge_taken = lambda taken, fetch: threading.Event().wait()
cluster.judge_sent(Snapshot(Path("bok.xlsx"), "bok.xlsx", b"", ""), {}, __version__)
"""


def test_a_file_that_hangs_ends_the_process_that_has_it() -> None:
    done = subprocess.run([sys.executable, "-c", _HANGING], check=False, timeout=60)
    assert done.returncode == 1


def test_the_command_gives_the_same_answer(local: Any, run: Run, tmp_path: Path) -> None:
    paths = _files(tmp_path, 1)
    options = ("--format", "json", "--utan-cache")
    here = run("validera", *paths, *options)
    there = run("validera", *paths, *options, "--kluster", local.scheduler_address)
    assert (there.stdout, there.returncode, there.stderr) == (here.stdout, here.returncode, "")


def test_nobody_there_is_one_sentence() -> None:
    with pytest.raises(NoClusterError, match="svarar inte"):
        Cluster("tcp://127.0.0.1:9", seconds=1)


def test_another_version_is_not_asked() -> None:
    with pytest.raises(OtherVersionError):
        judge_sent(Snapshot(Path("bok.xlsx"), "bok.xlsx", b"", ""), {}, "0.0.0")
