"""More than one machine: a scheduler and two workers on loopback; files and machines that die."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.batch.hostile import judge_sent_hostile
from tests.batch.naming import naming_previous
from tests.command_line import Run
from tests.thorough import thorough
from workbooks.build import EXAMPLES
from xl_asn.batch.cluster import Cluster
from xl_asn.batch.cluster_reach import NoClusterError, Reach
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged
from xl_asn.batch.verdicts import Verdict

distributed = pytest.importorskip("distributed", reason="the extra kluster is not installed")
psutil = pytest.importorskip("psutil", reason="the extra kluster is not installed")

pytestmark = [
    # Dask's own: a killed process leaves pipes that the collector finds later.
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows"),
]

_PATIENCE = 120
"""Seconds that a process may take to end: what matters is that it does."""


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    with _machines(2) as cluster, distributed.Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2)
        yield cluster


def _machines(count: int, threads: int = 1) -> Any:
    return distributed.LocalCluster(
        n_workers=count, threads_per_worker=threads, processes=True, dashboard_address=":0"
    )


def _reach(address: str) -> Reach:
    return Reach.of(address, is_insecure=True)


def _reached(address: str) -> Cluster:
    return Cluster(_reach(address))


def _pids(cluster: Any) -> list[int]:
    return [nanny.pid for nanny in cluster.workers.values()]


def _bounded(pid: int) -> list[Any]:
    """Return the processes that one of Dask's has started."""
    return list(psutil.Process(pid).children(recursive=True))


def _all_end(processes: list[Any]) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=_PATIENCE)
    return not alive


def _files(folder: Path, copies: int) -> list[Path]:
    paths = []
    for number in range(copies):
        for example in sorted(EXAMPLES.glob("*.xlsx")):
            paths.append(folder / f"{number}_{example.name}")
            paths[-1].write_bytes(example.read_bytes() + bytes([number]))
    return paths


def _hostile(folder: Path, *names: str) -> list[Path]:
    """Write workbooks whose names say what they do, see :mod:`tests.batch.hostile`."""
    honest = (EXAMPLES / "2022-11_manadsrapport.xlsx").read_bytes()
    paths = [folder / f"{name}.xlsx" for name in names]
    for number, path in enumerate(paths, 100):
        path.write_bytes(honest + bytes([number]))
    return paths


def _told(verdicts: Iterable[Verdict]) -> list[str]:
    return [json.dumps(verdict.as_json()) for verdict in verdicts]


def _first_codes(verdicts: Iterable[Verdict]) -> list[str]:
    return [verdict.findings[0].code for verdict in verdicts]


def test_a_machine_killed_in_mid_run_changes_nothing_and_leaves_no_process(
    local: Any, tmp_path: Path
) -> None:
    paths = [*_files(tmp_path, 3), tmp_path / "saknas.xlsx", naming_previous(tmp_path)[0]]
    killed = _pids(local)[0]
    with _reached(local.scheduler_address) as cluster:
        running = judged(paths, cluster)
        verdicts = [next(running)]
        while not (bounded := _bounded(killed)):
            verdicts.append(next(running))
        os.kill(killed, signal.SIGKILL)
        verdicts += running
    assert _told(verdicts) == _told(judge(path) for path in paths)
    assert verdicts[-1].rests_on[0].sha256 is not None
    assert _all_end(bounded)


def test_files_that_crash_or_hang_are_refused_and_no_other_is_nor_does_a_machine_die(
    local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_asn.batch.cluster.judge_sent", judge_sent_hostile)
    before = _pids(local)
    honest = _files(tmp_path, 2)
    bad = _hostile(tmp_path, "killed", "hang", "aborted", "memory", "panic")
    paths = [honest[0], bad[0], *honest[1:3], *bad[1:], *honest[3:]]
    with _reached(local.scheduler_address) as cluster:
        verdicts = dict(zip(paths, judged(paths, cluster), strict=True))
    assert _told(verdicts[path] for path in honest) == _told(map(judge, honest))
    refused = [verdicts[path] for path in bad]
    assert {verdict.outcome for verdict in refused} == {"avvisad"}
    assert _first_codes(refused) == ["F192", "F191", "F192", "F190", "F199"]
    assert "SIGKILL" in refused[0].findings[0].message
    assert _pids(local) == before


@pytest.mark.thorough
def test_a_file_whose_machines_die_again_and_again_is_judged_here(
    local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_asn.batch.cluster.judge_sent", judge_sent_hostile)
    honest = _files(tmp_path, 1)
    paths = [honest[0], *_hostile(tmp_path, "machine"), *honest[1:]]
    with _reached(local.scheduler_address) as cluster:
        verdicts = list(judged(paths, cluster))
        again = list(judged(honest, cluster))
    assert _told(verdicts) == _told(map(judge, paths))
    assert _told(again) == _told(map(judge, honest))


@pytest.fixture
def scheduler() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Yield the address of a scheduler with one machine, and its process."""
    script = "import sys; from distributed.cli.dask_{0} import main; main(sys.argv[1:])"
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    asked = {
        "scheduler": ["--host", address, "--no-dashboard"],
        "worker": [address, "--nthreads", "1", "--no-dashboard", "--no-nanny"],
    }
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script.format(what), *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for what, words in asked.items()
    ]
    with distributed.Client(address, set_as_default=False, timeout=_PATIENCE) as client:
        client.wait_for_workers(1, timeout=_PATIENCE)
    yield address, started[0]
    for process in started:
        process.kill()  # also one that has stopped
        process.wait()


@pytest.mark.parametrize("end", ["SIGKILL", *thorough("SIGSTOP", "SIGTERM")])
def test_what_is_left_when_the_scheduler_is_gone_is_judged_here(
    scheduler: tuple[str, subprocess.Popen[bytes]],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    end: str,
) -> None:
    address, process = scheduler
    paths, said = _files(tmp_path, 3), list[str]()
    with Cluster(_reach(address), tell=said.append) as cluster:
        running = judged(paths, cluster)
        verdicts = [next(running)]
        process.send_signal(getattr(signal, end))
        verdicts += running
    assert _told(verdicts) == _told(map(judge, paths))
    assert said == [
        f"Klustret {address} svarar inte längre. Resten kontrolleras på den här datorn."
    ]
    assert capfd.readouterr() == ("", "")


@pytest.mark.thorough
def test_a_machine_with_threads_bounds_each_file_and_leaves_no_process_when_it_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_asn.batch.cluster.judge_sent", judge_sent_hostile)
    honest = _files(tmp_path, 4)
    paths = [*honest[:3], *_hostile(tmp_path, "killed", "hang"), *honest[3:]]
    with _machines(1, threads=3) as machine:
        with _reached(machine.scheduler_address) as cluster:
            verdicts = list(judged(paths, cluster))
        (pid,) = _pids(machine)
        (dasks,) = (child for child in multiprocessing.active_children() if child.pid == pid)
        bounded = _bounded(pid)
    assert _first_codes(verdicts[3:5]) == ["F192", "F191"]
    assert _told(verdicts[:3] + verdicts[5:]) == _told(map(judge, honest))
    assert 1 <= len(bounded) <= 3
    assert _all_end(bounded)
    assert dasks.exitcode == 0, "it waited for its children until it was killed"


def test_the_command_gives_the_same_answer(
    local: Any, run: Run, run_process: Run, tmp_path: Path
) -> None:
    paths = _files(tmp_path, 1)
    options = ("--format", "json", "--utan-cache")
    here = run("validera", *paths, *options)
    # A process of its own: Dask's machines are children of this one, and log through it.
    there = run_process(
        "validera", *paths, *options, "--kluster", local.scheduler_address, "--osaker"
    )
    assert (there.stdout, there.returncode, there.stderr) == (here.stdout, here.returncode, "")


def test_nobody_there_is_one_sentence() -> None:
    with pytest.raises(NoClusterError, match="svarar inte"):
        Cluster(_reach("tcp://127.0.0.1:9"), seconds=1)
