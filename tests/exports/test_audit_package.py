"""An audit package of a stranger is what it is said to be, or refused in one sentence."""

from __future__ import annotations

import json
import struct
import tempfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from tests.case.test_adopting import adopted
from workbooks.build import EXAMPLES
from xl_asn.cli.program import answer
from xl_asn.exports.audit import MANIFEST, SAME, UnusablePackageError, audit, package
from xl_asn.exports.documents import checked_report

Said = dict[str, Any]


@pytest.fixture(scope="module")
def packed() -> Mapping[str, bytes]:
    """Return the files of an honest package."""
    report = checked_report(EXAMPLES / "2022-11_manadsrapport.xlsx")
    with ZipFile(BytesIO(package(report, ("csv",), draft=True))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(files: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def _with(packed: Mapping[str, bytes], manifest: bytes) -> bytes:
    return _zipped({**packed, MANIFEST: manifest})


def _refused(data: bytes, words: str = "(?i)paket") -> None:
    with pytest.raises(UnusablePackageError, match=words) as told:
        audit(data)
    said = str(told.value)
    assert len(said) < 300
    assert said.isprintable()
    said.encode()


def _set(*path: str | int, to: object) -> Callable[[Said], object]:
    def change(said: Said) -> object:
        place: Any = said
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to
        return said

    return change


def _drop(name: str) -> Callable[[Said], object]:
    return lambda said: {key: value for key, value in said.items() if key != name}


_NAMES: Final = (
    "../utanför.xlsx", "/etc/passwd", "C:/bok.xlsx", "C:bok.xlsx", "//dator/del/bok.xlsx", "",
    ".", "a/../../b.xlsx", "a\\b.xlsx", "a/./b.xlsx", "a//b.xlsx", "a/b.xlsx/", "a\x00.xlsx",
    "a\nb.xlsx", "nu/CON", "nu/aux.xlsx", "nu/bok.xlsx.", "nu/bok.xlsx ", "a" * 501,
    "\ud800.xlsx", "saknas.xlsx",
)  # fmt: skip
_VALUES: Final[tuple[object, ...]] = (
    7, "text", [], {}, [[]], [None], {"a": 1}, {"a": None}, 1e308, float("nan"),
)  # fmt: skip
_CHANGES: Final[Mapping[str, Callable[[Said], object]]] = {
    "a list": lambda said: [said],
    "a number": lambda _: 7,
    "nothing": lambda _: None,
    **{f"no {name}": _drop(name) for name in ("indata", "format", "utkast", "versioner", "sha256")},
    **{
        f"{name} is {json.dumps(value)}": _set(name, to=value)
        for name in ("indata", "format", "utkast", "regelverk", "status", "versioner", "sha256")
        for value in _VALUES
        if not (name == "format" and value == []) and not (name == "versioner" and value == {})
    },
    **{f"indata is named {name[:20]!a}": _set("indata", to=[name]) for name in _NAMES},
    "a hash of another length": _set("sha256", "fynd.json", to="abc"),
    "a hash of a file that is not there": _set("sha256", "annan.json", to="0" * 64),
    "a name in the hashes": _set("sha256", "../x", to="0" * 64),
    "a thousand inputs": _set("indata", to=["a/b.xlsx"] * 1001),
    "a thousand formats": _set("format", to=["csv"] * 1000),
    "a format twice": _set("format", to=["csv", "csv"]),
    "a format in capitals": _set("format", to=["CSV"]),
    "an unknown format": _set("format", to=["exe"]),
    "a format that is a module": _set("format", to=["xl_asn.exports.xlsx:xlsx_files"]),
    "a draft that is a number": _set("utkast", to=1),
    "a version that is a list": _set("versioner", "python", to=["3"]),
    "a version of several lines": _set("versioner", "python", to="3\n\x1b[2J"),
    "a version without end": _set("versioner", "python", to="3" * 10_000),
    "too many versions": _set("versioner", to={str(n): "1" for n in range(101)}),
    "something more": _set("mer", to=1),
    "something more in the rules": _set("regelverk", "mer", to=1),
    "something more in the status": _set("status", "mer", to=1),
    "a status of several lines": _set("status", "av", to="Anna\nEk"),
}  # fmt: skip


@pytest.mark.parametrize("change", _CHANGES.values(), ids=_CHANGES.keys())
def test_a_manifest_of_another_shape_is_refused(
    packed: Mapping[str, bytes], change: Callable[[Said], object]
) -> None:
    said = change(json.loads(packed[MANIFEST]))
    _refused(_with(packed, json.dumps(said).encode()), "manifest|annan.json saknas")


@pytest.mark.parametrize(
    "manifest",
    [
        b"", b"{", b"\xff\xfe{}", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 100_000,
        b'{"utkast": true, "utkast": false}',
    ],
    ids=["empty", "cut", "not UTF-8", "lists in lists", "objects in objects", "digits", "twice"],
)  # fmt: skip
def test_a_manifest_that_is_no_object_is_refused(
    packed: Mapping[str, bytes], manifest: bytes
) -> None:
    _refused(_with(packed, manifest), "manifest")


def test_a_manifest_says_nothing_twice(packed: Mapping[str, bytes]) -> None:
    twice = packed[MANIFEST].replace(b'"utkast": true,', b'"utkast": true, "utkast": false,')
    assert twice != packed[MANIFEST]
    _refused(_with(packed, twice), "manifest")


def test_a_manifest_has_an_end(packed: Mapping[str, bytes]) -> None:
    _refused(_with(packed, packed[MANIFEST] + b" " * 2 * 1024 * 1024), "för stort")


def test_a_package_without_its_manifest_is_none(packed: Mapping[str, bytes]) -> None:
    _refused(_zipped({name: data for name, data in packed.items() if name != MANIFEST}), "manifest")
    _refused(_zipped({}), "manifest")
    _refused(b"", "inget revisionspaket")
    _refused(b"PK\x05\x06", "inget revisionspaket")


def _listed_as(files: Mapping[str, bytes], **more: bytes) -> bytes:
    return _zipped({**files, **more})


@pytest.mark.parametrize("name", ["../x", "/x", "C:/x", "a\x1b[2J", "FYND.json", "x" * 600, "x"])
def test_a_file_that_the_manifest_does_not_name_is_told(
    packed: Mapping[str, bytes], name: str
) -> None:
    _refused(_listed_as(packed, **{name: b"x"}))


def test_of_many_changed_files_a_few_are_named(packed: Mapping[str, bytes]) -> None:
    _refused(_zipped({**packed, **{f"{n}.txt": b"" for n in range(900)}}), "och 897 till")
    _refused(_zipped({**packed, **{f"{n}.txt": b"" for n in range(1000)}}), "för stort")


def test_what_unpacks_without_end_is_not_unpacked(packed: Mapping[str, bytes]) -> None:
    _refused(_zipped({**packed, "bomb": bytes(200 * 1024 * 1024)}))
    _refused(_zipped({**packed, **{f"{n}": bytes(30 * 1024 * 1024) for n in range(5)}}), "stort")


def test_what_lies_about_its_size_is_refused(packed: Mapping[str, bytes]) -> None:
    data = bytearray(_zipped({**packed, "x": bytes(1_000_000)}))
    at = data.rindex(b"PK\x01\x02")
    for size in (1, 2_000_000, 2**32 - 2):
        struct.pack_into("<L", data, at + 24, size)
        _refused(bytes(data), "inget revisionspaket")


def test_what_is_encrypted_or_lies_in_another_file_is_refused(packed: Mapping[str, bytes]) -> None:
    data = bytearray(_zipped(packed, ZIP_STORED))
    at = data.index(b"PK\x01\x02")
    encrypted = data.copy()
    encrypted[at + 8] |= 1
    _refused(bytes(encrypted), "inget revisionspaket")
    second = data.index(b"PK\x01\x02", at + 4)
    overlapping = data.copy()
    overlapping[second + 42 : second + 46] = data[at + 42 : at + 46]
    _refused(bytes(overlapping), "inget revisionspaket")


def test_a_package_cut_anywhere_is_refused(packed: Mapping[str, bytes]) -> None:
    data = _zipped(packed)
    for length in range(0, len(data), len(data) // 40):
        _refused(data[:length])


def test_a_workbook_that_cannot_be_read_is_told_by_its_name_in_the_package(
    packed: Mapping[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json.loads(packed[MANIFEST])
    (name,) = said["indata"]
    said["sha256"][f"indata/{name}"] = sha256(b"PK").hexdigest()
    path = tmp_path / "paket.zip"
    path.write_bytes(
        _zipped({**packed, f"indata/{name}": b"PK", MANIFEST: json.dumps(said).encode()})
    )
    with pytest.raises(SystemExit) as ended:
        answer(["kontrollera-paket", str(path)])
    told = capsys.readouterr().err
    assert (ended.value.code, told.count("\n")) == (2, 1)
    assert str(Path("indata", name)) in told


def test_a_template_that_cannot_be_filled_in_is_told(packed: Mapping[str, bytes]) -> None:
    said = json.loads(packed[MANIFEST])
    said["format"] = ["docx"]
    said["sha256"]["mall/mall"] = sha256(b"ingen mall").hexdigest()
    files = {**packed, "mall/mall": b"ingen mall", MANIFEST: json.dumps(said).encode()}
    _refused(_zipped(files), "mall")


def test_nothing_is_written_to_a_disk(
    packed: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("a killed run would leave it")

    for name in ("mkdtemp", "mkstemp", "TemporaryDirectory", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, name, never)
    assert audit(_zipped(packed)).same


def test_a_package_carries_the_status_with_who_and_when(tmp_path: Path) -> None:
    path = tmp_path / "november.xlsx"
    path.write_bytes(adopted(status_by="Anna\x0b" + "Ek " * 400))
    made = package(checked_report(path), ("csv",), draft=True)
    with ZipFile(BytesIO(made)) as archive:
        said = json.loads(archive.read(MANIFEST))["status"]
    assert (said["status"], said["den"], said["sedd"]) == (
        "Fastställd", "2026-01-01", "2026-01-01 00:00",
    )  # fmt: skip
    assert said["av"].startswith("Anna")
    found = audit(made)
    assert found.same, "also with a name that is much too long"
    assert found.status == said


def test_a_package_that_says_another_status_than_its_workbook_is_another(
    packed: Mapping[str, bytes],
) -> None:
    said = json.loads(packed[MANIFEST])
    said["status"]["status"] = "Fastställd"
    found = audit(_with(packed, json.dumps(said).encode()))
    assert [one.name for one in found.files if one.outcome != SAME] == [MANIFEST]
    older = {key: value for key, value in said.items() if key != "status"}
    assert audit(_with(packed, json.dumps(older).encode())).same, "an older package has none"
