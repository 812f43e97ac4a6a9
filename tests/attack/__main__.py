"""``python -m tests.attack [--group NAME] [--only GROUP/NAME] [--keep FOLDER] [--list]``.

Runs the attacks, and prints for each group how many were tried, held and failed, and of each that
failed how to do it again. ``--keep`` leaves its folders to be looked at.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.attack.attack import Attack, Ended, Tried
from tests.attack.groups import GROUPS
from tests.attack.trying import HARD_SECONDS, command, tried


def main() -> None:
    """Run what the command line asks for; the status is 1 where any attack breaks a promise."""
    asked = _asked()
    failed = 0
    for group, attacks in GROUPS.items():
        wanted = [
            one
            for one in attacks
            if asked.group in {None, group}
            and (asked.only is None or f"{group}/{one.name}".startswith(asked.only))
        ]
        if not wanted:
            continue
        if asked.list:
            for one in wanted:
                print(f"{group}/{one.name}  ({one.promise})")
            continue
        failed += _run_group(group, wanted, asked.keep, asked.seconds)
    raise SystemExit(bool(failed))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--group", choices=sorted(GROUPS))
    parser.add_argument("--only")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--seconds", type=float, default=HARD_SECONDS)
    parser.add_argument("--list", action="store_true")
    return parser.parse_args()


def _run_group(group: str, attacks: Sequence[Attack], keep: Path | None, seconds: float) -> int:
    start = time.monotonic()
    failed = 0
    for attack in attacks:
        place = (
            Path(tempfile.mkdtemp(prefix="xl-asn-attack-"))
            if keep is None
            else keep / group / attack.name
        )
        subprocess.run(["/bin/rm", "-rf", place], check=False)  # deeper than calls can
        what, ended, faults = tried(attack, place, seconds)
        if faults:
            failed += 1
            _tell(f"{group}/{attack.name}", attack, what, ended, faults)
        if keep is None:
            subprocess.run(["/bin/rm", "-rf", place], check=False)  # deeper than calls can
    held = len(attacks) - failed
    print(
        f"{group}: tried {len(attacks)}, held {held}, failed {failed} "
        f"({time.monotonic() - start:.0f} s)",
        flush=True,
    )
    return failed


def _tell(name: str, attack: Attack, what: Tried, ended: Ended, faults: Sequence[str]) -> None:
    line = shlex.join(
        ["xl-asn", *command(what)[3:]] if not what.hook else ["xl-asn", *map(str, what.words)]
    )
    print(
        f"- **{name}** (promise {attack.promise}): `{line[:200]}`"
        f"{' with a hook' if what.hook else ''}: status {ended.status}; {'; '.join(faults)}"
    )
    print(f"  again: python -m tests.attack --only {name} --keep FOLDER", flush=True)


if __name__ == "__main__":
    main()
