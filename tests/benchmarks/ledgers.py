"""A year of 400 000 ledger lines: how long ours takes beside pandas alone, in the same run."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pandas as pd

from tests.cycle.ledger.making import YEAR, Line, kronor
from xl_asn.files.ledgers.reading import read_ledger

LINES = 400_000
_PLACES = 2_000
_RUNS = 3
_PEAK = """
import re, sys
from pathlib import Path
from xl_asn.files.ledgers.reading import read_ledger
if len(sys.argv) > 1:
    read_ledger(Path(sys.argv[1]), 2022)
else:
    import pandas
print(int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def year_of_lines(count: int = LINES) -> Iterator[Line]:
    """Yield lines on some thousands of places, as a board's ledger has."""
    chance = random.Random(21)  # noqa: S311 - the same every time
    places = [
        (str(41500 + chance.randrange(60)), str(3000 + chance.randrange(5000)),
         str(5000 + chance.randrange(40)))
        for _ in range(_PLACES)
    ]  # fmt: skip
    for _ in range(count):
        responsibility, account, activity = chance.choice(places)
        month, ore = chance.randint(1, 12), chance.randint(-(10**8), 10**8)
        yield Line(responsibility, account, activity, "", month, ore)


def csv_lines(lines: Iterator[Line]) -> bytes:
    """Return the lines as a system exports them, with a text on each."""
    rows = (
        f"{one.responsibility};{one.account};{one.activity};{YEAR}{one.month:02};"
        f"{kronor(one.ore)};Räkning {one.ore}\n"
        for one in lines
    )
    return ("Ansvar;Konto;Verksamhet;Period;Utfall;Text\n" + "".join(rows)).encode("cp1252")


def sie_lines(lines: Iterator[Line]) -> bytes:
    """Return the lines as SIE 4, each a voucher of its own."""
    head = f'#SIETYP 4\n#RAR 0 {YEAR}0101 {YEAR}1231\n#DIM 1 "Ansvar"\n#DIM 20 "Verksamhet"\n'
    vouchers = (
        f'#VER A {number} {YEAR}{one.month:02}15 "Räkning"\n{{\n#TRANS {one.account} '
        f'{{1 "{one.responsibility}" 20 "{one.activity}"}} {kronor(one.ore, ".")} "" "Text"\n}}\n'
        for number, one in enumerate(lines, 1)
    )
    return (head + "".join(vouchers)).encode("cp437")


def _timed(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)


def _peak(*paths: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, *map(str, paths)], capture_output=True, check=True, text=True
    )
    return int(done.stdout)


def ledgers() -> None:
    """Print the time and the memory of a year of lines, in both formats."""
    with tempfile.TemporaryDirectory() as folder:
        table, sie = Path(folder, "huvudbok.csv"), Path(folder, "huvudbok.se")
        table.write_bytes(csv_lines(year_of_lines()))
        sie.write_bytes(sie_lines(year_of_lines()))
        data = table.read_bytes()
        alone = _timed(lambda: pd.read_csv(io.BytesIO(data), sep=";", dtype=str, encoding="cp1252"))
        print(f"\n{LINES} ledger lines")
        print(f"  {'pandas.read_csv alone':34} {alone:9.2f} s  {_peak():7} MB to import it")
        for path in (table, sie):
            took = _timed(lambda path=path: read_ledger(path, YEAR))  # type: ignore[misc]
            print(
                f"  {f'xl_asn, {path.suffix[1:]}':34} {took:9.2f} s {took / alone:7.1f} × pandas "
                f"{_peak(path):7} MB"
            )


if __name__ == "__main__":
    ledgers()
