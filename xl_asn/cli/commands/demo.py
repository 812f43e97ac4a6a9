"""``xl-asn demo``: the main job on the published examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    ut: Annotated[Path, typer.Option(help="Mappen som exemplen läggs i.")] = Path("demo"),
) -> None:
    """Kör hela jobbet på de tre publicerade månadsrapporterna."""
    from xl_asn.cli.demo import run_demo

    raise typer.Exit(run_demo(ut))
