"""How each command is usually run, in a folder with what it reads; and what it then writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tests.attack.books import MONTH, PLAN, Book
from tests.fetched import LEDGER, beside_a_ledger
from tests.handed_out import FOLDER, MASTER, handed_out
from workbooks.build import EXAMPLES
from xl_asn.exports.audit import package
from xl_asn.exports.documents import checked_report


class Usual(NamedTuple):
    """A command line; ``{fil}`` is what it reads and ``{adress}`` the local Kolada."""

    words: Sequence[str]
    reads: str = MONTH
    """The name of what it reads."""
    writes: Sequence[str] = ()
    """Files, by their path in the folder."""
    beside: str = ""
    """The name of another workbook that it reads, as it was published."""
    answers: bool = False
    """Whether it has handed forms out, which lie in a folder."""
    ledger: bool = False
    """Whether it reads a ledger that lies beside the workbook."""

    def line(self, file: str | Path, address: str) -> list[str]:
        """Return the words of the command line."""
        return [word.format(fil=file, adress=address) for word in self.words]

    @property
    def takes_a_workbook(self) -> bool:
        """Whether it reads a workbook, or a package of one."""
        return any("{fil}" in word for word in self.words)


PACKAGE = "paket.zip"
_SAYS = "s.json"

USUAL: Mapping[str, Usual] = MappingProxyType({
    "arkiv": Usual(
        ("arkiv", "{fil}", "--ut", "a.xlsx", "--format", "xlsx,html,csv", "--utan-cache", "--json",
         _SAYS),
        writes=("a.xlsx", "a.html", "a.csv", "a.datapackage.json", _SAYS),
    ),
    "avinstallera": Usual(("avinstallera", "--torr")),
    "berakna": Usual(
        ("berakna", "{fil}", "--ut", "ny.xlsx", "--rapport", "r.xlsx", "--json", _SAYS),
        writes=("ny.xlsx", "r.xlsx", _SAYS),
    ),
    "demo": Usual(
        ("demo", "--ut", "demo"),
        writes=("demo/2022-11_manadsrapport.xlsm",
                "demo/rapporter/2022-11_manadsrapport_rapport.xlsx"),
    ),
    "doktor": Usual(("doktor", "{fil}", "--json", _SAYS), writes=(_SAYS,)),
    "exportera": Usual(
        ("exportera", "{fil}", "--ut", "d", "--utkast", "--format", "xlsx,docx,html,csv"),
        writes=("d/2022-11_manadsrapport.xlsx", "d/2022-11_manadsrapport.docx",
                "d/2022-11_manadsrapport.html"),
    ),
    "fordela": Usual(
        ("fordela", "{fil}", "--ut", FOLDER, "--json", _SAYS), MASTER, (_SAYS,), answers=True
    ),
    "forklara": Usual(
        ("forklara", "{fil}", "Nettokostnad!F6", "--json", _SAYS), writes=(_SAYS,)
    ),
    "hamta": Usual(
        ("hamta", "{fil}", LEDGER, "--json", _SAYS), MASTER, (_SAYS,), ledger=True
    ),
    "installera": Usual(("installera", "--torr")),
    "jamfor": Usual(
        ("jamfor", "fore.xlsx", "{fil}", "--format", "json", "--ut", _SAYS), writes=(_SAYS,),
        beside="fore.xlsx",
    ),
    "kolada": Usual(
        ("kolada", "{fil}", "--ut", "ny.xlsx", "--adress", "{adress}", "--kommun", "0138"), PLAN,
        ("ny.xlsx",),
    ),
    "kontrollera-paket": Usual(("kontrollera-paket", "{fil}"), PACKAGE),
    "mall": Usual(("mall", "--fran", "{fil}", "--ut", "ny.xlsx"), writes=("ny.xlsx",)),
    "ny-period": Usual(
        ("ny-period", "{fil}", "--ut", "ny.xlsx", "--json", _SAYS), writes=("ny.xlsx", _SAYS)
    ),
    "pastaenden": Usual(("pastaenden", "{fil}", "--json", _SAYS), writes=(_SAYS,)),
    "regler": Usual(("regler", "C101")),
    "samla": Usual(
        ("samla", "{fil}", FOLDER, "--json", _SAYS), MASTER, (_SAYS,), answers=True
    ),
    "validera": Usual(
        ("validera", "{fil}", "--utan-cache", "--format", "json", "--ut", _SAYS,
         "--per-enhet", "d"),
        writes=(_SAYS,),
    ),
})  # fmt: skip


def prepared(
    usual: Usual, folder: Path, change: Callable[[Book], Book] = lambda book: book
) -> Path:
    """Put what a command reads into a folder, changed; return its path."""
    path = folder / usual.reads
    if usual.beside:
        Book(usual.reads).saved(folder / usual.beside)
    if usual.ledger:
        beside_a_ledger(folder)
        return change(Book(path)).saved(path)
    if usual.answers:
        handed_out(folder)
        return change(Book(path)).saved(path)
    if usual.reads != PACKAGE:
        return change(Book(usual.reads)).saved(path)
    source = change(Book()).saved(folder / "nov.xlsx")
    path.write_bytes(packed(source.read_bytes()))
    source.unlink()
    return path


@cache
def packed(data: bytes) -> bytes:
    """Return the audit package of a workbook."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    with TemporaryDirectory(prefix="xl-asn-") as place:
        path = Path(place, "månad", "nov.xlsx")
        path.parent.mkdir()
        path.write_bytes(data)
        return package(checked_report(path), ("csv",), draft=True)


def examples() -> tuple[Path, ...]:
    """Return an example of each document type, without macros."""
    names = ("2022-11_manadsrapport", "2018-04_delarsrapport", "2020_namndplan")
    return tuple(EXAMPLES / f"{name}.xlsx" for name in names)
