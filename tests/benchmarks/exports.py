"""How long each format takes to write: in a process of its own, and when everything is loaded."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from xl_asn.exports.documents import checked_report, documents
from xl_asn.exports.formats import FORMATS

_RUNS = 3
_COLD = """
import sys
from pathlib import Path
from xl_asn.exports.documents import checked_report, documents
documents(checked_report(Path(sys.argv[1])).board_report(draft=True), [sys.argv[2]])
"""


def export_times(path: Path) -> None:
    """Print the median times of every format of a report, in milliseconds of the wall's clock.

    Cold is a new process that reads, checks and writes; warm is the writing alone.
    """
    print(f"\nExport, {path.stem}, cold (new process, read and check too) and warm (write alone)")
    board_report = checked_report(path).board_report(draft=True)
    for name in FORMATS:
        documents(board_report, [name])
        cold, warm = [], []
        for _ in range(_RUNS):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", _COLD, str(path), name], check=True)
            cold.append(time.perf_counter() - start)
            start = time.perf_counter()
            documents(board_report, [name])
            warm.append(time.perf_counter() - start)
        print(f"  {name:34} {median(cold) * 1000:9.0f} ms {median(warm) * 1000:9.0f} ms")
