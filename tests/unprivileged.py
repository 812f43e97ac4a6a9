"""To be somebody to whom files can be forbidden, also where the tests are run by root."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_NOBODY = 65534


@contextlib.contextmanager
def forbidding_folder() -> Iterator[Path]:
    """Give a folder, and rights to no more than it says: root's are given up for the while."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no file modes on this system")
    folder = Path(tempfile.mkdtemp(prefix="xl-asn-"))
    root = os.geteuid() == 0
    if root:
        os.chown(folder, _NOBODY, -1)
    try:
        if root:
            os.seteuid(_NOBODY)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path, folders, _ in os.walk(folder):
            for name in folders:
                Path(path, name).chmod(0o700)
        folder.chmod(0o700)
        shutil.rmtree(folder)
