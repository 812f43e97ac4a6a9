"""A cluster over TLS with a secret: the same answers, and refused where anything is not right."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.batch.certificates import authority, machine, needs_openssl, secret
from tests.batch.hostile_scheduler import ATTACKS, HostileScheduler, bomb, let_go
from tests.batch.naming import naming_previous
from tests.command_line import Run
from tests.thorough import thorough
from workbooks.build import EXAMPLES
from xl_asn import __version__
from xl_asn.batch.cluster import Cluster
from xl_asn.batch.cluster_reach import SECRET_VARIABLE, NoClusterError, Reach
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged
from xl_asn.batch.workers import Pending, Workers
from xl_asn.files.reading.snapshot import Snapshot

distributed = pytest.importorskip("distributed", reason="the extra kluster is not installed")

pytestmark = [pytest.mark.filterwarnings("default"), needs_openssl]

_PATIENCE = 120
"""Seconds that a process may take to start: what matters is that it does."""
_ADDRESS = "tls://127.0.0.1:9"


class Place(NamedTuple):
    """A cluster, and who may reach it."""

    port: int
    authority: Path
    home: Path

    @property
    def words(self) -> tuple[object, ...]:
        return (
            "--kluster", f"tls://127.0.0.1:{self.port}", "--certifikat", self.home,
            "--hemlighet", self.home / "hemlighet",
        )  # fmt: skip

    def reach(self, folder: Path | None = None, host: str = "127.0.0.1") -> Reach:
        folder = folder or self.home
        return Reach.of(f"tls://{host}:{self.port}", str(folder), str(folder / "hemlighet"))


@contextmanager
def _running(words: list[str], port: int, secret_file: Path | None, **more: str) -> Iterator[None]:
    """Run a scheduler and a worker as the handbook starts them."""
    script = "import sys; from distributed.cli.dask_{0} import main; main(sys.argv[1:])"
    scheme = "tls" if words else "tcp"
    address = f"{scheme}://127.0.0.1:{port}"
    preload = more.pop("preload", "")
    asked = {
        "scheduler": ["--host", address, "--no-dashboard"],
        "worker": [address, "--nthreads", "1", "--no-dashboard", "--no-nanny",
                   *(["--preload", preload] if preload else [])],
    }  # fmt: skip
    environment = {**os.environ, **more, "PYTHONPATH": str(EXAMPLES.parent.parent)}
    environment.pop(SECRET_VARIABLE, None)
    if secret_file:
        environment[SECRET_VARIABLE] = str(secret_file)
    with ExitStack() as started:
        for what, options in asked.items():
            process = subprocess.Popen(
                [sys.executable, "-c", script.format(what), *options, *words],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
            )  # fmt: skip
            started.callback(process.wait)
            started.callback(process.kill)
        security = distributed.Security(**_security(words)) if words else None
        with distributed.Client(
            address, set_as_default=False, timeout=_PATIENCE, security=security
        ) as client:
            client.wait_for_workers(1, timeout=_PATIENCE)
        yield


def _security(words: list[str]) -> dict[str, Any]:
    authority_file, certificate, key = words[1::2]
    return {
        "require_encryption": True, "tls_ca_file": authority_file, "tls_client_cert": certificate,
        "tls_client_key": key,
    }  # fmt: skip


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(autouse=True)
def _broken_off() -> Iterator[None]:
    yield
    let_go()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("kluster")
    by = authority(folder / "ca")
    there = machine(folder / "kluster", by)
    home = machine(folder / "hemma", by, "DNS:hemma")
    shutil.copy(secret(home / "hemlighet"), there)
    port = _free_port()
    words = ["--tls-ca-file", str(there / "ca.pem"), "--tls-cert", str(there / "certifikat.pem"),
             "--tls-key", str(there / "nyckel.pem")]  # fmt: skip
    with _running(words, port, there / "hemlighet"):
        yield Place(port, by, home)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are judged on this computer, as they come."""
    names: list[str] = []
    submit = Workers.submit

    def counted(self: Workers, taken: Snapshot) -> Pending:
        names.append(taken.name)
        return submit(self, taken)

    monkeypatch.setattr(Workers, "submit", counted)
    return names


def _files(folder: Path) -> list[Path]:
    for example in EXAMPLES.glob("*.xlsx"):
        shutil.copy(example, folder)
    naming_previous(folder)
    (folder / "skadad.xlsx").write_bytes(b"PK\3\4 and no more")
    (folder / "ingen.xlsx").write_bytes(b"no workbook")
    return sorted(folder.glob("*.xlsx"))


def test_the_machines_say_what_this_one_says(place: Place, here: list[str], tmp_path: Path) -> None:
    paths, said = _files(tmp_path), list[str]()
    with Cluster(place.reach(), tell=said.append) as cluster:
        there = list(judged(paths, cluster))
    alone = [judge(path) for path in paths]
    assert [one.as_json() for one in there] == [one.as_json() for one in alone]
    assert [(one.rests_on, one.amounts) for one in there] == [
        (one.rests_on, one.amounts) for one in alone
    ]
    assert any(one.rests_on for one in there)
    assert (here, said) == ([], [])


@pytest.mark.parametrize("form", ["json", *thorough("html", "tabell", "xlsx")])
def test_the_command_gives_the_same_bytes(
    place: Place, run: Run, run_process: Run, tmp_path: Path, form: str
) -> None:
    folder = tmp_path / "inkommet"
    folder.mkdir()
    _files(folder)
    options = (folder, "--format", form, "--utan-cache", "--ut")
    alone = run("validera", *options, tmp_path / "har")
    there = run_process("validera", *options, tmp_path / "dar", *place.words)
    assert (there.returncode, there.stderr) == (alone.returncode, "")
    assert (tmp_path / "dar").read_bytes() == (tmp_path / "har").read_bytes()


def _copy(place: Place, folder: Path) -> Path:
    return Path(shutil.copytree(place.home, folder))


def test_another_authority_is_not_believed(place: Place, tmp_path: Path) -> None:
    other = machine(tmp_path / "hemma", authority(tmp_path / "ca"))
    secret(other / "hemlighet")
    with pytest.raises(NoClusterError, match=r"inte är utgivet av din ca\.pem"):
        Cluster(place.reach(other))


def test_the_certificate_of_another_machine_is_not_believed(place: Place) -> None:
    with pytest.raises(NoClusterError, match="certifikat för en annan dator"):
        Cluster(place.reach(host="localhost"))


def test_a_scheduler_that_does_not_believe_us_is_a_sentence(place: Place, tmp_path: Path) -> None:
    by = authority(tmp_path / "ca")
    home = machine(tmp_path / "hemma", by)
    secret(home / "hemlighet")
    both = (home / "ca.pem").read_bytes() + (place.home / "ca.pem").read_bytes()
    (home / "ca.pem").write_bytes(both)
    with pytest.raises(NoClusterError, match="godtar inte anslutningen"):
        Cluster(place.reach(home))


def test_another_secret_is_sent_no_file(place: Place, tmp_path: Path) -> None:
    home = _copy(place, tmp_path / "hemma")
    secret(home / "hemlighet")
    with pytest.raises(NoClusterError, match=r"1 av 1 arbetare .* Inga filer är skickade"):
        Cluster(place.reach(home))


@pytest.mark.parametrize("more", [("-days", -1), None])
def test_a_scheduler_whose_certificate_has_expired_or_that_has_none(
    place: Place, tmp_path: Path, more: tuple[object, ...] | None
) -> None:
    old = machine(tmp_path / "gammal", place.authority, "IP:127.0.0.1", *(more or ("-days", 1)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(old / "certifikat.pem", old / "nyckel.pem")
    with socket.create_server(("127.0.0.1", 0)) as server:
        met: list[socket.socket] = []

        def meet() -> None:
            while True:
                try:
                    one, _ = server.accept()
                    met.append(one)
                    if more:
                        met.append(context.wrap_socket(one, server_side=True))
                    else:
                        one.sendall(b"x" * 99)
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        meeting = threading.Thread(target=meet, daemon=True)
        meeting.start()
        reach = place.reach()._replace(port=server.getsockname()[1])
        with pytest.raises(NoClusterError, match="har gått ut" if more else "startad med tls"):
            Cluster(reach, 3)
        server.shutdown(socket.SHUT_RDWR)
        for one in met:
            one.close()
        meeting.join(_PATIENCE)
        for one in met:  # and what it met meanwhile
            one.close()


def test_without_certificates_nobody_is_let_in(place: Place, run_process: Run) -> None:

    words = ("--kluster", f"tcp://127.0.0.1:{place.port}", "--osaker")
    done = run_process("validera", EXAMPLES / "2023-07_manadsrapport.xlsx", *words)
    assert done.returncode == 2
    assert "svarar inte" in done.stderr


@pytest.mark.parametrize("attack", ["pickled", *thorough("pickle", "type", "error")])
def test_a_hostile_scheduler_is_at_most_a_sentence_to_the_user(
    run_process: Run, tmp_path: Path, attack: str
) -> None:
    marker = tmp_path / "ran"
    path = tmp_path / "bok.xlsx"
    shutil.copy(EXAMPLES / "2023-07_manadsrapport.xlsx", path)
    attacks = {"identity": ATTACKS[attack](bomb(marker))}
    with HostileScheduler(__version__.encode(), attacks).running() as address:
        done = run_process("validera", path, "--kluster", address, "--osaker")
    assert not marker.exists()
    assert done.returncode in {1, 2}
    assert len(done.stderr.splitlines()) == done.returncode - 1


_HOSTILE_WORKER = Path(__file__).parents[1] / "batch" / "hostile_worker.py"


def test_a_hostile_worker_says_nothing_that_is_believed_and_runs_nothing_here(
    here: list[str], tmp_path: Path
) -> None:
    """Each file's name says what the worker answers, see ``tests/batch/hostile_worker.py``."""
    import runpy  # noqa: PLC0415 - here alone

    answers = runpy.run_path(str(_HOSTILE_WORKER))["ANSWERS"]
    marker = tmp_path / "ran"
    folder = tmp_path / "kommun" / "enhet"
    folder.mkdir(parents=True)
    book = (EXAMPLES / "2023-07_manadsrapport.xlsx").read_bytes()
    paths = [folder / f"{name}.xlsx" for name in ("honest", *answers)]
    for number, path in enumerate(paths):
        path.write_bytes(book + bytes([number]))
    said: list[str] = []
    port = _free_port()
    with _running([], port, None, preload=str(_HOSTILE_WORKER), MARKER=str(marker)):
        reach = Reach.of(f"tcp://127.0.0.1:{port}", is_insecure=True)
        with Cluster(reach, tell=said.append) as cluster:
            verdicts = list(judged(paths, cluster))
    assert [one.as_json() for one in verdicts] == [judge(path).as_json() for path in paths]
    assert sorted(here) == sorted(path.name for path in paths[1:])
    assert ["går inte att lita på" in sentence for sentence in said] == [True]
    assert not Path(f"{marker}-{os.getpid()}").exists()


@pytest.fixture
def ours(place: Place, tmp_path: Path) -> Path:
    return _copy(place, tmp_path / "hemma")


def test_the_command_says_it_before_anything_is_read_or_sent(
    ours: Path, run: Run, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        place = f"127.0.0.1:{server.getsockname()[1]}"
        whole = ("--certifikat", ours, "--hemlighet", ours / "hemlighet")
        asked: list[tuple[tuple[object, ...], str]] = [
            ((f"tcp://{place}",), "nås utan kryptering"),
            ((f"tcp://{place}", *whole), "nås utan kryptering"),
            ((f"tls://{place}",), "--certifikat"),
            ((f"tls://{place}", *whole[:2]), "--hemlighet"),
            ((f"tls://{place}", *whole, "--osaker"), "Ta bort --osaker"),
            ((f"tls://{place}", "--osaker"), "Ta bort --osaker"),
        ]
        for words, says in asked:
            done = run("validera", tmp_path / "saknas.xlsx", "--kluster", *words)
            assert (done.returncode, done.stdout) == (2, "")
            assert says in done.stderr
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("name", ["ca.pem", "certifikat.pem", "nyckel.pem", "hemlighet"])
def test_no_answer_is_written_over_what_reaches_a_cluster(ours: Path, run: Run, name: str) -> None:
    before = (ours / name).read_bytes()
    options = ("--certifikat", ours, "--hemlighet", ours / "hemlighet", "--ut", ours / name)
    done = run("validera", ours, "--kluster", _ADDRESS, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert (ours / name).read_bytes() == before
