"""Promise 5: whatever step the disk fails at, the old workbook is whole, and a sentence says so."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.tracing import needs_strace, run_traced, traced
from tests.files.integrity import faults
from tests.thorough import thorough
from workbooks.build import EXAMPLES

_CALLS = "openat,chown,chmod,write,fsync,rename"
_NEW = ".xl-asn-"

#: The steps from the first look at the new file to the forced folder, and how each is let fail.
_STEPS = (
    ("write 1", "ENOSPC"), ("rename 1", "EIO"), ("fsync 2", "EIO"),
    *thorough(
        ("openat 1", "ENOSPC"), ("chmod 1", "EIO"), ("write 1", "EIO"), ("fsync 1", "ENOSPC"),
        ("fsync 1", "EIO"), ("openat 2", "EIO"), ("rename 1", "ENOSPC"),
    ),
)  # fmt: skip


def _steps(calls: list[str]) -> Iterator[tuple[str, int]]:
    """Yield each call on the way to the disk, and which of its kind it is in the whole run."""
    counts: Counter[str] = Counter()
    under_way = False
    for call in calls:
        name = call.partition("(")[0]
        counts[name] += 1
        under_way |= _NEW in call
        if under_way:
            yield name, counts[name]
        if under_way and name == "fsync" and counts["fsync"] == 2:
            return


@pytest.fixture(scope="module")
def ordinals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Return which of all calls of its kind each step is, as strace wants to know it."""
    folder = tmp_path_factory.mktemp("hel")
    path = folder / "rapport.xlsm"
    path.write_bytes((EXAMPLES / "2022-11_manadsrapport.xlsm").read_bytes())
    seen: Counter[str] = Counter()
    found = {}
    for name, nth in _steps(traced(folder, "berakna", path, calls=_CALLS, in_one=True)):
        seen[name] += 1
        found[f"{name} {seen[name]}"] = nth
    return found


@needs_strace
@pytest.mark.parametrize(("step", "error"), _STEPS)
def test_a_failing_disk_leaves_the_old_file_whole_and_says_so(
    ordinals: dict[str, int], tmp_path: Path, step: str, error: str
) -> None:
    folder = tmp_path / "mapp"
    folder.mkdir()
    path = folder / "rapport.xlsm"
    old = (EXAMPLES / "2022-11_manadsrapport.xlsm").read_bytes()
    path.write_bytes(old)
    call = step.partition(" ")[0]
    done, calls = run_traced(
        folder,
        "berakna",
        path,
        calls=_CALLS,
        in_one=True,
        fault=f"{call}:error={error}:when={ordinals[step]}",
    )
    (injected,) = [line for line in calls if "(INJECTED)" in line]
    assert injected.startswith(f"{call}(")
    assert [one.name for one in folder.iterdir()] == [path.name]
    if step == "fsync 2":  # the folder: the new file is on the disk, and has its name
        assert (done.returncode, done.stderr) == (1, "")
        assert path.read_bytes() != old
        assert faults(path.read_bytes()) == ()
        return
    assert path.read_bytes() == old
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    says = "Disken är full" if error == "ENOSPC" else "kunde inte sparas"
    assert re.search(rf"{says}.*den gamla filen är orörd\.$", done.stderr, re.IGNORECASE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
@pytest.mark.parametrize("shape", ["tabell", "json"])
def test_an_answer_that_finds_no_room_is_told_of(
    example: Callable[[str], Path], tmp_path: Path, shape: str
) -> None:
    path = example("2022-11")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "xl_asn", "validera", path, "--format", shape, "--utan-cache"],
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False, cwd=tmp_path,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("Svaret kunde inte skrivas, troligen för att disken är full.")
    assert done.stderr.count("\n") == 1
