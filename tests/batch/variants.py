"""Any number of workbooks that differ in their bytes and in nothing else."""

from __future__ import annotations

from pathlib import Path

from workbooks.build import EXAMPLES


def variants(folder: Path, count: int, units: int = 30) -> list[Path]:
    """Write ``count`` workbooks, the examples by turns, into folders of ``units`` units."""
    examples = [path.read_bytes() for path in sorted(EXAMPLES.glob("*.xlsm"))]
    written = []
    for number in range(count):
        unit = folder / f"enhet {number % units + 1:02}"
        unit.mkdir(parents=True, exist_ok=True)
        data, comment = examples[number % len(examples)], f"{number}".encode()
        # The comment that ends a zip file, after its length in two bytes.
        (path := unit / f"{number:06}.xlsm").write_bytes(
            data[:-2] + len(comment).to_bytes(2, "little") + comment
        )
        written.append(path)
    return written
