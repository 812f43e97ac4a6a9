"""Folders for new files: made where they are missing, and taken away when nothing comes of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from xl_asn.files.changing.not_published import NotPublished, is_full


@contextlib.contextmanager
def made_folders(folders: Iterable[Path]) -> Iterator[None]:
    """Make folders, with those above them; if the context fails, remove those that were made.

    Raises:
        NotPublished: a folder could not be made; those before it are removed.
    """
    made: list[Path] = []
    try:
        for folder in dict.fromkeys(folders):
            _make(folder, made)
        yield
    except BaseException:
        for folder in reversed(made):
            with contextlib.suppress(OSError):  # somebody has put something there
                folder.rmdir()
        raise


def _make(folder: Path, made: list[Path]) -> None:
    try:
        missing = [path for path in (folder, *folder.parents) if not path.is_dir()]
        for path in reversed(missing):
            try:
                path.mkdir()
            except FileExistsError:
                if not path.is_dir():  # else somebody has made it in the meantime
                    raise
            else:
                made.append(path)
    except (FileExistsError, NotADirectoryError) as error:
        message = (
            f"{folder} går inte att skapa, för en del av sökvägen är en fil och ingen mapp. "
            "Välj en annan mapp."
        )
        raise NotPublished(message) from error
    except OSError as error:
        message = f"Mappen {folder} gick inte att skapa. Välj en mapp där du får skriva."
        if is_full(error):
            message = (
                f"Disken är full, så mappen {folder} gick inte att skapa. "
                "Frigör utrymme och försök igen."
            )
        raise NotPublished(message) from error
