"""A probe for each promise: it runs a command as it usually is, and asserts what is promised."""

from __future__ import annotations

import errno
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess
from types import MappingProxyType

import pytest

from tests.attack.attack import Ended, Tried
from tests.attack.books import MONTH, PLAN, Book
from tests.attack.compound import compound
from tests.attack.expecting import CONTROLS
from tests.attack.sinks import FORMULAS, MARKUP, ODD, STEERS, unsteered_outputs
from tests.attack.trying import ran
from tests.command_line import Run
from tests.e2e.tracing import traced
from tests.fetched import LEDGER, beside_a_ledger
from tests.handed_out import FOLDER, handed_out
from tests.killed import is_whole
from tests.promises.usual import PACKAGE, USUAL, Usual, examples, packed, prepared
from workbooks.build import EXAMPLES


@dataclass(frozen=True)
class Place:
    """Where a probe works: a folder of its own, and the command line in it."""

    command: str
    folder: Path
    run: Run
    address: str
    """Of the local Kolada."""
    patched: pytest.MonkeyPatch

    @property
    def usual(self) -> Usual:
        """Return how the command is usually run."""
        return USUAL[self.command]

    def usually(self, file: str | Path | None = None) -> CompletedProcess[str]:
        """Run the command as usual, on a file of the folder or on what it reads."""
        return self.run(*self.usual.line(self.usual.reads if file is None else file, self.address))


_DAMAGED: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType({
    "tom": lambda _: b"",
    "avhuggen": lambda data: data[:-300],
    "skräp": lambda _: bytes(range(256)) * 40,
    "text": lambda _: "Område;Utfall\n".encode(),
    "krypterad": lambda _: compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}),
    "word": lambda _: (EXAMPLES.parent / "namndmall.docx").read_bytes(),
})  # fmt: skip
_CRASH = re.compile(r"Traceback|[Ee]tt fel i programmet|F199|S191")


def every_path_gets_a_sentence(place: Place) -> None:
    """Promise 1: what is missing, no file, damaged or of another kind."""
    whole = prepared(place.usual, place.folder)
    data, ending = whole.read_bytes(), whole.suffix
    (place.folder / f"mapp{ending}").mkdir()
    for kind, damage in _DAMAGED.items():
        (place.folder / f"{kind}{ending}").write_bytes(damage(data))
    for kind in ("finns-inte", "mapp", *_DAMAGED):
        done = place.usually(f"{kind}{ending}")
        said = done.stdout + done.stderr
        assert done.returncode in ({0, 1, 2} if place.command in {"validera", "doktor"} else {2}), (
            kind
        )
        assert not _CRASH.search(said), kind
        assert re.search(r"[.?!)]\s*$", said), (kind, said)
        if place.command == "validera" and done.returncode != 2:
            (file,) = _answer(place)["filer"]
            assert [f["kod"][0] for f in file["fynd"]] == ["F"], kind


def _answer(place: Place) -> Mapping[str, list[Mapping[str, list[Mapping[str, str]]]]]:
    answer: Mapping[str, list[Mapping[str, list[Mapping[str, str]]]]] = json.loads(
        (place.folder / "s.json").read_text("utf-8")
    )
    return answer


def time_and_memory_have_an_end(place: Place) -> None:
    """Promise 2: a bomb, and a number of very many digits; a process of its own is watched."""
    for number, change in enumerate((_bomb, _many_digits)):
        folder = place.folder / str(number) / "mapp"
        folder.mkdir(parents=True)
        (folder.parent / "tmp").mkdir()
        (folder.parent / "hem").mkdir()
        book = change(Book(MONTH if place.usual.reads == PACKAGE else place.usual.reads))
        path = folder / place.usual.reads
        path.write_bytes(_unsigned(book.data) if place.usual.reads == PACKAGE else book.data)
        ended = ran(Tried(place.usual.line(path.name, place.address)), folder)
        assert ended.status in {0, 1, 2}, ended.said
        assert ended.megabytes < 700
        assert not _CRASH.search(ended.said)


def _bomb(book: Book) -> Book:
    return book.part("xl/worksheets/sheet7.xml", b" " * 280_000_000)


def _many_digits(book: Book) -> Book:
    many = "7" * 300_000
    return book.number(_figure(book), "D6", many).text(_figure(book), "M6", many)


def _figure(book: Book) -> str:
    return next(name for name in ("Nettokostnad", "Resurser") if name in book.sheets)


def _unsigned(data: bytes) -> bytes:
    """Return an audit package of a workbook that could never have been packed."""
    with zipfile.ZipFile(BytesIO(packed(Book().data))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    inside = f"indata/{manifest['indata'][0]}"
    files[inside] = data
    manifest["sha256"][inside] = sha256(data).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def a_bad_file_changes_nothing(place: Place) -> None:
    """Promise 3: the same two files, alone and beside bad ones."""
    Book().saved(place.folder / "b.xlsx")
    Book().text("Nettokostnad", "D6", "fel").saved(place.folder / "d.xlsx")
    place.usually(".")
    alone = {file["fil"]: file for file in _answer(place)["filer"] if file["fil"].endswith("xlsx")}  # type: ignore[attr-defined]
    (place.folder / "s.json").unlink()
    for name, damage in zip("aceg", _DAMAGED.values(), strict=False):
        (place.folder / f"{name}.xlsx").write_bytes(damage(Book().data))
    place.usually(".")
    together = {file["fil"]: file for file in _answer(place)["filer"]}
    assert len(alone) == 2
    assert {name: together[name] for name in alone} == alone


#: The four that are not the same, as XML of a cell.
_FOUR: Mapping[str, tuple[str, str]] = MappingProxyType({
    "tom": ("", ""), "fel": ("<f>1/0</f><v>#DIV/0!</v>", "e"), "inte uträknad": ("<f>D7*2</f>", ""),
    "noll": ("<v>0</v>", ""),
})  # fmt: skip


def four_kinds_of_nothing(place: Place) -> None:
    """Promise 4: blank, error, not computed and zero are told apart in what is answered."""
    answers = {}
    for kind, (inside, typed) in _FOUR.items():
        folder = place.folder / kind
        folder.mkdir()
        prepared(
            place.usual, folder,
            lambda book, inside=inside, typed=typed: book.cell(*_told(place, book), inside, typed),  # type: ignore[misc]
        )  # fmt: skip
        done = ran_in(place, folder, place.usual.line(place.usual.reads, place.address))
        said = _CRASH.search(done.stdout + done.stderr)
        assert not said, kind
        answers[kind] = _shown(place, folder, done)
    # What the texts state is shown whatever the cells hold.
    kinds = 1 if place.command == "pastaenden" else len(_FOUR)
    assert len({*answers.values()}) == kinds, answers


def _told(place: Place, book: Book) -> tuple[str, str]:
    """Return a cell that the command's answer rests on."""
    if place.command == "forklara":
        return "Nettokostnad", "D6"
    return (_figure(book), "D6")


def _shown(place: Place, folder: Path, done: CompletedProcess[str]) -> object:
    """Return what a command's answer says of the cell: in its file, or in its words."""
    if place.command == "pastaenden":
        stated = json.loads((folder / "s.json").read_text("utf-8"))["påståenden"]
        return str([(one["blad"], one["cell"], one["text"]) for one in stated])
    if place.command in {"berakna", "kolada", "mall", "ny-period"}:
        with zipfile.ZipFile(folder / "ny.xlsx") as archive:
            texts = [
                archive.read(n).decode() for n in archive.namelist() if "worksheets/sheet" in n
            ]
        found = [re.findall(r'<c r="D6"[^>]*?(?:/>|>.*?</c>)', text) for text in texts]
        return f"{found} {done.stdout}".replace(str(folder), "")
    written = [p for p in sorted(folder.rglob("*")) if p.suffix in {".json", ".html", ".csv"}]
    said = "".join(path.read_text("utf-8") for path in written)
    return (said + done.stdout).replace(folder.name, "")


def old_or_new(place: Place) -> None:
    """Promise 5: the disk has no room when the new file is forced to it; the old one is whole."""
    if place.usual.takes_a_workbook:
        prepared(place.usual, place.folder)
    new = {"mall", "ny-period"}  # their files are new ones, and they write over none
    for name in place.usual.writes if place.command not in new else ():
        (place.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (place.folder / name).write_bytes(b"det gamla")
    before = _state(place.folder)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    place.patched.setattr(os, "fsync", full)
    done = place.usually()
    place.patched.undo()
    assert done.returncode == 2
    assert re.search(r"full|utrymme|kunde inte", done.stderr), done.stderr
    assert not _CRASH.search(done.stderr)
    after = _state(place.folder)
    assert {name: after[name] for name in before} == before
    assert [name for name in after if name not in before and ".cache" not in name] == []


def _state(folder: Path) -> dict[str, tuple[str, int]]:
    """Return a mark of each file of a folder: its content and when it was written."""
    return {
        str(path.relative_to(folder)): (
            sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }  # fmt: skip


def untouched_parts(place: Place) -> None:
    """Promise 6: of a workbook with macros, only sheets and what lists them are other bytes."""
    name = place.usual.reads.replace(".xlsx", ".xlsm")
    path = place.folder / name
    data = (EXAMPLES / name).read_bytes()
    path.write_bytes(data)
    path.chmod(0o640)
    line = [word.replace("ny.xlsx", "ny.xlsm") for word in place.usual.line(name, place.address)]
    assert place.run(*line).returncode in {0, 1}
    old, new = _parts(data), _parts((place.folder / "ny.xlsm").read_bytes())
    may = re.compile(
        r"\[Content_Types\]|_rels/|worksheets/|xl/(workbook|styles|sharedStrings)\.xml"
    )
    assert {part for part in old if old[part] != new.get(part)} <= {*filter(may.search, old)}
    assert old["xl/vbaProject.bin"] == new["xl/vbaProject.bin"]
    own = [word for word in line if word not in {"--ut", "ny.xlsm"}]
    assert place.run(*own).returncode in {0, 1}
    assert path.stat().st_mode & 0o777 == 0o640


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def inputs_unchanged(place: Place) -> None:
    """Promise 7: what is read is as it was, and is never what is written."""
    path = prepared(place.usual, place.folder)
    before = _state(place.folder)
    done = place.usually()
    assert done.returncode in {0, 1}, done.stderr
    after = _state(place.folder)
    assert {name: after[name] for name in before} == before
    for written in place.usual.writes:
        if place.command in {"exportera", "mall"} or written not in place.usual.words:
            continue  # a folder, a name that must be new, or one that follows from another
        line = [
            path.name if word == written else word
            for word in place.usual.line(path.name, place.address)
        ]
        refused = place.run(*line)
        assert refused.returncode == 2, line
        assert _state(place.folder)[path.name] == before[path.name]


_OPENED = re.compile(r'(?:openat\(AT_FDCWD, |open\(|creat\()"((?:[^"\\]|\\.)*)"(.*)')


def confined(place: Place) -> None:
    """Promise 8: what is asked of the system, by the command and all processes of it."""
    folder = place.folder / "mapp"
    folder.mkdir()
    (folder / "annan").mkdir()
    Book().saved(folder / "annan" / "bok.xlsx")
    if place.usual.takes_a_workbook:
        prepared(place.usual, folder)
    place.patched.setenv("TMPDIR", str(folder.parent))
    calls = traced(folder, *place.usual.line(place.usual.reads, place.address))
    started = [call for call in calls if call.startswith("execve(") and "ENOENT" not in call]
    assert [call for call in started if "python" not in call.partition(",")[0]] == []
    port = place.address.rpartition(":")[2]
    met = [call for call in calls if call.startswith("connect(") and "AF_UNIX" not in call]
    allowed = f"htons({port})" if place.command == "kolada" else "\0"
    assert [call for call in met if allowed not in call] == []
    opened = [found for call in calls if (found := _OPENED.match(call)) and "= -1" not in call]
    names = {found[1] for found in opened}
    assert [name for name in names if name.startswith((f"{folder}/annan", "annan/"))] == []
    written = {found[1] for found in opened if re.search(r"O_WRONLY|O_RDWR|O_CREAT", found[2])}
    ours = (str(folder.parent), "/dev/")
    assert {name for name in written if not name.startswith(ours) and "/" in name} == set()


def nothing_from_outside_lives(place: Place) -> None:
    """Promise 9: what would steer a screen, a page, a document or a sheet is text in them."""

    def spoilt(book: Book) -> Book:
        sheet = "Händelser" if "Händelser" in book.sheets else "Vision"
        for row, text in enumerate((*FORMULAS[:4], STEERS, MARKUP, ODD), start=6):
            book.text(sheet, f"B{row}", text)
        if "Enhetsresultat" in book.sheets:
            book.text("Enhetsresultat", "B7", f"Enhet{STEERS}").text("Enhetsresultat", "C8", STEERS)
        return book.text(_figure(book), "A7", f"{MARKUP}{STEERS}")

    path = prepared(place.usual, place.folder, spoilt)
    done = place.usually()
    assert not _CRASH.search(done.stdout + done.stderr)
    assert not CONTROLS.search(done.stdout + done.stderr)
    ended = Ended(place.folder, done.returncode, b"", b"", 0, 0)
    assert [*unsteered_outputs(ended, path.name)] == []


def same_bytes_same_answer(place: Place) -> None:
    """Promise 10: twice, in folders of their own; the time of a run is left out."""
    answers = []
    for name in ("ett", "två"):
        folder = place.folder / name
        folder.mkdir()
        if place.usual.takes_a_workbook:
            prepared(place.usual, folder)
        line = place.usual.line(place.usual.reads, place.address)
        with pytest.MonkeyPatch.context() as there:
            there.chdir(folder)
            there.setattr(
                "tempfile.tempdir", str(place.folder)
            )  # other tests' logs are told of too
            done = ran_in(place, folder, line)
        files = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and ".cache" not in path.parts
        }
        answers.append(((done.returncode, done.stdout, done.stderr), files))
    (one, files), (other, others) = answers
    assert one == other
    assert files.keys() == others.keys()
    assert [name for name in files if not is_whole(name, files[name], others[name])] == []


def ran_in(place: Place, folder: Path, line: list[str]) -> CompletedProcess[str]:
    """Run a command line in a folder below the probe's own."""
    named = (place.usual.reads, *place.usual.writes, *filter(None, [place.usual.beside]))
    given = {word: str(folder / word) for word in named}
    shown = str(folder)
    done = place.run(
        *(
            given.get(word, str(folder / word) if word in {"d", "demo", FOLDER, LEDGER} else word)
            for word in line
        )
    )
    return CompletedProcess(
        done.args, done.returncode, done.stdout.replace(shown, ""), done.stderr.replace(shown, "")
    )


def no_false_alarm(place: Place) -> None:
    """Promise 11: what was published is read, and no code of a file is said."""
    for source in examples():
        if (place.command, source.name == PLAN) in {
            ("kolada", False),
            ("fordela", True),
            ("arkiv", True),
        }:
            continue  # one looks a plan's indicators up, the others have no use for a plan
        folder = place.folder / source.stem
        folder.mkdir()
        path = folder / source.name
        if place.usual.answers:
            handed_out(folder)
        if place.usual.ledger:
            beside_a_ledger(folder)
        path.write_bytes(source.read_bytes())
        if place.command == "kontrollera-paket":
            path = folder / PACKAGE
            path.write_bytes(packed(source.read_bytes()))
        if place.usual.beside:
            (folder / place.usual.beside).write_bytes(source.read_bytes())
        done = ran_in(place, folder, place.usual.line(path, place.address))
        if place.command == "forklara" and source.name != MONTH:
            continue  # it has no such sheet, and says so
        assert done.returncode in {0, 1}, done.stderr
        assert not re.search(r"\bF[12]\d\d\b", done.stdout + done.stderr)


def _each() -> Iterator[tuple[int, Callable[[Place], None]]]:
    yield from enumerate(
        (
            every_path_gets_a_sentence, time_and_memory_have_an_end, a_bad_file_changes_nothing,
            four_kinds_of_nothing, old_or_new, untouched_parts, inputs_unchanged, confined,
            nothing_from_outside_lives, same_bytes_same_answer, no_false_alarm,
        ),
        start=1,
    )  # fmt: skip


PROBES: Mapping[int, Callable[[Place], None]] = MappingProxyType(dict(_each()))
"""The probe of each promise, by its number."""
