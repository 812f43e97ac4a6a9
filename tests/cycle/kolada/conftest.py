"""A small local server that answers as Kolada's API does, version 3."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

TITLES = {
    "U28507": "Deltagit i daglig verksamhet socialpsykiatri och fått arbete på den reguljära "
    "arbetsmarknaden, (Ja=1, Nej=0)",
    "U40406": "Resultat vid avslut i kommunens arbetsmarknadsverksamhet, deltagare som A. Börjat "
    "arbeta, andel (%)",
    "N00973": "Lämnat etableringsuppdraget och börjat arbeta eller studera (status efter 90 "
    "dagar), andel (%) (-2020)",
}
VALUES: dict[str, dict[int, float]] = {
    "U40406": {2018: 11.5, 2019: 12.69},
    "N00973": {2019: 41.5},
    "U28507": {2019: 0},
}


@dataclass
class Kolada:
    """The server: what it has been asked, and what it is to answer first."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    first: list[tuple[int, dict[str, str], str]] = field(default_factory=list)
    """Statuses, headers and bodies that go before the true answers."""
    page_size: int = 100
    silent: threading.Event | None = None
    """While it is set up and not set, nothing is answered."""

    def answer(self, path: str) -> tuple[int, dict[str, str], str]:
        self.asked.append(path)
        if self.silent is not None:
            self.silent.wait(20)
        if self.first:
            return self.first.pop(0)
        parts = path.partition("?")[0].strip("/").split("/")
        match parts:
            case ["kpi", key] if key in TITLES:
                return 200, {}, json.dumps(_values([{"id": key, "title": TITLES[key]}]))
            case ["kpi", _]:
                return 200, {}, json.dumps(_values([]))
            case ["data", "kpi", key, "municipality", code, "year", years]:
                return 200, {}, json.dumps(self._data(key, code, years, path))
        return 404, {}, json.dumps({"detail": "Not Found"})

    def _data(self, key: str, code: str, years: str, path: str) -> dict[str, Any]:
        found = [
            {
                "kpi": key, "municipality": code, "period": year,
                "values": [
                    {"gender": "K", "value": 99.0, "count": 1, "status": ""},
                    {"gender": "T", "value": value, "count": 1, "status": ""},
                ],
            }
            for year, value in VALUES.get(key, {}).items()
            if str(year) in years.split(",")
        ]  # fmt: skip
        page = int(path.partition("page=")[2] or 1)
        shown = found[(page - 1) * self.page_size : page * self.page_size]
        answer = _values(shown)
        if page * self.page_size < len(found):
            answer["next_url"] = f"{self.address}{path.partition('?')[0]}?page={page + 1}"
        return answer


def _values(found: list[dict[str, Any]]) -> dict[str, Any]:
    return {"values": found, "count": len(found), "next_url": None, "previous_url": None}


@contextmanager
def serving(kolada: Kolada) -> Iterator[Kolada]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = kolada.answer(self.path)
            content = body.encode()
            try:
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, *args: object) -> None:
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kolada.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield kolada
    finally:
        if kolada.silent is not None:
            kolada.silent.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def kolada() -> Iterator[Kolada]:
    with serving(Kolada()) as server:
        yield server
