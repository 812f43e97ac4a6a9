"""Compute a workbook and print what *Beräkna* writes: by sheet, place and values."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from xl_asn.files.load import load
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Value
from xl_asn.workflow import compute


def main() -> None:
    grid = load(Path(sys.argv[1])).grid
    if grid is None:
        raise SystemExit(2)
    computed = compute(grid, now=datetime(2026, 1, 1))  # noqa: DTZ001 - any moment will do
    if isinstance(computed, Finding):
        raise SystemExit(computed.message)
    areas: dict[str, list[tuple[int, int, list[list[object]]]]] = defaultdict(list)
    for ref, value in computed.values.items():
        areas[ref.sheet].append((ref.row, ref.column, [[_shown(value)]]))
    for page in computed.pages:
        held = {(cell.row, cell.column): _shown(cell.value) for cell in page.cells}
        height, width = (max(place[side] for place in held) for side in (0, 1))
        rows = [[held.get((r, c), "") for c in range(1, width + 1)] for r in range(1, height + 1)]
        areas[page.name].append((1, 1, rows))
    json.dump(areas, sys.stdout)


def _shown(value: Value) -> object:
    return float(value) if isinstance(value, Decimal) else str(value or "")


if __name__ == "__main__":
    main()
