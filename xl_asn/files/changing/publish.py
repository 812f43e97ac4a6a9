"""Bytes → files, whole: whoever opens one sees the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from xl_asn.files.changing.not_published import NotPublished as NotPublished  # noqa: PLC0414
from xl_asn.files.changing.not_published import told
from xl_asn.files.changing.seen import NOTHING, Seen
from xl_asn.files.changing.turns import alone_in
from xl_asn.files.changing.unfinished import clear, opened_beside, second_name
from xl_asn.files.changing.written import Written

_MOST_NAMES: Final = 1_000


def publish(
    target: Path, data: bytes, *, instead_of: Seen | None = None, like: Path | None = None
) -> None:
    """Put ``data`` in place of the file ``target``, or make it; its permissions stay.

    The bytes are written to a new file beside it, forced to the disk, and given its name in one
    step. A link is followed: the file that it leads to is replaced. Where the old file cannot be
    replaced, because Excel holds it, the new one is left beside it with ``(ny)`` in its name.

    Args:
        target: the file.
        data: its new content.
        instead_of: what stood there when the new content was made; where something else does
            now, it is not replaced.
        like: a file whose permissions a new one is to have.

    Raises:
        NotPublished: the file is not saved under its name; the old one is as it was.
    """
    with told(target):
        _publish([Written.of(target, data, instead_of, like)])


def publish_all(
    files: Mapping[Path, bytes], *, instead_of: Mapping[Path, Seen] = MappingProxyType({})
) -> None:
    """Publish a set of files: all are on the disk before the first gets its name.

    Where one cannot get its name, those before it are put back as they were. A program that is
    killed between two names leaves some new and some old files, each whole.

    Raises:
        NotPublished: none of the files is saved, or the message says which is.
    """
    written = []
    for target, data in files.items():
        with told(target):
            written.append(Written.of(target, data, instead_of.get(target)))
    if written:
        with told(written[0].target):
            _publish(written)


def back_up(target: Path, now: datetime) -> Path | None:
    """Copy a file to a new name that tells the time, beside it; None where there is no such file.

    Raises:
        NotPublished: the copy could not be made.
    """
    with told(target):
        try:
            old = target.read_bytes()
        except FileNotFoundError:
            return None
    copy = _free(target, f"säkerhetskopia {now:%Y-%m-%d %H.%M.%S}")
    publish(copy, old, instead_of=NOTHING, like=target)
    return copy


def _publish(files: Sequence[Written]) -> None:
    folders = dict.fromkeys(file.target.parent for file in files)
    with alone_in(folders), contextlib.ExitStack() as under_way:
        for folder in folders:
            clear(folder)
        for file in files:
            with told(file.target):
                file.new, handle = under_way.enter_context(opened_beside(file.target))
                file.write(handle)
        for file in files:
            if file.old is not None and len(files) > 1:
                file.kept = under_way.enter_context(second_name(file.target))
        for file in files:
            with told(file.target):
                file.refuse_changed()
        _name(files)
        for folder in folders:
            _force_folder(folder)


def _name(files: Sequence[Written]) -> None:
    """Give each new file its lasting name; where one gets none, put back those before it."""
    done: list[Written] = []
    try:
        for file in files:
            with told(file.target):
                try:
                    file.new.replace(file.target)
                except PermissionError as error:
                    if len(files) == 1:
                        _keep_beside(file, error)
                    raise NotPublished(_open(file.target)) from error
            done.append(file)
    except BaseException as error:
        changed = [file.target.name for file in reversed(done) if not file.put_back()]
        if changed:
            message = f"{error} Men {', '.join(changed)} är redan den nya."
            raise NotPublished(message) from error
        raise


def _keep_beside(file: Written, error: PermissionError) -> None:
    """Give the new file a name of its own, and say so."""
    kept = _free(file.target, "ny")
    try:
        file.new.replace(kept)
    except OSError:
        return
    _force_folder(kept.parent)
    message = (
        f"{file.target.name} kunde inte ersättas, troligen för att den är öppen i Excel. "
        f"Resultatet finns i {kept.name} i samma mapp. Stäng {file.target.name} och försök igen."
    )
    raise NotPublished(message) from error


def _open(target: Path) -> str:
    return (
        f"{target.name} kunde inte ersättas, troligen för att den är öppen i Excel eller ett "
        f"annat program. Stäng {target.name} och försök igen; den gamla filen är orörd."
    )


def _free(target: Path, what: str) -> Path:
    """Return a name beside a file that no file has: its own, and what it is."""
    ends = (f" {number}" if number > 1 else "" for number in range(1, _MOST_NAMES))
    names = (target.with_name(f"{target.stem} ({what}{end}){target.suffix}") for end in ends)
    return next(name for name in names if not os.path.lexists(name))


def _force_folder(folder: Path) -> None:
    """Force the new name to the disk, where folders can be opened; the file is there already."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
