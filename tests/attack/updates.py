"""Lost updates: somebody saves between read and write, or has the workbook open."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.attack.attack import ANY, PASSES, REFUSED, Attack, Build, Ended, Held, Tried
from tests.attack.books import MONTH, PLAN, Book
from tests.attack.meanwhile import IsOver, meanwhile
from tests.attack.outputs import FILE
from tests.attack.trying import command, environment
from tests.cycle.kolada.conftest import Kolada, serving
from tests.files.integrity import faults

#: Does a thing once, when the first new file is made that is to replace another: what has been read
#: has been read, and nothing has its lasting name yet.
_WHEN_WRITING = """
import os
_done = []
def _look(event, given):
    if event == "open" and not _done and ".xl-asn-" in str(given[0]) and given[2] & os.O_CREAT:
        _done.append(1)
        {act}
sys.addaudithook(_look)
"""
_SAVE = 'open("{name}", "wb").write(b"en kollegas nya fil")'
_COLLEAGUE = b"en kollegas nya fil"


def _hook(act: str) -> str:
    return _WHEN_WRITING.format(act=act)


def _saved_meanwhile(*words: str, act: str, source: str = MONTH) -> Build:
    """A colleague saves the workbook while it is computed: her save stays."""

    def build(folder: Path) -> Tried:
        Book(source).saved(folder / FILE)
        return Tried(
            words, REFUSED, may_change=frozenset({FILE}), hook=_hook(act), held=[_hers_stays],
            says="ändrats|flyttats|finns inte|borta",
        )  # fmt: skip

    return build


def _hers_stays(ended: Ended) -> Iterator[str]:
    for path in (ended.folder / FILE, ended.folder / "omdöpt.xlsx"):
        if path.is_file() and path.read_bytes() == _COLLEAGUE:
            return
    yield "her save is lost"


def _gone_meanwhile(act: str) -> Build:
    """She moves the workbook away: it does not come back beside the one that she has moved."""

    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        return Tried(
            ("berakna", FILE), REFUSED, may_change=frozenset({FILE}), hook=_hook(act),
            held=[_not_back],
        )  # fmt: skip

    return build


def _not_back(ended: Ended) -> Iterator[str]:
    if (ended.folder / FILE).is_file():
        yield "the workbook that she moved away is back"


@contextmanager
def _asking(first: Callable[[Kolada], None]) -> Iterator[Sequence[str]]:
    with serving(Kolada()) as server:
        first(server)
        yield "--adress", server.address


def _kolada_meanwhile(act: Callable[[Path], object], held: Held) -> Build:
    """Something happens to the workbook while Kolada is asked."""

    def build(folder: Path) -> Tried:
        path = Book(PLAN).saved(folder / FILE)

        def prepared(server: Kolada) -> None:
            answer = server.answer

            def acting(asked: str) -> tuple[int, dict[str, str], str]:
                if not server.asked:
                    act(path)
                return answer(asked)

            server.answer = acting  # type: ignore[assignment, method-assign]

        return Tried(
            ("kolada", FILE), REFUSED, may_change=frozenset({FILE}), during=_asking(prepared),
            held=[held],
        )  # fmt: skip

    return build


def _open_elsewhere(lock: str, content: bytes, *words: str, status: frozenset[int] = REFUSED,
                    who: str = "öppen|låst", source: str = MONTH) -> Build:  # fmt: skip
    """A lock file lies beside the workbook: somebody has it open."""

    def build(folder: Path) -> Tried:
        Book(source).saved(folder / FILE)
        (folder / lock).write_bytes(content)
        if not (
            held := folder / lock.removeprefix("~$").removeprefix(".~lock.").rstrip("#")
        ).exists():
            held.write_bytes(b"hennes")
        written = frozenset({FILE}) if status is not REFUSED else frozenset[str]()
        return Tried(words, status, may_change=written, says=who if status is REFUSED else "")

    return build


def _excel(name: str) -> bytes:
    """Return an owner file as Excel writes it: the name twice, in bytes and in UTF-16."""
    held = name.encode("latin-1", "replace")[:54]
    wide = name.encode("utf-16-le")[:108]
    first = bytes([len(held)]) + held.ljust(54, b" ")
    return first + len(name).to_bytes(2, "little") + wide.ljust(108, b"\0")


def _libre(name: str) -> bytes:
    return f"{name},anna,dator,2026-11-30 10:00,file:///home/anna/.config/;".encode()


_EXCEL, _LIBRE = f"~${FILE}", f".~lock.{FILE}#"


def _strange_lock(make: Callable[[Path], object], *words: str) -> Build:
    """What has the name of a lock file is none that Excel wrote."""

    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        make(folder / _EXCEL)
        return Tried(words, ANY, may_change=frozenset({FILE}))

    return build


def _hard_link(*words: str, source: str = MONTH) -> Build:
    """The workbook has two names: both show the new one, or it says that it cannot."""

    def build(folder: Path) -> Tried:
        path = Book(source).saved(folder / FILE)
        os.link(path, folder / "samma.xlsx")
        return Tried(
            words, ANY, may_change=frozenset({FILE, "samma.xlsx"}), held=[_both_or_said],
            during=_asking(lambda _: None) if words[0] == "kolada" else Tried(()).during,
        )  # fmt: skip

    return build


def _both_or_said(ended: Ended) -> Iterator[str]:
    one, other = ended.folder / FILE, ended.folder / "samma.xlsx"
    if not one.samefile(other) and "länk" not in ended.said:
        yield "the names are parted without a word"
    if faults(one.read_bytes()):
        yield "the workbook is damaged"


def _keeps(change: Callable[[Path], object], of: Callable[[Path], object]) -> Build:
    """What the system knows of a file is the same when it has been computed."""

    def build(folder: Path) -> Tried:
        path = Book().saved(folder / FILE)
        change(path)
        was = of(path)

        def held(ended: Ended) -> Iterator[str]:
            now = of(ended.folder / FILE)
            if now != was:
                yield f"{was!r} has become {now!r}"

        return Tried(("berakna", FILE), PASSES, may_change=frozenset({FILE}), held=[held])

    return build


def _mode(path: Path) -> object:
    return oct(stat.S_IMODE(path.stat().st_mode))


def _group(path: Path) -> object:
    return path.stat().st_gid


def _owner(path: Path) -> object:
    return path.stat().st_uid


def _attribute(path: Path) -> object:
    names = os.listxattr(path)
    return {name: os.getxattr(path, name) for name in names}


def _given(path: Path, owner: int, group: int) -> None:
    if os.geteuid() == 0:
        os.chown(path, owner, group)


def _marked(path: Path) -> None:
    try:
        os.setxattr(path, "user.xdg.origin.url", b"https://example.org")
    except OSError:
        return


def _read_only(*words: str, source: str = MONTH) -> Build:
    def build(folder: Path) -> Tried:
        path = Book(source).saved(folder / FILE)
        path.chmod(0o444)
        during = _asking(lambda _: None) if words[0] == "kolada" else Tried(()).during
        return Tried(words, REFUSED, says="skrivskydd", during=during)

    return build


@contextmanager
def _another_run(folder: Path, words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Run another command in the folder at the same time, and wait for it."""
    place = folder.parent
    with (place / "andra").open("wb") as said:
        process = subprocess.Popen(
            command(Tried(words)), cwd=folder, env=environment(place), stdin=subprocess.DEVNULL,
            stdout=said, stderr=said,
        )  # fmt: skip
        yield ()
        (place / "andras status").write_text(str(process.wait(60)))


def _at_once(words: Sequence[str], other: Sequence[str], *results: str) -> Build:
    """Two runs at once: each result is whole."""

    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)

        def held(ended: Ended) -> Iterator[str]:
            status = int((folder.parent / "andras status").read_text())
            said = (folder.parent / "andra").read_text("utf-8", "replace")
            if status not in ANY or "Traceback" in said or "fel i programmet" in said:
                yield f"the other: status {status}, {said[:100]!r}"
            for name in results:
                path = ended.folder / name
                if not path.is_file():
                    yield f"{name} is not there"
                elif path.suffix == ".xlsx" and (wrong := faults(path.read_bytes())):
                    yield f"{name}: {wrong[0]}"

        return Tried(
            words, ANY, may_change=frozenset({FILE}), during=_another_run(folder, other),
            held=[held],
        )  # fmt: skip

    return build


def _backups_in_the_way(folder: Path) -> Tried:
    """Another backup has the name already: it is not written over."""
    Book().saved(folder / FILE)
    start = datetime.now()  # noqa: DTZ005 - as the program names them
    names = [
        f"nov (säkerhetskopia {start + timedelta(seconds=s):%Y-%m-%d %H.%M.%S}).xlsx"
        for s in range(90)
    ]
    for name in names:
        (folder / name).write_bytes(b"en annan kopia")
    return Tried(("berakna", FILE, "--sakerhetskopia"), ANY, may_change=frozenset({FILE}))


def _target_saved_meanwhile(folder: Path) -> Tried:
    """``--ut`` is an older result; a colleague has put another there when it is to be replaced."""
    Book().saved(folder / FILE)
    (folder / "resultat.xlsx").write_bytes(b"ett gammalt resultat")
    return Tried(
        ("berakna", FILE, "--ut", "resultat.xlsx"), ANY, may_change=frozenset({"resultat.xlsx"}),
        hook=_hook(_SAVE.format(name="resultat.xlsx")),
        held=[_result_is_hers_or_refused],
    )  # fmt: skip


def _result_is_hers_or_refused(ended: Ended) -> Iterator[str]:
    if (ended.folder / "resultat.xlsx").read_bytes() != _COLLEAGUE:
        yield "her save of the result is lost"


def _saving_all_the_time(path: Path) -> AbstractContextManager[Sequence[str]]:
    """Somebody writes the file anew every few milliseconds, as a synchronising program may."""

    def save(is_over: IsOver) -> None:
        while not is_over(0.002):
            os.utime(path)

    return meanwhile(save)


def _touched_all_the_time(*words: str) -> Build:
    def build(folder: Path) -> Tried:
        path = Book().saved(folder / FILE)
        return Tried(words, ANY, during=_saving_all_the_time(path), may_change=frozenset({FILE}))

    return build


def _save_hers(path: Path) -> None:
    path.write_bytes(_COLLEAGUE)


def _nothing(_: Ended) -> Iterator[str]:
    return iter(())


_ANNA = "Anna Andersson"
_BERAKNA = ("berakna", FILE)

ATTACKS = (
    Attack("sparad-under-berakna", 5, _saved_meanwhile(*_BERAKNA, act=_SAVE.format(name=FILE)),
           quick=True),
    Attack("omdöpt-över-under-berakna", 5, _saved_meanwhile(
        *_BERAKNA, act=f'{_SAVE.format(name="n")}; os.rename("n", "{FILE}")')),
    Attack("flyttad-under-berakna", 5, _gone_meanwhile(f'os.rename("{FILE}", "flyttad.xlsx")')),
    Attack("borttagen-under-berakna", 5, _gone_meanwhile(f'os.unlink("{FILE}")')),
    Attack("mapp-i-stället", 5, _gone_meanwhile(f'os.unlink("{FILE}"); os.mkdir("{FILE}")')),
    Attack("sparad-under-säkerhetskopia", 5, _saved_meanwhile(
        *_BERAKNA, "--sakerhetskopia", act=_SAVE.format(name=FILE))),
    Attack("sparad-under-kolada", 5, _kolada_meanwhile(_save_hers, _hers_stays), quick=True),
    Attack("borttagen-under-kolada", 5, _kolada_meanwhile(Path.unlink, _not_back)),
    Attack("flyttad-under-kolada", 5, _kolada_meanwhile(
        lambda path: path.rename(path.with_name("flyttad.xlsx")), _not_back)),
    Attack("låst-under-kolada", 5, _kolada_meanwhile(
        lambda path: path.chmod(0o444), _nothing)),
    Attack("resultatet-sparat-under-tiden", 5, _target_saved_meanwhile),
    Attack("excel-har-den", 5, _open_elsewhere(_EXCEL, _excel(_ANNA), *_BERAKNA, who=_ANNA),
           quick=True),
    Attack("excel-har-den-kolada", 5, _open_elsewhere(
        _EXCEL, _excel(_ANNA), "kolada", FILE, "--adress", "http://127.0.0.1:9", who=_ANNA,
        source=PLAN)),
    Attack("libreoffice-har-den", 5, _open_elsewhere(_LIBRE, _libre(_ANNA), *_BERAKNA, who=_ANNA)),
    Attack("libreoffice-har-den-kopia", 5, _open_elsewhere(
        _LIBRE, _libre(_ANNA), *_BERAKNA, "--sakerhetskopia", who=_ANNA)),
    Attack("excel-har-resultatet", 5, _open_elsewhere(
        "~$res.xlsx", _excel(_ANNA), *_BERAKNA, "--ut", "res.xlsx", who=_ANNA)),
    Attack("excel-har-rapporten", 5, _open_elsewhere(
        "~$rap.xlsx", _excel(_ANNA), *_BERAKNA, "--ut", "res.xlsx", "--rapport", "rap.xlsx",
        who=_ANNA)),
    Attack("excel-har-dokumentet", 5, _open_elsewhere(
        "~$svar.xlsx", _excel(_ANNA), "validera", FILE, "--format", "xlsx", "--ut", "svar.xlsx",
        who=_ANNA)),
    Attack("excel-har-den-och-den-läses", 11, _open_elsewhere(
        _EXCEL, _excel(_ANNA), "validera", FILE, status=PASSES)),
    Attack("excel-har-den-och-den-exporteras", 11, _open_elsewhere(
        _EXCEL, _excel(_ANNA), "exportera", FILE, "--ut", "d", "--utkast", status=PASSES)),
    Attack("excel-har-den-annat-resultat", 11, _open_elsewhere(
        _EXCEL, _excel(_ANNA), *_BERAKNA, "--ut", "annan.xlsx", status=PASSES)),
    Attack("låsfil-styrtecken", 9, _open_elsewhere(
        _EXCEL, _excel("Anna\x1b[2J\x07\u202e"), *_BERAKNA)),
    Attack("låsfil-styrtecken-libreoffice", 9, _open_elsewhere(
        _LIBRE, _libre("Anna\x1b[31m\x9b2J\u2066\nNy rad"), *_BERAKNA)),
    Attack("låsfil-tom", 5, _open_elsewhere(_EXCEL, b"", *_BERAKNA)),
    Attack("låsfil-skräp", 5, _open_elsewhere(_EXCEL, bytes(range(256)) * 3, *_BERAKNA)),
    Attack("låsfil-stor", 2, _strange_lock(
        lambda path: path.write_bytes(b"A" * 200_000_000), *_BERAKNA)),
    Attack("låsfil-rör", 2, _strange_lock(os.mkfifo, *_BERAKNA)),
    Attack("låsfil-mapp", 2, _strange_lock(Path.mkdir, *_BERAKNA)),
    Attack("låsfil-länk-ut", 8, _strange_lock(
        lambda path: path.symlink_to("/etc/hostname"), *_BERAKNA)),
    Attack("hård-länk-berakna", 5, _hard_link(*_BERAKNA), quick=True),
    Attack("hård-länk-kolada", 5, _hard_link("kolada", FILE, source=PLAN)),
    Attack("hård-länk-kopia", 5, _hard_link(*_BERAKNA, "--sakerhetskopia")),
    Attack("skrivskyddad-berakna", 7, _read_only(*_BERAKNA)),
    Attack("skrivskyddad-kolada", 7, _read_only("kolada", FILE, source=PLAN)),
    Attack("skrivskyddad-kopia", 7, _read_only(*_BERAKNA, "--sakerhetskopia")),
    Attack("rättigheter-0640", 6, _keeps(lambda path: path.chmod(0o640), _mode)),
    Attack("rättigheter-0606", 6, _keeps(lambda path: path.chmod(0o606), _mode)),
    Attack("rättigheter-4755", 6, _keeps(lambda path: path.chmod(0o755), _mode)),
    Attack("grupp", 6, _keeps(lambda path: _given(path, -1, 1234), _group)),
    Attack("ägare", 6, _keeps(lambda path: _given(path, 1234, -1), _owner)),
    Attack("attribut", 6, _keeps(_marked, _attribute)),
    Attack("två-berakna", 5, _at_once(_BERAKNA, _BERAKNA, FILE)),
    Attack("två-berakna-samma-resultat", 5, _at_once(
        (*_BERAKNA, "--ut", "r.xlsx"), (*_BERAKNA, "--ut", "r.xlsx"), "r.xlsx")),
    Attack("två-exportera", 5, _at_once(
        ("exportera", FILE, "--ut", "d", "--utkast", "--format", "xlsx,html"),
        ("exportera", FILE, "--ut", "d", "--utkast", "--format", "xlsx,html"), "d/nov.xlsx")),
    Attack("validera-och-berakna", 5, _at_once(
        ("validera", FILE, "--format", "xlsx", "--ut", "s.xlsx"), _BERAKNA, FILE, "s.xlsx")),
    Attack("två-validera-samma-svar", 5, _at_once(
        ("validera", ".", "--format", "xlsx", "--ut", "s.xlsx"),
        ("validera", ".", "--format", "xlsx", "--ut", "s.xlsx"), "s.xlsx")),
    Attack("säkerhetskopian-finns", 5, _backups_in_the_way),
    Attack("rörd-hela-tiden-berakna", 5, _touched_all_the_time(*_BERAKNA)),
    Attack("rörd-hela-tiden-validera", 1, _touched_all_the_time("validera", FILE)),
)  # fmt: skip
