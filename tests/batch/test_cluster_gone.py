"""A cluster that owes an answer: the file is judged here. The machines are in ``tests/e2e``."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

import pytest

from workbooks.build import EXAMPLES
from xl_asn.batch import cluster as module
from xl_asn.batch.cluster import Cluster
from xl_asn.batch.cluster_answer import told_wanted
from xl_asn.batch.cluster_reach import NoClusterError, Reach
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending, Workers
from xl_asn.files.reading.snapshot import Snapshot

distributed = pytest.importorskip("distributed", reason="the extra kluster is not installed")

_ADDRESS = "tcp://127.0.0.1:1"
_REACH = Reach.of(_ADDRESS, is_insecure=True)
_GONE = f"Klustret {_ADDRESS} svarar inte längre. Resten kontrolleras på den här datorn."
_WRONG = (
    f"Ett svar från klustret {_ADDRESS} går inte att lita på. Den filen, och varje annan som får "
    "ett sådant svar, kontrolleras på den här datorn."
)
_BOOK = EXAMPLES / "2023-07_manadsrapport.xlsx"


class _Told(Future[object]):
    status = "finished"


class _Client:
    """A scheduler: it answers each question with the next of what it is given, and then never."""

    def __init__(self, *answers: object) -> None:
        self._answers = iter(answers)
        self.scheduler = self
        self.status = "running"
        self.asked: list[tuple[Any, ...]] = []

    def identity(self) -> None:
        """Is never called: the answer is that of :meth:`sync`."""

    def sync(self, *_: object, **__: object) -> dict[str, object]:
        return {"workers": {"tcp://127.0.0.1:2": {}}}

    def submit(self, *asked: object, **_: object) -> _Told:
        self.asked.append(asked)
        told = _Told()
        match next(self._answers, None):
            case None:
                pass
            case CancelledError() as error:
                told.set_exception(error)
            case BaseException() as error:
                told.status = "error"
                told.set_exception(error)
            case answer:
                told.set_result(answer)
        return told

    def close(self, **_: object) -> None:
        """Nothing was opened."""


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., _Client]:
    def use(*answers: object) -> _Client:
        client = _Client(*answers)
        monkeypatch.setattr(module, "reached", lambda *_: client)
        monkeypatch.setattr(module, "_LOOK_SECONDS", 0.01)
        return client

    return use


Answering = Callable[..., _Client]


def _files(folder: Path, count: int) -> list[Path]:
    for number in range(count):
        (folder / f"{number}.xlsx").write_bytes(_BOOK.read_bytes() + bytes([number]))
    return sorted(folder.iterdir())


def _told(verdicts: list[Verdict]) -> list[object]:
    return [verdict.as_json() for verdict in verdicts]


def test_what_a_dying_cluster_owes_is_judged_here(answering: Answering, tmp_path: Path) -> None:
    answering(distributed.KilledWorker("bok", None, 3), CancelledError())
    paths, said = _files(tmp_path, 3), list[str]()
    with Cluster(_REACH, tell=said.append) as cluster:
        verdicts = list(judged(paths, cluster))
    assert _told(verdicts) == _told(list(map(judge, paths)))
    assert said == [_GONE]


def _dies(client: _Client) -> None:
    client.status = "connecting"


def _hangs(client: _Client) -> None:
    def never(*_: object, **__: object) -> None:
        raise TimeoutError

    client.sync = never  # type: ignore[method-assign, assignment]


@pytest.mark.parametrize("end", [_dies, _hangs])
def test_all_that_is_owed_is_asked_for_here_at_once(
    answering: Answering,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    end: Callable[[_Client], None],
) -> None:
    client = answering()
    asked = threading.Semaphore(0)
    submit = Workers.submit

    def counted(self: Workers, taken: Snapshot) -> Pending:
        asked.release()
        return submit(self, taken)

    monkeypatch.setattr(Workers, "submit", counted)
    paths, said = _files(tmp_path, 4), list[str]()
    with Cluster(_REACH, tell=said.append) as cluster:
        pending = [cluster.submit(_taken(path)) for path in paths]
        end(client)
        for _ in paths:  # before anybody has waited for one
            assert asked.acquire(timeout=60)
        late = cluster.submit(_taken(paths[0]))
        verdicts = [answer() for answer in (*pending, late)]
    assert _told(verdicts) == _told([judge(path) for path in (*paths, paths[0])])
    assert said == [_GONE]


def _taken(path: Path) -> Snapshot:
    from xl_asn.files.reading.snapshot import take  # noqa: PLC0415

    taken = take(path)
    assert isinstance(taken, Snapshot)
    return taken


@pytest.mark.parametrize(
    "answer", [7, "text", b"", [], {"fil": "bok"}, b"null", b"[]", b"\xff", b'{"wanted": ["a"]}']
)
def test_what_is_no_answer_of_ours_is_judged_here_and_that_is_said_once(
    answering: Answering, tmp_path: Path, answer: object
) -> None:
    answering(*[answer] * 3)
    paths, said = _files(tmp_path, 3), list[str]()
    with Cluster(_REACH, tell=said.append) as cluster:
        assert _told(list(judged(paths, cluster))) == _told(list(map(judge, paths)))
    assert said == [_WRONG]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("passwd", "/etc"), ("annan.xlsx", "/"), ("annan.xlsx", "../../.."), ("/etc/passwd", "."),
        ("../annan.xlsx", ".."), ("..\\annan.xlsx", ".."), ("a/../../../annan.xlsx", "."),
    ],
)  # fmt: skip
def test_what_lies_elsewhere_is_not_sent(
    answering: Answering, tmp_path: Path, name: str, folder: str
) -> None:
    home = tmp_path / "kommun" / "enhet"
    home.mkdir(parents=True)
    (tmp_path / "annan.xlsx").write_bytes(_BOOK.read_bytes())
    client = answering(told_wanted(name, str(home / folder)).encode())
    paths = _files(home, 1)
    with Cluster(_REACH) as cluster:
        assert _told(list(judged(paths, cluster))) == _told([judge(paths[0])])
    assert [one.content for _, _, beside, _ in client.asked for one in beside.values()] in (
        [], [None]
    )  # fmt: skip


def test_what_no_workbook_names_is_not_sent(answering: Answering, tmp_path: Path) -> None:
    paths = _files(tmp_path, 1)
    (tmp_path / "loner.docx").write_bytes(_BOOK.read_bytes())
    client = answering(told_wanted("loner.docx", str(tmp_path)).encode())
    with Cluster(_REACH) as cluster:
        assert _told(list(judged(paths, cluster))) == _told([judge(paths[0])])
    assert len(client.asked) == 1


def test_a_machine_that_asks_for_the_same_again_is_not_asked_again(
    answering: Answering, tmp_path: Path
) -> None:
    paths = _files(tmp_path, 1)
    client = answering(*[told_wanted("annan.xlsx", str(tmp_path)).encode()] * 3)
    with Cluster(_REACH) as cluster:
        assert _told(list(judged(paths, cluster))) == _told([judge(paths[0])])
    assert len(client.asked) == 2


def test_machines_that_say_nothing_more_are_not_waited_for(
    answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "_SILENT_SECONDS", 0.1)
    answering()
    paths, said = _files(tmp_path, 2), list[str]()
    with Cluster(_REACH, tell=said.append) as cluster:
        assert _told(list(judged(paths, cluster))) == _told(list(map(judge, paths)))
    assert said == [_GONE]


@pytest.fixture(params=[b"", b"HTTP/1.1 400 Bad\r\n\r\n", b"\x01" * 4096, b"\xff" * 8])
def stranger(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of something that is no scheduler: mute, or with an answer of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        met: list[socket.socket] = []

        def meet() -> None:
            while True:
                try:
                    one, _ = server.accept()
                except OSError:
                    return
                met.append(one)
                one.sendall(request.param)

        meeting = threading.Thread(target=meet, daemon=True)
        meeting.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        meeting.join()
        for one in met:
            one.close()


def test_whatever_else_answers_is_one_sentence(
    stranger: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NoClusterError, match="svarar inte"):
        Cluster(Reach.of(stranger, is_insecure=True), seconds=0.5)
    assert capfd.readouterr() == ("", "")
