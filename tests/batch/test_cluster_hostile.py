"""A hostile scheduler: nothing of what it says runs here, and every file gets its own verdict."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.batch.hostile_scheduler import (
    ATTACKS,
    STEPS,
    WEIGHTS,
    HostileScheduler,
    Say,
    answered,
    bomb,
    let_go,
    message,
)
from tests.thorough import thorough
from workbooks.build import EXAMPLES
from xl_asn import __version__
from xl_asn.batch import cluster as module
from xl_asn.batch import cluster_meeting
from xl_asn.batch.cluster import Cluster
from xl_asn.batch.cluster_answer import Wanted, told_verdict, told_wanted
from xl_asn.batch.cluster_reach import NoClusterError, Reach
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged
from xl_asn.batch.workers import Pending, Workers
from xl_asn.files.reading.snapshot import Snapshot, take

distributed = pytest.importorskip("distributed", reason="the extra kluster is not installed")
wire = pytest.importorskip("xl_asn.batch.cluster_wire")

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")

_BOOK = EXAMPLES / "2023-07_manadsrapport.xlsx"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_SECONDS", 0.05)
    monkeypatch.setattr(cluster_meeting, "_SHOW_SECONDS", 1.0)
    monkeypatch.setattr(module, "_PING_SECONDS", 1.0)
    monkeypatch.setattr(module, "_SILENT_SECONDS", 1.0)
    monkeypatch.setattr(wire, "_SHAKE_SECONDS", 1.0)


@pytest.fixture(autouse=True)
def _broken_off() -> Iterator[None]:
    yield
    let_go()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "enhet" / "bok.xlsx"
    path.parent.mkdir()
    path.write_bytes(_BOOK.read_bytes())
    return path


def _scheduler(says: Mapping[str, Say]) -> HostileScheduler:
    return HostileScheduler(__version__.encode(), says)


def _told(scheduler: HostileScheduler, *paths: Path) -> list[str]:
    """Have files judged with a scheduler; return what was said, and be sure of the verdicts."""
    said: list[str] = []
    with scheduler.running() as address:
        try:
            with Cluster(Reach.of(address, is_insecure=True), 2, said.append) as cluster:
                verdicts = list(judged(paths, cluster))
        except NoClusterError as error:
            return [str(error)]
    assert [one.as_json() for one in verdicts] == [judge(path).as_json() for path in paths]
    return said


_LATE = ("key-in-memory", "gather")


@pytest.mark.parametrize("step", [*_LATE, *thorough(*STEPS[:4])])
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_pickle_runs_here(book: Path, tmp_path: Path, attack: str, step: str) -> None:
    marker = tmp_path / "ran"
    scheduler = _scheduler({step: ATTACKS[attack](bomb(marker))})
    _told(scheduler, book)
    assert step in scheduler.said
    assert not marker.exists()


@pytest.mark.parametrize(
    ("attack", "step"),
    [
        ("pickled", "handshake"), ("pickle", "identity"), ("warn", "stream-start"),
        *thorough(
            ("pickled", "identity"), ("type", "identity"), ("collection", "identity"),
            ("error", "identity"), ("task-erred", "key-in-memory"), ("key-type", "key-in-memory"),
            ("status", "key-in-memory"), ("pickle", "gather"),
        ),
    ],
)  # fmt: skip
def test_the_same_attacks_run_in_a_client_of_dasks(tmp_path: Path, attack: str, step: str) -> None:
    marker = tmp_path / "ran"
    with _scheduler({step: ATTACKS[attack](bomb(marker))}).running() as address:
        asking = threading.Thread(target=_asks, args=(address,), daemon=True)
        asking.start()
        patience = time.monotonic() + 60
        while not marker.exists() and time.monotonic() < patience:
            time.sleep(0.05)
        assert marker.exists()


def _asks(address: str) -> None:
    try:
        client = distributed.Client(address, timeout=2, set_as_default=False)
        client.submit(abs, 1).result(2)
    except Exception:  # noqa: BLE001 - it has run by then
        return


@pytest.mark.parametrize("step", ["gather", *thorough(*STEPS[:-1])])
@pytest.mark.parametrize("weight", WEIGHTS)
def test_no_weight_is_carried_and_nothing_is_waited_for(book: Path, weight: str, step: str) -> None:
    scheduler = _scheduler({step: WEIGHTS[weight]})
    _told(scheduler, book)
    assert step in scheduler.said


def test_a_message_that_is_too_long_ends_the_connection_before_it_has_come(book: Path) -> None:
    scheduler = _scheduler({"gather": WEIGHTS["10 GB"]})
    assert len(_told(scheduler, book)) == 1
    assert scheduler.hung_up.wait(60)


@pytest.mark.parametrize("step", ["gather", *thorough(*STEPS[:-1])])
def test_who_says_nothing_more_is_not_waited_for(book: Path, step: str) -> None:
    assert _told(_scheduler({step: lambda _: b""}), book)


def _answer(text: str) -> Mapping[str, Say]:
    return {"gather": lambda about: answered(text.encode(), about["keys"][0])}


def test_a_verdict_that_is_right_is_believed(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here: list[Snapshot] = []
    submit = Workers.submit

    def counted(self: Workers, taken: Snapshot) -> Pending:
        here.append(taken)
        return submit(self, taken)

    monkeypatch.setattr(Workers, "submit", counted)
    taken = take(book)
    assert isinstance(taken, Snapshot)
    assert _told(_scheduler(_answer(told_verdict(judge(book), taken))), book) == []
    assert here == []


def test_answers_that_come_twice_are_one(book: Path) -> None:
    def twice(about: Mapping[str, object]) -> bytes:
        told = message([{"op": "key-in-memory", "key": about["key"]}] * 3)
        return told + told + message([{"op": "task-erred", "key": about["key"]}] * 2)

    _told(_scheduler({"key-in-memory": twice}), book)


def test_a_machine_that_cannot_show_the_secret_is_sent_no_file(book: Path) -> None:
    scheduler = _scheduler({})
    secret = b"x" * 32
    with scheduler.running() as address:
        reach = Reach.of(address, is_insecure=True)._replace(secret=secret)
        with pytest.raises(NoClusterError, match=r"1 av 1 arbetare .* samma hemlighet"):
            Cluster(reach, 2)
    assert book.read_bytes()[-100:] not in scheduler.received
    assert {told.get("op") for told in scheduler.heard} <= {"identity", "broadcast", "close"}


def test_another_version_is_sent_no_file(book: Path) -> None:
    scheduler = HostileScheduler(b"0.0.0", {})
    (said,) = _told(scheduler, book)
    assert f"Installera samma version av xl-asn på deras datorer som här ({__version__})" in said
    assert book.read_bytes()[-100:] not in scheduler.received


@pytest.mark.parametrize("name", ["../../loner.xlsx", "/loner.xlsx", "loner.docx"])
def test_no_file_is_sent_that_lies_elsewhere_or_is_no_workbook(
    book: Path, tmp_path: Path, name: str
) -> None:
    marked = b"a file that nobody has asked to be checked" * 9
    for place in (tmp_path.parent / "loner.xlsx", book.parent / "loner.docx"):
        place.write_bytes(marked)
    scheduler = _scheduler(_answer(told_wanted(*Wanted(name, str(book.parent)))))
    _told(scheduler, book)
    assert marked not in scheduler.received
