"""Everything that is installed is pinned, with a hash beside it, and nothing tells where from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
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
            if need.name == wanted["project"]["name"]:
                continue
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
