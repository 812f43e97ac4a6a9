"""What is installed with the program: every version, and the checksums that its files may have.

The list comes with the program. Nothing is installed by the program's own name: who knows what an
index has under it?
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import Final

_NAME: Final = "constraints.txt"


def pins() -> Path:
    """Return the list: in the installed package, or in the checkout."""
    shipped = Path(str(files("xl_asn").joinpath(_NAME)))
    return shipped if shipped.is_file() else Path(__file__).parents[2] / _NAME


def how_to_install() -> str:
    """Return the command line that installs the libraries of every extra where this runs."""
    python, listed = (
        f'"{path}"' if " " in path else path for path in (sys.executable, str(pins()))
    )
    return f"{python} -I -m pip install --require-hashes -r {listed}"
