"""Whatever a server sends is one sentence, changes no file, and takes no time without end."""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
import socketserver
import threading
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

import pytest

from workbooks.build import EXAMPLES
from xl_asn.cli.program import answer
from xl_asn.cycle.kolada import client
from xl_asn.cycle.kolada.answers import MOST_BYTES
from xl_asn.cycle.kolada.client import KoladaError, ask
from xl_asn.model.kolada import KeyFigure

_ID: Final = "U28507"
Sent = Callable[[], Iterator[bytes]]
"""What a server sends of an answer, part by part."""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sent: Sent = lambda: iter(())
        self.closing = threading.Event()
        self.asked: list[bytes] = []
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.server.asked.append(self.rfile.readline())
            while self.rfile.readline().strip():
                pass
            for part in self.server.sent():
                self.wfile.write(part)
                self.wfile.flush()


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield running
        running.closing.set()
        running.shutdown()
        thread.join()


def asked(server: _Server, *ids: str, municipality: str = "0138") -> tuple[KeyFigure, ...]:
    years = range(2018, 2020)
    return tuple(ask(ids, municipality, years, address=server.address, sleep=lambda _: None))


def _head(*headers: str, status: str = "200 OK", kind: str = "application/json") -> bytes:
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close", *headers, "", "")
    return "\r\n".join(lines).encode()


def _json(body: str | bytes, *headers: str, kind: str = "application/json") -> Sent:
    content = body if isinstance(body, bytes) else body.encode()
    return lambda: iter((_head(*headers, kind=kind), content))


def _title(value: object) -> Sent:
    return _json(json.dumps({"values": [{"id": _ID, "title": value}]}))


def _in_turn(*answers: Sent) -> Sent:
    waiting = iter(answers)

    def sent() -> Iterator[bytes]:
        yield from next(waiting)()

    return sent


_TITLE: Final = f'{{"values": [{{"id": "{_ID}", "title": "Deltagit"}}]}}'
_VALUE: Final = '{"values": [{"period": 2019, "values": [{"gender": "T", "value": 1}]}]}'

_STRANGE: Final = {
    "packed": _json(gzip.compress(_TITLE.encode()), "Content-Encoding: gzip"),
    "a bomb": _json(gzip.compress(bytes(50_000_000)), "Content-Encoding: gzip"),
    "packed twice": _json(gzip.compress(gzip.compress(b"{}")), "Content-Encoding: gzip, gzip"),
    "too long": _json(_TITLE + " " * MOST_BYTES),
    "said to be too long": _json(_TITLE + " " * MOST_BYTES, f"Content-Length: {10**12}"),
    "too deep": _json("[" * 100_000 + "]" * 100_000),
    "deep in a value": _json(_TITLE.replace('"Deltagit"', "[" * 5000 + "]" * 5000)),
    "nan": _json(_VALUE.replace("1}", "NaN}")),
    "infinity": _json(_VALUE.replace("1}", "-Infinity}")),
    "an exponent": _json(_VALUE.replace("1}", "1e400}")),
    "an exponent of its own": _json(_VALUE.replace("1}", f"1e{'9' * 30}}}")),
    "digits": _json(_VALUE.replace("1}", f"{'9' * 100_000}}}")),
    "decimals": _json(_VALUE.replace("1}", f"1.{'9' * 100_000}}}")),
    "a key twice": _json(_TITLE.replace('"title"', f'"id": "{_ID}", "title"')),
    "not JSON": _json("<html>"),
    "a page": _json(_TITLE, kind="text/html"),
    "no type": _json(_TITLE, kind=""),
    "another charset": _json(_TITLE.encode("latin-1"), kind="application/json; charset=utf-16"),
    "not the charset that it says": _json(_TITLE.replace("Delt", "Åä").encode("latin-1")),
    "another key figure": _json(_TITLE.replace(_ID, "U11111")),
    "a title that is a number": _title(7),
    "a title that is a list": _title(["Deltagit"]),
    "a title without end": _title("a" * 100_000),
    "values that are a number": _json('{"values": 3}'),
    "values that are texts": _json('{"values": ["x"]}'),
    "a list": _json("[]"),
    "too many values": _json(json.dumps({"values": [{"id": _ID}] * 10_001})),
    "nothing": _json(""),
    "a redirect": lambda: iter((_head("Location: /annat", status="302 Found"), b"")),
    "a status": lambda: iter((_head(status="500 Oj"), b"")),
    "a next page elsewhere": _json('{"values": [], "next_url": "http://192.0.2.1/kpi"}'),
    "a next page that is no address": _json('{"values": [], "next_url": "http://[::1/"}'),
    "a next page that is a number": _json('{"values": [], "next_url": 7}'),
}  # fmt: skip


@pytest.mark.parametrize("sent", _STRANGE.values(), ids=_STRANGE.keys())
def test_what_cannot_be_an_answer_is_told(server: _Server, sent: Sent) -> None:
    server.sent = sent
    with pytest.raises(KoladaError, match="Ingenting är ändrat") as told:
        asked(server, _ID)
    assert len(str(told.value)) < 200


@pytest.mark.parametrize(
    "value",
    [
        '{"period": true, "values": []}',
        '{"period": 2019.0, "values": []}',
        '{"period": 20190, "values": []}',
        '{"period": -1, "values": []}',
        '{"period": 2019, "values": [{"gender": "T", "value": true}]}',
        '{"period": 2019, "values": [{"gender": "T", "value": "12"}]}',
        '{"period": 2019, "values": [{"gender": "T", "value": []}]}',
        '{"period": 2019, "values": [{"gender": "T", "value": 1}, {"gender": "T", "value": 2}]}',
    ],
)
def test_a_value_that_no_key_figure_can_have_is_told(server: _Server, value: str) -> None:
    server.sent = _in_turn(_json(_TITLE), _json(f'{{"values": [{value}]}}'))
    with pytest.raises(KoladaError, match="Ingenting är ändrat"):
        asked(server, _ID)


def test_pages_without_end_are_told(server: _Server) -> None:
    again = json.dumps({"values": [], "next_url": f"{server.address}/kpi/{_ID}"})
    server.sent = _json(again)
    with pytest.raises(KoladaError, match="fler än 20 sidor"):
        asked(server, _ID)
    assert len(server.asked) == 20


def _slowly(server: _Server, content: bytes) -> Sent:
    """Send a byte now and then: always sooner than a read gives up."""

    def sent() -> Iterator[bytes]:
        for place in range(len(content)):
            yield content[place : place + 1]
            if server.closing.wait(0.05):
                return

    return sent


@pytest.mark.parametrize("at_once", [b"", _head()], ids=["the head", "the body"])
def test_an_answer_that_comes_a_byte_at_a_time_has_a_time(
    server: _Server, at_once: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_ANSWER_SECONDS", 0.5)
    slow = _slowly(server, b" " * 10_000 if at_once else _head(f"X: {'a' * 10_000}"))
    server.sent = lambda: chain((at_once,), slow())
    with pytest.raises(KoladaError, match="svarade inte i tid"):
        asked(server, _ID)


def test_one_that_always_asks_for_more_time_does_not_get_it(
    server: _Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_RUN_SECONDS", 50.0)
    server.sent = lambda: iter((_head("Retry-After: 60", status="429 Vänta"), b""))
    with pytest.raises(KoladaError, match="ber om mer tid"):
        asked(server, _ID)
    assert len(server.asked) == 1


@pytest.mark.parametrize("wait", ["nan", "inf", "-1", "1e999", "Mon, 01 Jan 99999 00:00:00 GMT"])
def test_a_wait_that_is_no_time_is_another(server: _Server, wait: str) -> None:
    server.sent = lambda: iter((_head(f"Retry-After: {wait}", status="429 Vänta"), b""))
    waits: list[float] = []
    with pytest.raises(KoladaError, match="ber om mer tid"):
        tuple(ask([_ID], "0138", [2019], address=server.address, sleep=waits.append))
    assert len(waits) == 3
    assert all(0 <= waited <= 60 for waited in waits)


@pytest.mark.parametrize(
    "id_",
    ["U2850/", "../../x", "U28507?a=1", "U28507#", "U28507\nX: y", "U２８５０７", "", "u28507"],
)
def test_an_id_that_is_none_is_never_asked_for(server: _Server, id_: str) -> None:
    with pytest.raises(KoladaError, match="inget Kolada-id"):
        asked(server, id_)
    with pytest.raises(KoladaError, match="ingen kommunkod"):
        asked(server, _ID, municipality=f"01{id_}")
    assert server.asked == []


def test_a_title_has_one_line_of_signs_that_can_be_shown(server: _Server) -> None:
    title = _title("Del\x00\x1b[31m\u202etagit\n i\ud800")
    server.sent = _in_turn(title, _json('{"values": []}'))
    (figure,) = asked(server, _ID)
    assert figure.title == "Del [31m tagit i"


@pytest.mark.parametrize("kind", ["a bomb", "too deep", "digits", "nothing", "a redirect"])
def test_the_command_says_one_sentence_and_changes_no_file(
    server: _Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    server.sent = _STRANGE[kind]
    plan = tmp_path / "plan.xlsx"
    shutil.copy(EXAMPLES / "2020_namndplan.xlsx", plan)
    before = plan.read_bytes()
    with pytest.raises(SystemExit) as ended:
        answer(["kolada", str(plan), "--adress", server.address])
    said = capsys.readouterr()
    assert (ended.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert plan.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [plan.name]
