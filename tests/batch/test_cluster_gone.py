"""A cluster that owes an answer: the file is judged here. The machines are in ``tests/e2e``."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES
from xl_asn.batch.cluster import Cluster
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged

distributed = pytest.importorskip("distributed", reason="the extra kluster is not installed")


class _Dying:
    """A scheduler: the machines die of the first file again and again, and then it is gone."""

    def __init__(self, *_: object, **__: object) -> None:
        self._ends: Iterator[BaseException] = iter(
            (distributed.KilledWorker("bok", None, 3), CancelledError())
        )

    def scheduler_info(self) -> dict[str, object]:
        return {"workers": {"tcp://127.0.0.1:1": {}}}

    def submit(self, *_: object, **__: object) -> Future[object]:
        done: Future[object] = Future()
        done.set_exception(next(self._ends))
        return done

    def close(self) -> None:
        """Nothing was opened."""


def test_what_a_dying_cluster_owes_is_judged_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(distributed, "Client", _Dying)
    paths = [EXAMPLES / "2023-07_manadsrapport.xlsx", tmp_path / "bok.xlsx"]
    paths[1].write_bytes(b"PK")
    with Cluster("tcp://127.0.0.1:1") as cluster:
        verdicts = list(judged(paths, cluster))
    assert [one.as_json() for one in verdicts] == [judge(path).as_json() for path in paths]
