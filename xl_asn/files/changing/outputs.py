"""What a command reads and what it writes: no output is an input, and no two are one file.

It is made before anything is read, and refuses then. It remembers what stood at every output, so
that nobody's save in the meantime is written over.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from xl_asn.files.changing import held
from xl_asn.files.changing.not_published import NotPublished
from xl_asn.files.changing.publish import publish, publish_all
from xl_asn.files.changing.same_file import Place
from xl_asn.files.changing.seen import NOTHING, Seen, content, seen_at

_MOST_LOOKED_AT: Final = 10_000
_STANDARD_OUTPUT: Final = "-"
_INSTEAD: Final = "--ut"


class _Output(NamedTuple):
    option: str
    place: Place


class Outputs:
    """The files that a command writes.

    Args:
        reads: what it reads; None is nothing.
        writes: what it writes, with the option that says where; None and ``-`` are no files.
        replaces: what it reads, and writes anew where there is no ``--ut``.

    Raises:
        NotPublished: an output is an input, or another output, or is open in another program.
    """

    def __init__(
        self,
        reads: Iterable[Path | None],
        writes: Iterable[tuple[str, Path | str | None]],
        replaces: Path | None = None,
    ) -> None:
        self._read = [Place(path) for path in reads if path is not None]
        self._written: list[_Output] = []
        self._seen: dict[Path, Seen] = {}
        self._replaced = replaces
        writes = tuple(writes)
        self.remarks: list[str] = []
        """What the user should know before the files are written, as sentences."""
        if replaces is not None and dict(writes).get(_INSTEAD) is None:
            self._look_at(replaces)
        self.also_write(writes)

    def also_write(self, writes: Iterable[tuple[str, Path | str | None]]) -> None:
        """Take in more outputs, whose names are known only now; those that were known are passed.

        Raises:
            NotPublished: as for those that were known at once.
        """
        known = {(output.option, output.place.path) for output in self._written}
        for option, path in writes:
            if path is None or str(path) == _STANDARD_OUTPUT or (option, Path(path)) in known:
                continue
            output = _Output(option, Place(Path(path)))
            self._refuse_same(output)
            _refuse_folder(output)
            self._written.append(output)
            if output.place.path not in self._seen:
                self._look_at(output.place.path)

    def also_read(self, paths: Iterable[Path]) -> None:
        """Take in more inputs, such as those that a workbook has named.

        Raises:
            NotPublished: one of them is an output.
        """
        places = [Place(path) for path in paths]
        self._read += places
        for output in self._written:
            self._refuse_input(output, places)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written but to the screen."""
        return not self._written

    def is_written(self, path: Path) -> bool:
        """Return whether a path leads to an output."""
        place = Place(path)
        return any(output.place.is_same(place) for output in self._written)

    def publish(self, target: Path, data: bytes, *, made_from: bytes | None = None) -> None:
        """Put ``data`` in place of what stood at an output; see :func:`publish.publish`.

        ``made_from`` is what was read of a file that is replaced.

        Raises:
            NotPublished: the file is not saved under its name; the old one is as it was.
        """
        seen = self._seen.get(target) if made_from is None else content(made_from)
        publish(target, data, instead_of=seen)

    def publish_all(self, files: Mapping[Path, bytes]) -> None:
        """Put a set of files in place of what stood at some outputs, all or none.

        Raises:
            NotPublished: none is saved, or the message says which is.
        """
        publish_all(files, instead_of=self._seen)

    def _refuse_same(self, output: _Output) -> None:
        self._refuse_input(output, self._read)
        for other in self._written:
            if other.place.is_same(output.place):
                options = " och ".join(dict.fromkeys((other.option, output.option)))
                message = (
                    f"{other.place.path} och {output.place.path} skulle bli samma fil. "
                    f"Ange olika namn med {options}."
                )
                raise NotPublished(message)

    def _refuse_input(self, output: _Output, inputs: Iterable[Place]) -> None:
        for place in inputs:
            if output.place.is_same(place):
                message = (
                    f"{output.place.path} är samma fil som {place.path}, som läses. "
                    f"Ange en annan plats med {output.option}, så skrivs den inte över."
                )
                if output.option == _INSTEAD and place.path == self._replaced:
                    message += f" Utan {_INSTEAD} ersätts filen själv."
                raise NotPublished(message)

    def _look_at(self, path: Path) -> None:
        """Remember what stands at a path, and what the user should know of it."""
        lock = held.lock_of(path)
        with contextlib.suppress(OSError, ValueError):  # said of it when it is written
            self._seen[path] = seen_at(path)
        if self._seen.get(path) in {None, NOTHING}:
            return
        if lock is not None:
            if not lock.is_left:
                raise NotPublished(held.refusal(path, lock))
            self.remarks.append(held.remark(lock))
        self.remarks += _of_other_names(path)


def _refuse_folder(output: _Output) -> None:
    with contextlib.suppress(OSError, ValueError):  # said of it when it is written
        if output.place.path.is_dir():
            message = (
                f"{output.place.path} är en mapp och ersätts inte. "
                f"Välj ett annat namn eller en annan mapp med {output.option}."
            )
            raise NotPublished(message)


def _of_other_names(path: Path) -> Iterator[str]:
    """Yield a sentence where a file has other names: a new file takes but one of them."""
    real = Path(os.path.realpath(path))
    with contextlib.suppress(OSError):
        status = real.stat()
        if status.st_nlink <= 1:
            return
        with os.scandir(real.parent) as entries:
            others = [
                entry.name
                for entry in islice(entries, _MOST_LOOKED_AT)
                if entry.name != real.name and entry.inode() == status.st_ino
            ]
        named = f" ({', '.join(sorted(others))})" if others else ""
        yield (
            f"{path.name} har fler namn{named}: det är hårda länkar till samma fil. Det som "
            f"sparas nu får bara namnet {path.name}; under de andra står det gamla kvar."
        )
