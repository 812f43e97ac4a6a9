"""Outputs over inputs: each option that names an output, led to an input in each way there is."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.attack.attack import ANY, REFUSED, Attack, Build, Ended, Tried
from tests.attack.books import HALF, MONTH, PLAN, Book
from workbooks.build import EXAMPLES

FILE = "nov.xlsx"
_BOARD = EXAMPLES / "utbildning.toml"
_DOCX = EXAMPLES.parent / "namndmall.docx"
_XLSX = EXAMPLES.parent / "namndmall.xlsx"
#: A port on which nobody answers: an output is refused before anybody is asked.
_NOBODY = "http://127.0.0.1:9"


def _same(path: Path) -> str:
    return path.name


def _absolute(path: Path) -> str:
    return str(path)


def _dotted(path: Path) -> str:
    (path.parent / "x").mkdir()
    return f"./x/../{path.name}"


def _upwards(path: Path) -> str:
    return f"../{path.parent.name}//./{path.name}"


def _link(path: Path) -> str:
    path.with_name(f"lank{path.suffix}").symlink_to(path.name)
    return f"lank{path.suffix}"


def _links(path: Path) -> str:
    path.with_name(f"ett{path.suffix}").symlink_to(path)
    path.with_name(f"två{path.suffix}").symlink_to(f"ett{path.suffix}")
    return f"två{path.suffix}"


def _linked_folder(path: Path) -> str:
    (path.parent / "genväg").symlink_to(path.parent)
    return f"genväg/{path.name}"


def _hard(path: Path) -> str:
    os.link(path, path.with_name(f"hård{path.suffix}"))
    return f"hård{path.suffix}"


def _system(path: Path) -> str:
    return f"/proc/self/cwd/{path.name}"


_WAYS: tuple[Callable[[Path], str], ...] = (
    _same, _absolute, _dotted, _upwards, _link, _links, _linked_folder, _hard, _system,
)  # fmt: skip
_FEW = (_absolute, _link, _hard)


class Writer(NamedTuple):
    """A command with an option that names an output."""

    name: str
    words: Callable[[str], Sequence[str]]
    file: str = FILE
    """What it reads, and is led to write to."""
    source: str = MONTH
    ways: Sequence[Callable[[Path], str]] = _FEW


_WRITERS = (
    Writer("berakna-ut", lambda t: ("berakna", FILE, "--ut", t), ways=_WAYS),
    Writer("berakna-rapport", lambda t: ("berakna", FILE, "--rapport", t), ways=_WAYS),
    Writer("berakna-json", lambda t: ("berakna", FILE, "--json", t)),
    Writer("berakna-ut-och-json", lambda t: ("berakna", FILE, "--ut", "ny.xlsx", "--json", t)),
    Writer("validera-json", lambda t: ("validera", FILE, "--format", "json", "--ut", t), ways=_WAYS),
    Writer("validera-html", lambda t: ("validera", FILE, "--format", "html", "--ut", t)),
    Writer("validera-xlsx", lambda t: ("validera", FILE, "--format", "xlsx", "--ut", t)),
    Writer("validera-tabell", lambda t: ("validera", FILE, "--ut", t)),
    Writer("validera-mapp", lambda t: ("validera", ".", "--format", "xlsx", "--ut", t)),
    Writer("validera-monster", lambda t: ("validera", "*.xlsx", "--format", "json", "--ut", t)),
    Writer("forklara-json", lambda t: ("forklara", FILE, "Nettokostnad!F6", "--json", t), ways=_WAYS),
    Writer("pastaenden-json", lambda t: ("pastaenden", FILE, "--json", t)),
    Writer("jamfor-ut", lambda t: ("jamfor", FILE, FILE, "--format", "xlsx", "--ut", t), ways=_WAYS),
    Writer("arkiv-ut", lambda t: ("arkiv", ".", "--ut", t), ways=_WAYS),
    Writer("arkiv-json", lambda t: ("arkiv", ".", "--ut", "ny.xlsx", "--json", t)),
    Writer("doktor-json", lambda t: ("doktor", FILE, "--json", t)),
    Writer(
        "kolada-ut", lambda t: ("kolada", FILE, "--ut", t, "--adress", _NOBODY), source=PLAN,
        ways=_WAYS,
    ),
    Writer("mall-fran-ut", lambda t: ("mall", "--fran", FILE, "--ut", t)),
    Writer("ny-period-ut", lambda t: ("ny-period", FILE, "--ut", t)),
    Writer("ny-period-json", lambda t: ("ny-period", FILE, "--ut", "ny.xlsx", "--json", t)),
    Writer("fordela-json", lambda t: ("fordela", FILE, "--ut", "d", "--json", t)),
    Writer("hamta-json", lambda t: ("hamta", FILE, "blad:Start", "--json", t)),
    Writer("samla-json", lambda t: ("samla", FILE, ".", "--json", t)),
)  # fmt: skip


def _over_itself(writer: Writer, way: Callable[[Path], str]) -> Build:
    def build(folder: Path) -> Tried:
        path = Book(writer.source).saved(folder / writer.file)
        return Tried(writer.words(way(path)), REFUSED, may_not_come=frozenset({"ny.xlsx"}))

    return build


def _beside(folder: Path, **named: str) -> None:
    """Put a month there that names the workbooks that it is compared with, and these."""
    book = Book()
    for field, name in named.items():
        Book(PLAN if field == "Nämndplan" else MONTH).saved(folder / name)
        book.start("Föregående_rapport" if field != "Nämndplan" else field, name)
    book.saved(folder / FILE)


def _over_previous(*words: str) -> Build:
    def build(folder: Path) -> Tried:
        _beside(folder, previous="okt.xlsx")
        return Tried(words, REFUSED)

    return build


def _over_plan(*words: str) -> Build:
    def build(folder: Path) -> Tried:
        _beside(folder, Nämndplan="plan.xlsx")
        return Tried(words, REFUSED)

    return build


def _over_board(*words: str) -> Build:
    def build(folder: Path) -> Tried:
        path = folder / "okt.xlsx"
        path.write_bytes((EXAMPLES / "2026-10_manadsrapport.xlsx").read_bytes())
        (folder / "utbildning.toml").write_bytes(_BOARD.read_bytes())
        return Tried(words, REFUSED)

    return build


def _with_template(template: Path, name: str, *words: str) -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        (folder / name).write_bytes(template.read_bytes())
        return Tried(words, REFUSED)

    return build


def _report_named_as_the_previous(folder: Path) -> Tried:
    """The document of dec.xlsm is dec.xlsx, which is the previous report."""
    Book().start("Föregående_rapport", "dec.xlsx").saved(folder / "dec.xlsm")
    Book().saved(folder / "dec.xlsx")
    return Tried(("exportera", "dec.xlsm", "--ut", ".", "--format", "xlsx", "--utkast"), REFUSED)


def _exported_over(*words: str, links: bool = False) -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        if links:
            (folder / "ut").symlink_to(folder)
        return Tried(("exportera", FILE, *words, "--utkast"), REFUSED)

    return build


def _through_a_link_in_the_folder(folder: Path) -> Tried:
    """The folder of documents holds a link, of the document's name, to the workbook."""
    Book().saved(folder / FILE)
    (folder / "dokument").mkdir()
    (folder / "dokument" / "nov.pdf").symlink_to(folder / FILE)
    return Tried(("exportera", FILE, "--ut", "dokument", "--format", "pdf", "--utkast"), REFUSED)


def _package_through_a_link(folder: Path) -> Tried:
    Book().saved(folder / FILE)
    (folder / "dokument").mkdir()
    os.link(folder / FILE, folder / "dokument" / "nov_revision.zip")
    words = ("exportera", FILE, "--ut", "dokument", "--format", "html", "--revision", "--utkast")
    return Tried(words, REFUSED)


def _two_outputs(*words: str) -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        return Tried(words, REFUSED)

    return build


def _as_dash(*words: str, source: str = MONTH) -> Build:
    """A dash is standard output, and no file of that name."""

    def build(folder: Path) -> Tried:
        Book(source).saved(folder / FILE)
        return Tried(words, ANY, may_not_come=frozenset({"-"}), held=[_only_the_answer])

    return build


def _only_the_answer(ended: Ended) -> Iterator[str]:
    if ended.status == 2 and ended.out:
        yield f"prints {ended.out[:40]!r} and fails"


def _as_device(*words: str) -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        return Tried(words, ANY)

    return build


def _into_a_folder(*words: str) -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / FILE)
        (folder / "mapp.xlsx").mkdir()
        (folder / "mapp.xlsx" / "annan.txt").write_text("en annans")
        return Tried(words, REFUSED)

    return build


def _almost_the_same(spelt: Callable[[str], str], name: str = "årsbok nov.xlsx") -> Build:
    """Another name on this system may be the same on the colleague's: the file is as it was."""

    def build(folder: Path) -> Tried:
        Book().saved(folder / name)
        return Tried(("berakna", name, "--ut", spelt(name)), ANY)

    return build


def _demo_over_own_work(folder: Path) -> Tried:
    """The folder holds a workbook of one's own that has an example's name."""
    own = folder / "demo" / "2022-11_manadsrapport.xlsm"
    own.parent.mkdir()
    Book().text("Nettokostnad", "M6", "min egen text").saved(own)
    return Tried(("demo", "--ut", "demo"), ANY)


def _new_over_existing(words: Sequence[str], make: Callable[[Path], object]) -> Build:
    def build(folder: Path) -> Tried:
        Book().saved(folder / "gammal.xlsx")
        make(folder / "ny.xlsx")
        return Tried(words, REFUSED)

    return build


_NEW = ("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "ny.xlsx")
_MOVED = ("mall", "--fran", "gammal.xlsx", "--ut", "ny.xlsx")


def _dangling(folder: Path) -> Tried:
    """A link that leads to no file is a name that is taken."""
    (folder / "ny.xlsx").symlink_to(folder / "finns-inte.xlsx")
    return Tried(_NEW, REFUSED)


def _answer_in_searched_folder(folder: Path) -> Tried:
    """An earlier answer of ours is no input: it is replaced."""
    Book().saved(folder / FILE)
    answer = "svar.json"
    (folder / answer).write_text('{"verktyg": "xl-asn", "filer": []}')
    return Tried(
        ("validera", ".", "--format", "json", "--ut", answer), frozenset({0, 1}),
        may_change=frozenset({answer}),
    )  # fmt: skip


def _anothers_file_in_searched_folder(folder: Path) -> Tried:
    """A file of somebody else's in the folder that is searched is an input."""
    Book().saved(folder / FILE)
    Book(HALF).saved(folder / "halvår.xlsx")
    return Tried(("validera", ".", "--format", "xlsx", "--ut", "./halvår.xlsx"), REFUSED)


def _itself() -> Iterator[Attack]:
    for writer in _WRITERS:
        for way in writer.ways:
            quick = way is _link and writer.name in {"berakna-rapport", "forklara-json"}
            name = f"{writer.name}{way.__name__}"
            yield Attack(name, 7, _over_itself(writer, way), quick)


ATTACKS = (
    *_itself(),
    Attack("rapport-over-föregående", 7,
           _over_previous("berakna", FILE, "--rapport", "okt.xlsx"), quick=True),
    Attack("ut-over-föregående", 7, _over_previous("berakna", FILE, "--ut", "okt.xlsx")),
    Attack("json-over-föregående", 7, _over_previous("berakna", FILE, "--json", "okt.xlsx")),
    Attack("validera-over-föregående", 7,
           _over_previous("validera", FILE, "--format", "xlsx", "--ut", "okt.xlsx")),
    Attack("forklara-over-föregående", 7,
           _over_previous("forklara", FILE, "Nettokostnad!F6", "--json", "okt.xlsx")),
    Attack("rapport-over-planen", 7, _over_plan("berakna", FILE, "--rapport", "plan.xlsx")),
    Attack("pastaenden-over-planen", 7, _over_plan("pastaenden", FILE, "--json", "plan.xlsx")),
    Attack("json-over-regelverket", 7,
           _over_board("berakna", "okt.xlsx", "--json", "utbildning.toml")),
    Attack("validera-over-regelverket", 7,
           _over_board("validera", "okt.xlsx", "--format", "json", "--ut", "utbildning.toml")),
    Attack("dokumentet-over-wordmallen", 7, _with_template(
        _DOCX, "nov.docx", "exportera", FILE, "--ut", ".", "--format", "docx", "--mall", "nov.docx",
        "--utkast")),
    Attack("dokumentet-over-excelmallen", 7, _with_template(
        _XLSX, "mall.xlsx", "exportera", FILE, "--ut", ".", "--format", "xlsx", "--mall",
        "mall.xlsx", "--utkast")),
    Attack("dokumentet-over-föregående", 7, _report_named_as_the_previous),
    Attack("exportera-xlsx-hit", 7, _exported_over("--ut", ".", "--format", "xlsx"), quick=True),
    Attack("exportera-xlsx-dit", 7,
           _exported_over("--ut", "ut", "--format", "pdf,xlsx", links=True)),
    Attack("exportera-länk-i-mappen", 7, _through_a_link_in_the_folder),
    Attack("exportera-paket-hård-länk", 7, _package_through_a_link),
    Attack("ut-och-rapport-samma", 7, _two_outputs(
        "berakna", FILE, "--ut", "ny.xlsx", "--rapport", "./ny.xlsx")),
    Attack("ut-och-json-samma", 7, _two_outputs(
        "berakna", FILE, "--ut", "ny.xlsx", "--json", "ny.xlsx")),
    Attack("rapport-och-json-samma", 7, _two_outputs(
        "berakna", FILE, "--rapport", "r.xlsx", "--json", "r.xlsx")),
    Attack("streck-ut", 7, _as_dash("berakna", FILE, "--ut", "-")),
    Attack("streck-rapport", 7, _as_dash("berakna", FILE, "--rapport", "-", "--ut", "a.xlsx")),
    Attack("streck-kolada", 7, _as_dash(
        "kolada", FILE, "--ut", "-", "--adress", _NOBODY, source=PLAN)),
    Attack("streck-exportera", 7, _as_dash("exportera", FILE, "--ut", "-", "--utkast")),
    Attack("streck-demo", 7, _as_dash("demo", "--ut", "-")),
    Attack("enhet-json", 7, _as_device("forklara", FILE, "Nettokostnad!F6", "--json", "/dev/stdout")),
    Attack("enhet-validera", 7, _as_device("validera", FILE, "--ut", "/dev/stdout")),
    Attack("enhet-rapport", 7, _as_device(
        "berakna", FILE, "--ut", "a.xlsx", "--rapport", "/dev/stderr")),
    Attack("enhet-null", 7, _as_device("pastaenden", FILE, "--json", "/proc/self/fd/1")),
    Attack("mapp-som-ut", 7, _into_a_folder("berakna", FILE, "--ut", "mapp.xlsx")),
    Attack("mapp-som-rapport", 7, _into_a_folder("berakna", FILE, "--rapport", "mapp.xlsx/")),
    Attack("mapp-som-json", 7, _into_a_folder(
        "forklara", FILE, "Nettokostnad!F6", "--json", "mapp.xlsx")),
    Attack("mapp-som-svar", 7, _into_a_folder("validera", FILE, "--ut", "mapp.xlsx")),
    Attack("mapp-som-mall", 7, _into_a_folder(*_NEW[:-1], "mapp.xlsx")),
    Attack("versaler", 7, _almost_the_same(str.upper)),
    Attack("nfd", 7, _almost_the_same(lambda name: unicodedata.normalize("NFD", name))),
    Attack("punkt-sist", 7, _almost_the_same(lambda name: f"{name}.")),
    Attack("blank-sist", 7, _almost_the_same(lambda name: f"{name} ")),
    Attack("demo-över-eget", 7, _demo_over_own_work),
    Attack("mall-över-fil", 7, _new_over_existing(_NEW, lambda path: path.write_text("annat"))),
    Attack("mall-över-länk", 7, _dangling),
    Attack("mall-fran-över-länk", 7, _new_over_existing(
        _MOVED, lambda path: path.symlink_to("gammal.xlsx"))),
    Attack("mall-fran-över-hård-länk", 7, _new_over_existing(
        _MOVED, lambda path: os.link(path.with_name("gammal.xlsx"), path))),
    Attack("eget-svar-i-mappen", 7, _answer_in_searched_folder),
    Attack("annans-fil-i-mappen", 7, _anothers_file_in_searched_folder),
)  # fmt: skip
