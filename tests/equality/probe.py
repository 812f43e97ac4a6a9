"""Runs commands of one commit's command line, and keeps all that came of them.

A script of its own: ``python probe.py TASKS FOLDER SECONDS``, with the commit's files first on
the path. It knows no module but ``xl_asn.__main__``, since two commits may keep the rest in other
places.
``TASKS`` is JSON, a list of ``{"folder": …, "arguments": […], "extra": …}``. Each command runs in
its folder below ``FOLDER``: what it writes stays there, its exit status and streams in
``_answer.json``. Where a command took more than ``SECONDS``, the extra ones about the same
workbook are left out.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

ANSWER = "_answer.json"
FILES = "filer"
_REAL = dt.datetime


class _Kind(type):
    """Every moment is one of ours, whoever made it."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, _REAL)


class _Pinned(_REAL, metaclass=_Kind):
    """A clock that stands still, so that both commits write the same moment."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> _Pinned:
        return cls(2026, 1, 15, 8, 30, tzinfo=tz)

    @classmethod
    def utcnow(cls) -> _Pinned:
        return cls.now()

    @classmethod
    def today(cls) -> _Pinned:
        return cls.now()


def main(tasks: Path, folder: Path, seconds: float) -> None:
    """Run every task; a version number is no difference, so both commits are given the same."""
    dt.datetime = _Pinned  # type: ignore[misc] # before anything imports it
    import xl_asn  # noqa: PLC0415

    xl_asn.__version__ = "0"
    slow: set[Path] = set()
    for task in json.loads(tasks.read_text(encoding="utf-8")):
        place = folder / task["folder"]
        if task.get("extra") and place.parent in slow:
            continue
        begun = time.monotonic()
        place.mkdir(parents=True)
        os.chdir(place)
        answer = _run(task["arguments"])
        if task["arguments"][0] == "validera" and answer["stdout"]:
            answer["stdout"] = _without_files(json.loads(answer["stdout"]), folder)
            answer["stderr"] = ""  # how far it had come, and how long was left
        _keep(place, answer)
        if time.monotonic() - begun > seconds:
            slow.add(place.parent)


def _run(arguments: list[str]) -> dict[str, Any]:
    from xl_asn.__main__ import main as run  # noqa: PLC0415

    sys.argv = ["xl-asn", *arguments]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    status: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run()
        except SystemExit as left:
            status = left.code
    texts = {}
    for name, stream in (("stdout", out), ("stderr", err)):
        stream.flush()
        texts[name] = stream.buffer.getvalue().decode()
    return {"status": status, **texts}


def _without_files(judged: dict[str, Any], folder: Path) -> str:
    """Keep what was said of each file beside what else was asked about it; return the rest."""
    for one in judged.pop(FILES):
        path = Path(one["fil"])
        place = folder / path.parent.name / path.name / "validera"
        place.mkdir(parents=True, exist_ok=True)
        _keep(place, {"status": 0, "stdout": json.dumps(one), "stderr": ""})
    return json.dumps(judged)


def _keep(place: Path, answer: dict[str, Any]) -> None:
    (place / ANSWER).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":  # the processes that validera starts import this file, too
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
