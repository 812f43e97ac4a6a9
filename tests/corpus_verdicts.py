"""What *validera* says of a folder of workbooks: verdicts by code, and the defence of each."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tests.corpus_elsewhere import Elsewhere, Reader
from xl_asn.batch.run import judged
from xl_asn.batch.verdicts import REFUSED, SKIPPED, Verdict
from xl_asn.batch.workers import Workers

NOT_A_MASTER = "S100"

#: Why a file is refused, by code: what the sender could be told if she asked.
DEFENCES: Mapping[str, str] = MappingProxyType(
    {
        "F106": "a lock, with a user's name and no cells in it",
        "F110": "no workbook at all",
        "F111": "encrypted: nobody reads it without the password, which stays with the sender",
        "F120": "cut or changed under way: what is missing may be figures, so a guess is no answer",
        "F121": "the two lists of the zip name a part differently: two programs see two workbooks",
        "F122": "one part twice: which of them counts differs between programs",
        "F126": "a DOCTYPE, which no office program writes, and which can fetch files or grow",
        "F132": "a cell points at a text that is not in the file: what it said is lost",
        "F134": "a cell in row 0: which cell is meant, nobody can tell",
        "F139": "a text longer than any cell of Excel, or more of something than any report has",
        NOT_A_MASTER: "read whole, and no master of ours",
    }
)


@dataclass(slots=True)
class Judgement:
    """What came of every file, how long the slowest took, and how much memory a worker did."""

    verdicts: list[Verdict] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    @property
    def by_code(self) -> Counter[tuple[str, str]]:
        """How many files have each outcome and the code that says why, "" for none."""
        return Counter((verdict.outcome, reason(verdict)) for verdict in self.verdicts)

    @property
    def uncoded(self) -> list[str]:
        """The files that are refused or skipped, and for which no code says why."""
        return [
            verdict.file
            for verdict in self.verdicts
            if verdict.outcome in {REFUSED, SKIPPED} and not reason(verdict)
        ]

    @property
    def refused(self) -> list[Verdict]:
        """The files that could not be read, or are no workbooks."""
        return [
            verdict
            for verdict in self.verdicts
            if verdict.outcome in {REFUSED, SKIPPED} and reason(verdict) != NOT_A_MASTER
        ]


def reason(verdict: Verdict) -> str:
    """Return the code that decides a verdict: the last, since flags come before a refusal."""
    return verdict.findings[-1].code if verdict.findings else ""


def judged_by_workers(files: list[Path]) -> Judgement:
    """Have every file judged as *validera* does, one at a time, by a worker with its limits."""
    result = Judgement()
    with Workers(1) as workers:
        for path in files:
            start = time.monotonic()
            (verdict,) = judged([path], workers)
            result.verdicts.append(verdict)
            # The first waits for the process to start.
            took = time.monotonic() - start if len(result.verdicts) > 1 else 0.0
            result.slowest = max(result.slowest, (took, path.name))
    return result


def print_verdicts(files: list[Path], others: Mapping[str, Reader]) -> bool:
    """Print the tables; return whether every refusal has a code and a defence.

    Args:
        files: the workbooks.
        others: other programs by name.
    """
    result = judged_by_workers(files)
    print(f"{len(files)} files, judged as validera does")
    for (outcome, code), count in sorted(result.by_code.items()):
        print(f"  {outcome:10} {code or '-':5} {count:5}  {DEFENCES.get(code, '')}")
    print(f"Uncoded: {len(result.uncoded)}", *result.uncoded, sep="\n  ")
    print(f"Longest: {result.slowest[0] * 1000:.0f} ms by the clock, {result.slowest[1]}")
    print(f"Most memory of a worker: {_peak_of_children():.0f} MB")
    print("Refused or skipped, and the programs that open the file all the same:")
    opened: Counter[str] = Counter()
    for verdict in result.refused:
        path = Path(verdict.file)
        readers = [name for name, reader in others.items() if _reads(reader, path)]
        opened.update([reason(verdict)] if readers else [])
        told = ", ".join(readers) or "none"
        print(f"  {reason(verdict)} {path.name}: {told}\n       {verdict.findings[-1].message}")
    undefended = [v.file for v in result.refused if reason(v) not in DEFENCES]
    by_code = ", ".join(f"{code} {count}" for code, count in sorted(opened.items()))
    print(f"Refused though another program opens it: {opened.total()} ({by_code})")
    print(f"Refused without a defence: {len(undefended)}", *undefended, sep="\n  ")
    return not result.uncoded and not undefended


def _reads(reader: Reader, path: Path) -> bool:
    """Whether another program makes at least a sheet of a file."""
    with Elsewhere(reader) as elsewhere:
        found = elsewhere.read(path)
    return not isinstance(found, str) and len(found) > 0


def _peak_of_children() -> float:
    """Return the most memory that any ended child process had, in megabytes."""
    if sys.platform == "win32":
        return float("nan")
    import resource  # noqa: PLC0415 - not on Windows

    unit = 1024 if sys.platform == "darwin" else 1
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 / unit
