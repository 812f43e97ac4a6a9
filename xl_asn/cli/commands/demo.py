"""``xl-asn demo``: the main job on the published examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xl_asn.cli.declared import Option


def demo(
    ut: Annotated[Path, Option("Mappen som exemplen läggs i.")] = Path("demo"),
) -> int:
    """Kör hela jobbet på de tre publicerade månadsrapporterna."""
    from xl_asn.cli.demo import run_demo

    return run_demo(ut)
