"""What is killed: each command that writes, with the files it writes, old and new."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.attack.books import PLAN, Book
from tests.cycle.kolada.conftest import Kolada, serving
from tests.fetched import LEDGER, beside_a_ledger
from tests.files.integrity import faults
from tests.handed_out import FOLDER, MASTER, come_back, handed_out, taken_in
from workbooks.build import EXAMPLES
from xl_asn.files.reading.load import load
from xl_asn.model.grid import Cell, CellRef

EXAMPLE = EXAMPLES / "2022-11_manadsrapport.xlsm"
FILE = "rapport.xlsm"
_FORMATS = "xlsx,docx,pdf,html,csv"
#: What differs between two runs that do the same: the time of each.
_TIMES = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?Z?|127\.0\.0\.1:\d+")


@dataclass(frozen=True)
class Killed:
    """A command that writes, and the folder it does it in."""

    words: Sequence[str]
    prepare: Callable[[Path], object]
    """Fills an empty folder with what is read, and with older results where there are any."""
    is_set: bool = False
    """Whether its files belong together: all of them old, or all new."""
    around: Callable[[], contextlib.AbstractContextManager[Sequence[str]]] = field(
        default_factory=lambda: lambda: contextlib.nullcontext(())
    )
    """Goes on while it runs; gives its last words."""
    warm: Sequence[str] = ()
    """What is run in the process that is copied, so that kills hit the work and not imports; else
    the same. The typesetter's threads would not be copied with it."""


def _month(folder: Path) -> None:
    (folder / FILE).write_bytes(EXAMPLE.read_bytes())


def _plan(folder: Path) -> None:
    (folder / "plan.xlsx").write_bytes((EXAMPLES / PLAN).read_bytes())


def _with_older(*names: str) -> Callable[[Path], object]:
    """Return what puts the month there, and something of one's own in place of each result."""

    def prepare(folder: Path) -> None:
        _month(folder)
        for name in names:
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(Book().data if path.suffix == ".xlsx" else f"äldre {name}".encode())

    return prepare


@contextlib.contextmanager
def _answering() -> Iterator[Sequence[str]]:
    with serving(Kolada()) as server:
        yield "--adress", server.address


_EXPORT = ("exportera", FILE, "--ut", "d", "--utkast", "--format", _FORMATS, "--revision")
_EXPORTED = (
    *(f"d/rapport.{name}" for name in ("xlsx", "docx", "pdf", "html")), "d/rapport_revision.zip",
)  # fmt: skip
_WARM = tuple("xlsx,csv" if word == _FORMATS else word for word in _EXPORT)
_NEW = ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "ny.xlsm")


def _answer(form: str) -> Killed:
    target = f"svar.{'txt' if form == 'tabell' else form}"
    words = ("validera", FILE, "--utan-cache", "--format", form, "--ut", target)
    return Killed(words, _with_older(target))


COMMANDS: Mapping[str, Killed] = {
    "berakna": Killed(("berakna", FILE), _month),
    "berakna-ut": Killed(
        ("berakna", FILE, "--ut", "ut.xlsm", "--rapport", "r.xlsx", "--json", "s.json"),
        _with_older("r.xlsx", "s.json"),
    ),
    "berakna-kopia": Killed(("berakna", FILE, "--sakerhetskopia"), _month),
    "jamfor": Killed(
        ("jamfor", FILE, FILE, "--format", "json", "--ut", "s.json"), _with_older("s.json")
    ),
    "arkiv": Killed(
        ("arkiv", FILE, "--ut", "a.xlsx", "--format", "xlsx,html,csv", "--utan-cache"),
        _with_older("a.html", "a.csv", "a.datapackage.json"),
        is_set=True,
    ),
    "pastaenden": Killed(("pastaenden", FILE, "--json", "s.json"), _with_older("s.json")),
    "exportera": Killed(_EXPORT, _with_older(*_EXPORTED), is_set=True, warm=_WARM),
    "exportera-ny": Killed(_EXPORT, _month, is_set=True, warm=_WARM),
    "fordela": Killed(("fordela", MASTER, "--ut", FOLDER, "--senast", "2099-12-30"), handed_out),
    "hamta": Killed(("hamta", MASTER, LEDGER), beside_a_ledger),
    "kolada": Killed(("kolada", "plan.xlsx"), _plan, around=_answering),
    "mall": Killed(_NEW, _month),
    "mall-fran": Killed(("mall", "--fran", FILE, "--ut", "ny.xlsm"), _month),
    "ny-period": Killed(("ny-period", FILE, "--ut", "ny.xlsm"), _month),
    "samla": Killed(("samla", MASTER, FOLDER), come_back),
    "samla-angra": Killed(("samla", MASTER, "--angra"), taken_in),
    **{f"validera-{form}": _answer(form) for form in ("tabell", "json", "html", "xlsx")},
}


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder and of those in it; what is unfinished is none."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".xl-asn-")
    }


def is_whole(name: str, data: bytes, new: bytes) -> bool:
    """Return whether a file says what one says that nobody killed; the time is left out."""
    if data == new or _TIMES.sub(b"", data) == _TIMES.sub(b"", new):
        return True
    if not name.endswith((".xlsx", ".xlsm")):
        return False
    return not faults(data) and _cells(data, name) == _cells(new, name)


def _cells(data: bytes, name: str) -> Mapping[CellRef, object]:
    """Return every cell of a workbook but its times; nothing where it cannot be read."""
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="xl-asn-kills-") as folder:
        path = Path(folder, Path(name).name)
        path.write_bytes(data)
        grid = load(path).grid
    if grid is None:
        return {}
    return {
        CellRef(sheet.name, *place): _timeless(cell)
        for sheet in grid.sheets
        for place, cell in sheet.cells.items()
        if CellRef(sheet.name, *place) != grid.names.get("Senast_beräknad")
    }


def _timeless(cell: Cell) -> object:
    if isinstance(cell.value, str):
        return _TIMES.sub(b"", cell.value.encode())
    return cell
