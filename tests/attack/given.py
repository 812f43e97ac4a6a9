"""What else a command is given: a template, a board's file, and what Kolada answers."""

from __future__ import annotations

import gzip
import os
import re
import socketserver
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from tests.attack.attack import ANY, PASSES, REFUSED, Attack, Build, Ended, Tried
from tests.attack.books import PLAN, Book
from tests.attack.excel_templates import EXCEL
from tests.attack.foreign import foreign
from tests.attack.outputs import FILE
from tests.attack.word_templates import WORD, Template
from tests.files.integrity import faults
from workbooks.build import EXAMPLES

_DOCX = EXAMPLES.parent / "namndmall.docx"
_XLSX = EXAMPLES.parent / "namndmall.xlsx"
_MILLION = 1_000_000


def _parts(template: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(template) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _nothing_foreign(ended: Ended) -> Iterator[str]:
    """Hold that a document that came of it leads nowhere and runs nothing."""
    for path in (ended.folder / "d").glob("*"):
        if path.suffix in {".docx", ".xlsx"}:
            yield from (f"{path.name}: {said}" for said in foreign(path.read_bytes()))


def _with_template(name: str, make: Callable[[Path], object], form: str = "docx") -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        make(folder / name)
        words = ("exportera", FILE, "--ut", "d", "--utkast", "--format", form, "--mall", name)
        return Tried(words, ANY, held=[_nothing_foreign])

    return build


def _template(template: Template, ours: Path) -> Build:
    """Hand over a template that is refused with its sentence, or filled in and told of."""
    name = f"mall{ours.suffix}"
    make = _with_template(
        name, lambda path: path.write_bytes(template.make(_parts(ours))), ours.suffix[1:]
    )

    def build(folder: Path) -> Tried:
        status = REFUSED if template.refused else PASSES
        return replace(make(folder), status=status, says=template.refused or template.told)

    return build


_OTHERS: Mapping[str, tuple[str, Callable[[Path], object], str]] = {
    "rör": ("mall.docx", os.mkfifo, "docx"),
    "mapp": ("mall.docx", Path.mkdir, "docx"),
    "enhet": ("mall.docx", lambda path: path.symlink_to("/dev/zero"), "docx"),
    "ring": ("mall.docx", lambda path: path.symlink_to(path.name), "docx"),
    "tom": ("mall.docx", lambda path: path.write_bytes(b""), "docx"),
    "text": ("mall.docx", lambda path: path.write_text("{{ titel }}"), "docx"),
    "arbetsbok": ("mall.docx", lambda path: Book().saved(path), "docx"),
    "stor": ("mall.docx", lambda path: path.write_bytes(_DOCX.read_bytes() + b"\0" * 80 * _MILLION), "docx"),
    "gammal-word": ("mall.doc", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000), "docx"),
    "excel-word": ("mall.xlsx", lambda path: path.write_bytes(_DOCX.read_bytes()), "xlsx"),
    "excel-arbetsbok-med-makron": ("mall.xlsm", lambda path: path.write_bytes((EXAMPLES / "2022-11_manadsrapport.xlsm").read_bytes()), "xlsx"),
    "excel-rör": ("mall.xlsx", os.mkfifo, "xlsx"),
}  # fmt: skip

# A board's file.

_BOARD = (EXAMPLES / "utbildning.toml").read_text("utf-8")
_TOMLS: Mapping[str, Callable[[], str | bytes]] = {
    "djup-lista": lambda: "a = " + "[" * 100_000,
    "djup-tabell": lambda: "a = " + "{a=" * 50_000 + "1" + "}" * 50_000,
    "djupt-namn": lambda: ".".join("a" * 60_000) + " = 1",
    "djup-rubrik": lambda: "[" + ".".join("a" * 60_000) + "]",
    "siffror": lambda: _BOARD + "\nx = " + "9" * 200_000,
    "stor-mängd-siffror": lambda: _BOARD.replace("0.75", "0." + "7" * 100_000),
    "nycklar": lambda: _BOARD + "".join(f"\nk{n} = 1" for n in range(300_000)),
    "rubriker": lambda: _BOARD + '\n[[mal]]\nnamn = "x"' * 60_000,
    "lång-text": lambda: _BOARD.replace('namn = "Utbildningsnämnden"', f'namn = "{"ä" * 3 * _MILLION}"'),
    "text-oavslutad": lambda: _BOARD + '\nx = """' + "a" * 3 * _MILLION,
    "latin-1": lambda: _BOARD.encode("latin-1", "replace"),
    "bom": lambda: b"\xef\xbb\xbf" + _BOARD.encode(),
    "utf-16": lambda: _BOARD.encode("utf-16"),
    "nul": lambda: _BOARD.replace("Utbildning", "Utb\0ildning"),
    "nan": lambda: _BOARD.replace("0.75", "nan"),
    "inf": lambda: _BOARD.replace("0.75", "-inf"),
    "datum-för-stort": lambda: _BOARD.replace("2026-01-01", "9999-12-31"),
    "datum-omöjligt": lambda: _BOARD.replace("2026-01-01", "2026-02-30"),
    "styrtecken": lambda: _BOARD.replace('namn = "God"', 'namn = "G\\u001B[2J\\u202Eod"'),
    "fel-nyckel-styr": lambda: _BOARD + '\n"a\\u001B[2J\\u009B" = 1\n',
    "tom": lambda: b"",
    "zip": _XLSX.read_bytes,
    "stor": lambda: _BOARD.encode() + b"\n# " + b"x" * 60 * _MILLION,
    "ord-många": lambda: _BOARD + '\n[[bedomning]]\nord = "o"\nfarg = "grön"' * 30_000,
    "ord-mönster": lambda: _BOARD.replace('ord = "God"', 'ord = "(a+)+$"').replace('"UBN"', f'"{"(x|x)*" * 2_000}"'),
}  # fmt: skip


def _board(make: Callable[[], str | bytes], *, of_workbook: bool) -> Build:
    def build(folder: Path) -> Tried:
        content = make()
        data = content.encode() if isinstance(content, str) else content
        (folder / "utbildning.toml").write_bytes(data)
        words: Sequence[str] = (
            "mall", "manadsrapport", "--ar", "2026", "--period", "okt", "--ut", "n.xlsx",
            "--regler", "utbildning.toml",
        )  # fmt: skip
        if of_workbook:
            (folder / FILE).write_bytes((EXAMPLES / "2026-10_manadsrapport.xlsx").read_bytes())
            words = ("validera", FILE, "--utan-cache")
        return Tried(words, ANY)

    return build


_STRANGE: Mapping[str, Callable[[Path], object]] = {
    "rör": os.mkfifo,
    "mapp": Path.mkdir,
    "enhet": lambda path: path.symlink_to("/dev/zero"),
    "ring": lambda path: path.symlink_to(path.name),
    "ut-ur-mappen": lambda path: path.symlink_to("/etc/passwd"),
}


def _strange_board(make: Callable[[Path], object], *, of_workbook: bool) -> Build:
    def build(folder: Path) -> Tried:
        tried = _board(lambda: b"", of_workbook=of_workbook)(folder)
        (folder / "utbildning.toml").unlink()
        make(folder / "utbildning.toml")
        return Tried(tried.words, ANY, silent_on="root:")

    return build


# What a server answers.

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"


def _json(body: bytes, more: bytes = b"") -> bytes:
    return _HEAD + more + b"Content-Length: %d\r\n\r\n" % len(body) + body


def _value(number: bytes) -> bytes:
    """Answer a title to what is asked of a key figure, and a value to what is asked of its data."""
    return (
        b'{"values": [{"id": "N1", "title": "Titel", "period": 2019, "values": '
        b'[{"gender": "T", "value": ' + number + b"}]}]}"
    )


def _title(title: bytes) -> bytes:
    return b'{"values": [{"id": "N1", "title": "' + title + b'", "period": 2019, "values": []}]}'


def _dripping(write: Callable[[bytes], object]) -> None:
    """Answer a byte at a time, and never the last."""
    write(_HEAD + b"Content-Length: 1000000\r\n\r\n")
    for _ in range(100_000):
        write(b" ")
        time.sleep(0.5)


def _endless(write: Callable[[bytes], object]) -> None:
    write(_HEAD + b"\r\n" + b'{"values": [')
    while True:
        write(b'{"id": "a", "title": "' + b"x" * 100_000 + b'"},')


def _endless_headers(write: Callable[[bytes], object]) -> None:
    write(b"HTTP/1.1 200 OK\r\n")
    while True:
        write(b"X-A: " + b"y" * 10_000 + b"\r\n")


def _dripping_headers(write: Callable[[bytes], object]) -> None:
    write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        write(b"X-%d: 1\r\n" % number)
        time.sleep(0.5)


_Reply = bytes | Callable[[Callable[[bytes], object]], None]
_ANSWERS: Mapping[str, Callable[[], _Reply]] = {
    "stort": lambda: _json(_value(b"1e400")),
    "stort-tal": lambda: _json(_value(b"9" * 300_000)),
    "exponent": lambda: _json(_value(b"1e999999999")),
    "nan": lambda: _json(_value(b"NaN")),
    "inf": lambda: _json(_value(b"-Infinity")),
    "text": lambda: _json(_value(b'"41,5"')),
    "sant": lambda: _json(_value(b"true")),
    "lista": lambda: _json(_value(b"[1]")),
    "decimaler": lambda: _json(_value(b"0." + b"3" * 100_000)),
    "djupt": lambda: _json(b"[" * 200_000),
    "djupt-objekt": lambda: _json(b'{"values":' * 100_000),
    "djupt-rätt": lambda: _json(b'{"values": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"),
    "titel-styr": lambda: _json(_title(b"\\u001B[2J\\u0007\\u202E\\u009B31m\\nny rad")),
    "titel-formel": lambda: _json(_title(b'=HYPERLINK(\\"http://ond.se\\")')),
    "titel-lång": lambda: _json(_title(b"a" * 5 * _MILLION)),
    "titel-surrogat": lambda: _json(_title(b"\\ud800x")),
    "titel-nul": lambda: _json(_title(b"a\\u0000b")),
    "titel-tal": lambda: _json(b'{"values": [{"id": 7, "title": 7, "period": 2019, "values": []}]}'),
    "år-text": lambda: _json(b'{"values": [{"id": "N", "title": "t", "period": "2019", "values": []}]}'),
    "år-stort": lambda: _json(b'{"values": [{"id": "N", "title": "t", "period": 99999999999999999999999, "values": [{"gender": "T", "value": 1}]}]}'),
    "år-minus": lambda: _json(b'{"values": [{"id": "N", "title": "t", "period": -5, "values": [{"gender": "T", "value": 1}]}]}'),
    "år-sant": lambda: _json(b'{"values": [{"id": "N", "title": "t", "period": true, "values": [{"gender": "T", "value": 1}]}]}'),
    "värden-många": lambda: _json(b'{"values": [' + b",".join(b'{"id": "N", "title": "t", "period": 2019, "values": [{"gender": "T", "value": 1}]}' for _ in range(300_000)) + b"]}"),
    "gzip-bomb": lambda: _json(gzip.compress(b" " * 800 * _MILLION), b"Content-Encoding: gzip\r\n"),
    "latin-1": lambda: _json(_title("å".encode("latin-1"))),
    "inte-json": lambda: _json(b"<html>inloggning</html>"),
    "tom": lambda: _json(b""),
    "null": lambda: _json(b"null"),
    "inget": lambda: b"",
    "skräp": lambda: b"\0\xff" * 5_000,
    "http-0.9": lambda: b"hej\r\n",
    "kortare-än-sagt": lambda: _HEAD + b"Content-Length: 5000\r\n\r\n{}",
    "minus-längd": lambda: _HEAD + b"Content-Length: -5\r\n\r\n{}",
    "längd-stor": lambda: _HEAD + b"Content-Length: 99999999999999999999\r\n\r\n{}",
    "flyttad-fil": lambda: b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
    "flyttad-hit": lambda: b"HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
    "status-999": lambda: b"HTTP/1.1 999 Ojoj\r\nContent-Length: 0\r\n\r\n",
    "vänta-länge": lambda: b"HTTP/1.1 429 X\r\nRetry-After: 1e300\r\nContent-Length: 0\r\n\r\n",
    "vänta-nan": lambda: b"HTTP/1.1 429 X\r\nRetry-After: nan\r\nContent-Length: 0\r\n\r\n",
    "vänta-minus": lambda: b"HTTP/1.1 503 X\r\nRetry-After: -99\r\nContent-Length: 0\r\n\r\n",
    "vänta-ord": lambda: b"HTTP/1.1 503 X\r\nRetry-After: Fri, 31 Dec 99999 25:61:61 GMT\r\nContent-Length: 0\r\n\r\n",
    "nästa-sida-samma": lambda: _json(b'{"values": [{"id": "N", "title": "t", "period": 2019, "values": []}], "next_url": "http://127.0.0.1:%PORT%/v"}'),
    "nästa-sida-annan": lambda: _json(b'{"values": [{"id": "N", "title": "t", "period": 2019, "values": []}], "next_url": "http://169.254.169.254/hemligt"}'),
    "nästa-sida-skräp": lambda: _json(b'{"values": [{"id": "N", "title": "t", "period": 2019, "values": []}], "next_url": "http://[::1"}'),
    "droppar": lambda: _dripping,
    "droppar-huvuden": lambda: _dripping_headers,
    "utan-slut": lambda: _endless,
    "huvuden-utan-slut": lambda: _endless_headers,
}  # fmt: skip


@contextmanager
def answering(reply: _Reply) -> Iterator[Sequence[str]]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                self.request.recv(65_536)
                if isinstance(reply, bytes):
                    port = str(self.request.getsockname()[1]).encode()
                    body = reply.replace(b"%PORT%", port)
                    if b"%PORT%" in reply:
                        head, _, rest = body.partition(b"\r\n\r\n")
                        head = re.sub(
                            rb"Content-Length: \d+", b"Content-Length: %d" % len(rest), head
                        )
                        body = head + b"\r\n\r\n" + rest
                    self.request.sendall(body)
                else:
                    reply(self.request.sendall)
            except OSError:
                return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield "--adress", f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def _kolada(reply: Callable[[], _Reply]) -> Build:
    def build(folder: Path) -> Tried:
        Book(PLAN).saved(folder / FILE)
        return Tried(
            ("kolada", FILE), ANY, may_change=frozenset({FILE}), during=answering(reply()),
            held=[_whole, _nothing_foreign_in_it],
        )  # fmt: skip

    return build


def _whole(ended: Ended) -> Iterator[str]:
    yield from faults((ended.folder / FILE).read_bytes())


def _nothing_foreign_in_it(ended: Ended) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO((ended.folder / FILE).read_bytes())) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            if re.search(r"<f[^>]*>[^<]*ond\.se", text) or (
                "ond.se" in text and name.endswith(".rels")
            ):
                yield f"{name} has a formula or a link of theirs"


ATTACKS = (
    *(Attack(f"mall-{name}", 9, _template(template, _DOCX),
             name in {"mallens-mall-unc", "klamrar-öppna"})
      for name, template in WORD.items()),
    *(Attack(f"mall-{name}", 9, _template(template, _XLSX), name == "excel-sammanfogat")
      for name, template in EXCEL.items()),
    *(Attack(f"mall-{name}", 1, _with_template(*given)) for name, given in _OTHERS.items()),
    *(Attack(f"regelverk-{name}-mall", 2, _board(make, of_workbook=False), name == "djup-lista")
      for name, make in _TOMLS.items()),
    *(Attack(f"regelverk-{name}-validera", 2, _board(make, of_workbook=True))
      for name, make in _TOMLS.items()),
    *(Attack(f"regelverk-{name}-mall", 1, _strange_board(make, of_workbook=False))
      for name, make in _STRANGE.items()),
    *(Attack(f"regelverk-{name}-validera", 1, _strange_board(make, of_workbook=True))
      for name, make in _STRANGE.items()),
    *(Attack(f"kolada-{name}", 2, _kolada(reply), name in {"stort", "djupt"})
      for name, reply in _ANSWERS.items()),
)  # fmt: skip
