"""Everything that is installed is pinned, with a hash beside it, and nothing tells where from."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).parents[1]
_PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)$"
)
_RUN, _DEV = "constraints.txt", "constraints-dev.txt"
_RUN_EXTRAS = ("dokument", "kluster", "kolada")


def text(name: str) -> str:
    return (_ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))


def pins(name: str) -> Mapping[str, str]:
    """Return the version of every distribution pinned, by its normal name."""
    entries = re.split(r"\n(?! )", text(name).rstrip().partition("\n\n")[2])
    found = [_PIN.match(entry) for entry in entries]
    assert [entry for entry, pin in zip(entries, found, strict=True) if not pin] == []
    return {pin[1]: pin[2] for pin in found if pin}


@pytest.mark.parametrize("name", [_RUN, _DEV])
def test_every_pin_has_a_hash_and_no_address(name: str) -> None:
    assert len(pins(name)) == len(re.findall("^[^#\n ].*==", text(name), re.MULTILINE))
    assert "://" not in text(name)
    assert text(name).count("\n--") == text(name).count("\n--only-binary :all:\n") == 1


def test_what_pyproject_wants_is_pinned_and_within_its_ranges() -> None:
    wanted = project()
    extras = wanted["project"]["optional-dependencies"]
    built = wanted["build-system"]["requires"] + wanted["project"]["dependencies"]
    for name, groups in ((_RUN, [extras[extra] for extra in _RUN_EXTRAS]), (_DEV, extras.values())):
        pinned = pins(name)
        for line in sum(groups, built):
            need = Requirement(line)
            assert need.name != wanted["project"]["name"], "an index would be asked for our name"
            version = pinned.get(canonicalize_name(need.name), "")
            assert need.specifier.contains(version), f"{name}: {line}: make pins"


def test_tests_run_with_the_versions_that_people_get() -> None:
    assert pins(_RUN).items() <= pins(_DEV).items()


def test_readme_installs_on_windows_as_the_makefile_does_elsewhere() -> None:
    made = re.findall(r"\$\(PIP\) install --quiet (.+)$", text("Makefile"), re.MULTILINE)
    told = re.findall(
        r"^\.venv\\Scripts\\python -m pip install (.+)$", text("README.md"), re.MULTILINE
    )
    assert made == told
    assert {_RUN, _DEV} <= {word for line in made for word in line.split()}


def test_nothing_is_installed_but_by_its_checksum_or_from_a_file_of_ours() -> None:
    made = re.findall(r"\$\(PIP\) install --quiet (.+)$", text("Makefile"), re.MULTILINE)
    assert len(made) == text("Makefile").count("$(PIP) install")
    allowed = r"--require-hashes -r \S+\.txt|--no-deps --no-build-isolation -e \."
    assert [line for line in made if not re.fullmatch(allowed, line)] == []


def _told() -> Iterator[tuple[str, str]]:
    """Yield every line that tells somebody, or pip itself, what to install."""
    folders = ("docs", "macros", "workbooks", "xl_asn", ".github", ".ci")
    files = [
        _ROOT / "Makefile",
        *_ROOT.glob("*.*"),
        *(f for d in folders for f in (_ROOT / d).rglob("*")),
    ]
    for path in files:
        if path.suffix in {"", ".md", ".py", ".bas", ".yml", ".toml", ".txt"} and path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield path.name, line


def test_no_text_tells_anybody_to_ask_an_index_for_our_name() -> None:
    safe = re.compile(r"--require-hashes|--no-index --no-deps|--no-deps --no-build-isolation")
    for name, line in _told():
        assert "xl-asn[" not in line, name
        if re.search(r"pip (install|download|wheel) ", line):
            assert safe.search(line), (name, line)


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_demo_stops_at_a_file_with_another_checksum(tmp_path: Path) -> None:
    """The Makefile itself, with one small package of our own, found in a folder and in no index."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(_ROOT / name, tmp_path / name)
    path = tmp_path / "liten-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("liten.py", "VERSION = 1\n")
        wheel.writestr(
            "liten-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: liten\nVersion: 1\n"
        )
        wheel.writestr("liten-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        wheel.writestr("liten-1.dist-info/RECORD", "")
    pin = f"liten==1 \\\n    --hash=sha256:{sha256(path.read_bytes()).hexdigest()}\n"
    (tmp_path / _RUN).write_text(pin, encoding="utf-8")
    path.write_bytes(path.read_bytes().replace(b"VERSION", b"VERSIOM"))
    done = subprocess.run(
        [shutil.which("make") or "", "demo", f"PYTHON={sys.executable}"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert not list(tmp_path.glob(".venv/**/liten.py"))
    assert not (tmp_path / "demo").exists()
