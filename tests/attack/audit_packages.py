"""Audit packages of our own making: an honest one, one thing done to it, and what shall be said."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tests.attack.books import Book
from tests.attack.word_templates import WORD
from tests.files.handmade import zipped
from workbooks.build import EXAMPLES
from xl_asn.exports.audit import MANIFEST, package
from xl_asn.exports.documents import checked_report

Files: TypeAlias = dict[str, bytes]
Said: TypeAlias = dict[str, Any]
_BOOK = "indata/2022-11_manadsrapport.xlsx"
_MILLION = 1_000_000


class Package(NamedTuple):
    """A package: how it is made of an honest one's files, what is said, and the status."""

    make: Callable[[Files], bytes]
    says: str
    status: int = 2


@cache
def _honest() -> Mapping[str, bytes]:
    """Return the files of an honest package."""
    template = (EXAMPLES.parent / "namndmall.docx").read_bytes()
    report = checked_report(EXAMPLES / "2022-11_manadsrapport.xlsx")
    return files_of(package(report, ("docx", "csv"), draft=True, template=template))


def honest() -> Files:
    """Return the files of an honest package, to be changed."""
    return {**_honest()}


def files_of(data: bytes) -> Files:
    """Return the files of a package by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def hashed_anew(files: Files) -> bytes:
    """Return a package whose manifest has the right hash of every file."""
    said = json.loads(files[MANIFEST])
    said["sha256"] = {
        name: sha256(data).hexdigest() for name, data in files.items() if name != MANIFEST
    }
    return zipped({**files, MANIFEST: json.dumps(said).encode()})


def _manifest(content: bytes | str) -> Callable[[Files], bytes]:
    data = content.encode() if isinstance(content, str) else content
    return lambda files: zipped({**files, MANIFEST: data})


def _said(change: Callable[[Said], object]) -> Callable[[Files], bytes]:
    """Change what the manifest says, and nothing else."""

    def make(files: Files) -> bytes:
        said = json.loads(files[MANIFEST])
        changed = change(said)
        text = json.dumps(said if changed is None else changed)
        return zipped({**files, MANIFEST: text.encode()})

    return make


def _set(**values: object) -> Callable[[Files], bytes]:
    return _said(lambda said: said.update(values))


def _without(name: str) -> Callable[[Files], bytes]:
    return _said(lambda said: {key: value for key, value in said.items() if key != name})


def _with(more: Mapping[str, bytes]) -> Callable[[Files], bytes]:
    return lambda files: zipped({**files, **more})


def _anew(more: Mapping[str, bytes]) -> Callable[[Files], bytes]:
    """Put other files in, and say of each what it now is."""
    return lambda files: hashed_anew({**files, **more})


def _packed(change: Callable[[bytearray], object]) -> Callable[[Files], bytes]:
    """Change bytes of the zip file itself."""

    def make(files: Files) -> bytes:
        data = bytearray(zipped(files, ZIP_STORED))
        change(data)
        return bytes(data)

    return make


def _entry(name: str, mode: int, content: bytes = b"/etc/passwd") -> Callable[[Files], bytes]:
    def make(files: Files) -> bytes:
        said = json.loads(files[MANIFEST])
        if not name.endswith("/"):
            said["sha256"][name] = sha256(content).hexdigest()
        target = BytesIO(zipped({**files, MANIFEST: json.dumps(said).encode()}))
        with ZipFile(target, "a") as archive:
            entry = ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, content if not name.endswith("/") else b"")
        return target.getvalue()

    return make


def _all_made_again(files: Files) -> bytes:
    """Change a figure, and make every file of the package from it: what nobody can see."""
    del files
    report = checked_report(EXAMPLES / "2021-02_manadsrapport.xlsx")
    return package(report, ("csv",), draft=True)


def _encrypted(data: bytearray) -> None:
    data[data.index(b"PK\x01\x02") + 8] |= 1


def _overlapping(data: bytearray) -> None:
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]


def _size_of_its_own(data: bytearray) -> None:
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, 2**32 - 2)


_NO = "dess manifest saknas eller stämmer inte"
_OF = r"dess manifest saknas eller stämmer inte \({}\)"
_DAMAGED = "inget revisionspaket, eller så är den skadad"
_CHANGED = "ändrat efter att det gjordes"
_REPACKED = "inte packat som programmet packar"
_DIFFERS = "Rapporten blir inte densamma"

_MANIFESTS: Mapping[str, Package] = {
    **{
        f"manifest-{name}": Package(_manifest(text), _NO)
        for name, text in dict[str, str | bytes]({
            "tomt": "", "avhugget": '{"indata": [', "ingen-json": "hej", "lista": "[1, 2]", "null": "null",
            "text": '"manifest"', "tal": "7", "sant": "true", "djup-lista": "[" * 100_000,
            "djupt-objekt": '{"a":' * 100_000, "djupt-och-helt": '{"indata":' + "[" * 50_000 + "]" * 50_000 + "}",
            "siffror": "9" * 100_000, "stort-tal": '{"utkast": 1e999999}', "nan": '{"utkast": NaN}',
            "två-objekt": "{}{}", "utf-16": "{}".encode("utf-16"), "latin-1": '{"å": 1}'.encode("latin-1"),
            "nul": "\0" * 100, "enkla-citat": "{'indata': []}", "kommatecken": '{"indata": [],}',
        }).items()
    },
    "manifest-bom": Package(lambda files: zipped({**files, MANIFEST: b"\xef\xbb\xbf" + files[MANIFEST]}), _NO),
    "manifest-två-gånger-samma-nyckel": Package(lambda files: zipped({**files, MANIFEST: files[MANIFEST].replace(b'"utkast": true', b'"utkast": true, "utkast": false')}), _NO),
    "manifest-stort": Package(lambda files: zipped({**files, MANIFEST: files[MANIFEST] + b" " * 2 * _MILLION}), "för stort"),
    "manifest-i-versaler": Package(lambda files: zipped({"MANIFEST.JSON": files.pop(MANIFEST), **files}), _NO),
    **{f"utan-{name}": Package(_without(name), _OF.format(name)) for name in ("indata", "format", "utkast", "versioner", "sha256")},
    "mer-än-så": Package(_set(mer=1), _NO),
    **{
        f"indata-{name}": Package(_set(indata=value), _OF.format("indata"))
        for name, value in {
            "tal": 7, "text": "a.xlsx", "objekt": {"a.xlsx": 1}, "i-lista": [["a.xlsx"]], "null": [None], "tom": [],
            "upp": ["../a.xlsx"], "rot": ["/etc/passwd"], "enhet": ["C:/a.xlsx"], "enhet-utan-snedstreck": ["C:a.xlsx"],
            "unc": ["//ond/a.xlsx"], "con": ["CON"], "aux": ["nu/aux.xlsx"], "punkt-sist": ["a.xlsx."],
            "bakstreck": ["m\\a.xlsx"], "nul": ["a\0.xlsx"], "styr": ["a\x1b[2J.xlsx"], "rad": ["a\nAllt är lika."],
            "lång": ["a" * 5_000], "surrogat": ["\ud800.xlsx"], "saknas": ["saknas.xlsx"], "många": ["a/b.xlsx"] * 1_001,
            "två-gånger": ["2022-11_manadsrapport.xlsx"] * 2,
        }.items()
    },
    **{
        f"format-{name}": Package(_set(format=value), _OF.format("format"))
        for name, value in {
            "tal": 5, "okänt": ["exe"], "tusen": ["csv"] * 1_000, "två-gånger": ["csv", "csv"], "versaler": ["CSV"],
            "i-lista": [["csv"]], "null": None, "text": "csv", "modul": ["xl_asn.exports.xlsx:xlsx_files"],
        }.items()
    },
    **{f"utkast-{name}": Package(_set(utkast=value), _OF.format("utkast")) for name, value in {"text": "nej", "tal": 1, "null": None}.items()},
    **{
        f"versioner-{name}": Package(_set(versioner=value), _OF.format("versioner"))
        for name, value in {
            "lista": ["x"], "tal": {"xl-asn": 7}, "null": {"typst": None}, "styr": {"xl-asn": "1\x1b[2J\x07"},
            "många": {f"b{n}": "1" for n in range(10_000)}, "lång": {"x": "1" * 10_000},
        }.items()
    },
    **{
        f"regelverk-{name}": Package(_set(regelverk=value), _OF.format("regelverk"))
        for name, value in {"tomt": {}, "text": "x", "mer": {"namn": "a", "fil": "b", "sha256": "c", "d": "e"}}.items()
    },
    **{
        f"sha-{name}": Package(_set(sha256=value), _OF.format("sha256"))
        for name, value in {
            "lista": ["x"], "tal": {_BOOK: 5}, "kort": {_BOOK: "0" * 63}, "versaler": {_BOOK: "A" * 64},
            "upp": {"../x": "0" * 64}, "styr": {"a\x1b[2J": "0" * 64},
        }.items()
    },
    "sha-tom": Package(_set(sha256={}), _OF.format("indata")),
    "sha-fel": Package(_said(lambda said: said["sha256"].update({"fynd.json": "0" * 64})), rf"{_CHANGED}: fynd\.json stämmer inte"),
    "sha-okänd": Package(_said(lambda said: said["sha256"].update({"annan.json": "0" * 64})), rf"{_CHANGED}: annan\.json saknas"),
}  # fmt: skip

_ZIPS: Mapping[str, Package] = {
    "tomt": Package(lambda _: zipped({}), _NO),
    "ingenting": Package(lambda _: b"", "tom"),
    "text": Package(lambda _: b"revisionspaket", _DAMAGED),
    "en-arbetsbok": Package(lambda _: Book().data, _NO),
    "avhugget": Package(lambda files: zipped(files)[:-100], _DAMAGED),
    "halvt": Package(lambda files: zipped(files)[: 50_000], _DAMAGED),
    "krypterat": Package(_packed(_encrypted), _DAMAGED),
    "överlappande": Package(_packed(_overlapping), _DAMAGED),
    "ljuger-om-storlek": Package(_packed(_size_of_its_own), _DAMAGED),
    "före": Package(lambda files: b"MZ" * 500 + zipped(files), _REPACKED),
    "efter": Package(lambda files: zipped(files) + b"mer", f"{_REPACKED}|{_DAMAGED}"),
    "två-i-ett": Package(lambda files: zipped({"a": b"b"}) + zipped(files), _REPACKED),
    "länk": Package(_entry("rapport/x", 0o120777), _REPACKED),
    "mapp": Package(_entry("rapport/", 0o040755), _REPACKED),
    "namn-i-annat-skrivsätt": Package(_with({"FYND.json": b"[]"}), _DAMAGED),
    "namn-upp": Package(_with({"../x": b"x"}), _DAMAGED),
    "namn-rot": Package(_with({"/x": b"x"}), _DAMAGED),
    "namn-styr": Package(_with({"a\x1b[2J": b"x"}), _DAMAGED),
    "namn-vänt": Package(_with({"\u202ea": b"x"}), _CHANGED),
    "fil-extra": Package(_with({"mer.txt": b"x"}), r"mer\.txt stämmer inte"),
    "filer-extra-många": Package(_with({f"{n}.txt": b"" for n in range(900)}), "och 897 till"),
    "filer-för-många": Package(_with({f"{n}.txt": b"" for n in range(5_000)}), "för stort"),
    "filer-alltför-många": Package(_with({f"{n}.txt": b"" for n in range(60_000)}), f"för stort|{_DAMAGED}"),
    "fil-saknas": Package(lambda files: zipped({n: d for n, d in files.items() if n != "fynd.json"}), r"fynd\.json saknas"),
    "bomb": Package(_with({"x": b"\0" * 400 * _MILLION}), f"för stort|{_DAMAGED}"),
    "bomber-små": Package(_with({f"{n}": b"\0" * 30 * _MILLION for n in range(6)}), "för stort"),
    "utan-manifest": Package(lambda files: zipped({n: d for n, d in files.items() if n != MANIFEST}), _NO),
}  # fmt: skip

_CONTENTS: Mapping[str, Package] = {
    "arbetsboken-är-ingen": Package(_anew({_BOOK: b"ingen arbetsbok"}), _BOOK),
    "arbetsboken-är-halv": Package(_anew({_BOOK: b"PK"}), _BOOK),
    "arbetsboken-är-tom": Package(_anew({_BOOK: b""}), _BOOK),
    "arbetsboken-har-doctype": Package(lambda files: hashed_anew({**files, _BOOK: Book().part("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").data}), "F1|DOCTYPE"),
    "arbetsboken-hänger": Package(lambda files: hashed_anew({**files, _BOOK: Book().part("xl/styles.xml", "<!--" + "x" * 20 * _MILLION + "--><a/>").data}), _BOOK),
    "arbetsboken-är-en-annan": Package(lambda files: hashed_anew({**files, _BOOK: (EXAMPLES / "2021-02_manadsrapport.xlsx").read_bytes()}), _DIFFERS, 1),
    "mallen-är-ingen": Package(_anew({"mall/mall": b"ingen mall"}), "mall går inte att använda"),
    "mallen-är-en-bomb": Package(lambda files: hashed_anew({**files, "mall/mall": zipped({"x": b" " * 100 * _MILLION})}), "mall går inte att använda|för stort"),
    "mallen-hämtar": Package(lambda files: hashed_anew({**files, "mall/mall": WORD["fält-ddeauto"].make(files_of(files["mall/mall"]))}), "fältet DDEAUTO"),
    "mallen-kör": Package(lambda files: hashed_anew({**files, "mall/mall": WORD["jinja-klass"].make(files_of(files["mall/mall"]))}), "mer än ett namn"),
    "mallen-är-borta-men-är-programmets": Package(lambda files: hashed_anew({n: d for n, d in files.items() if n != "mall/mall"}), "Paketet är helt", 0),
    "rapporten-är-ändrad": Package(lambda files: hashed_anew({**files, "rapport/2022-11_manadsrapport.docx": b"x"}), _DIFFERS, 1),
    "fynden-är-ändrade": Package(_anew({"fynd.json": b"[]"}), rf"olika +fynd\.json[\s\S]*{_DIFFERS}", 1),
    "en-fil-till": Package(_anew({"mer.txt": b"x"}), r"tillkommit +mer\.txt", 1),
    "en-fil-mindre": Package(lambda files: hashed_anew({n: d for n, d in files.items() if n != "beräknat.json"}), r"saknas i paketet +beräknat\.json", 1),
    "ett-format-till": Package(_set(format=["docx", "csv", "html"]), _DIFFERS, 1),
    "inget-utkast": Package(_set(utkast=False), _DIFFERS, 1),
    "annat-regelverk": Package(_set(regelverk={"namn": "annat", "fil": "annat", "sha256": "0" * 64}), r"olika +manifest\.json", 1),
    "andra-versioner": Package(_set(versioner={"xl-asn": "9.9"}), r"xl-asn: 9\.9 när paketet gjordes[\s\S]*Vem som har gjort det går inte att se", 0),
    "allt-gjort-på-nytt": Package(_all_made_again, "Paketet är helt[\\s\\S]*Vem som har gjort det går inte att se", 0),
    "orört": Package(zipped, "Paketet är helt[\\s\\S]*Vem som har gjort det går inte att se", 0),
}  # fmt: skip

PACKAGES: Mapping[str, Package] = {**_MANIFESTS, **_ZIPS, **_CONTENTS}
