"""An audit package of anybody's making is answered in a sentence, with the status it calls for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.attack.audit_packages import PACKAGES, Package, honest
from tests.command_line import Run

#: What only a bounded process should open; ``make attack`` does.
_BOUNDED = frozenset({"bomb", "bomber-små", "filer-alltför-många", "arbetsboken-hänger"})
_OPENED = {name: given for name, given in PACKAGES.items() if name not in _BOUNDED}


@pytest.mark.parametrize("given", _OPENED.values(), ids=_OPENED.keys())
def test_every_package_gets_its_sentence(run: Run, tmp_path: Path, given: Package) -> None:
    path = tmp_path / "paket.zip"
    path.write_bytes(given.make(honest()))
    done = run("kontrollera-paket", path)
    assert re.search(given.says, done.stdout + done.stderr), done.stdout + done.stderr
    assert done.returncode == given.status
    assert done.stderr.count("\n") == (given.status == 2)
    assert (done.stdout == "") == (given.status == 2)


def test_the_packages_are_many() -> None:
    assert sum(given.status > 0 for given in PACKAGES.values()) > 100
