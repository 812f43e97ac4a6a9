"""``validera --per-enhet``: a page for each unit that has something to mend, in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_asn.cli.exits import STANDARD_OUTPUT, stop
from xl_asn.model.listing import listed

if TYPE_CHECKING:
    from xl_asn.batch.paths import LinkOut
    from xl_asn.batch.shares import Share
    from xl_asn.batch.together import Remark, Together
    from xl_asn.batch.verdicts import Verdict
    from xl_asn.files.changing.outputs import Outputs

_OPTION: Final = "--per-enhet"
_ENDING: Final = ".html"
_MOST_NAMED: Final = 20


class UnitPages(NamedTuple):
    """The pages by path, and what there is to say of them when they are written."""

    files: Mapping[Path, bytes] = {}
    said: tuple[str, ...] = ()

    def put(self, outputs: Outputs) -> None:
        """Write the pages, all of them or none; their folder is made where it is missing."""
        from xl_asn.files.changing.made_folders import made_folders
        from xl_asn.files.changing.not_published import NotPublished

        try:
            with made_folders(path.parent for path in self.files):
                outputs.publish_all(self.files)
        except NotPublished as error:
            stop(str(error))
        except OSError as error:
            stop(f"{error.filename} går inte att skriva. Välj en annan mapp med {_OPTION}.")


def refuse_no_folder(folder: Path | None) -> None:
    """Stop where the pages cannot be put, before anything is read."""
    if folder is None:
        return
    if STANDARD_OUTPUT in folder.parts[:1]:
        stop(f"Sidorna kan inte visas på skärmen. Ange en mapp med {_OPTION}.")
    if folder.exists() and not folder.is_dir():
        stop(f"{folder} är en fil. Ange en mapp med {_OPTION}.")


def without_pages(found: list[Path | LinkOut], folder: Path | None) -> list[Path | LinkOut]:
    """Return the files to judge: pages of an earlier run, where new ones are to be, are none."""
    if folder is None:
        return found
    from xl_asn.batch.unit_page import is_unit_page

    there = folder.resolve()
    kept = [
        one
        for one in found
        if not isinstance(one, Path)
        or one.suffix != _ENDING
        or one.parent.resolve() != there
        or not is_unit_page(one)
    ]
    if not kept:
        stop(f"I {folder} finns bara sidor från en tidigare körning. Ange det som ska granskas.")
    return kept


def with_pages(
    folder: Path | None, verdicts: Iterable[Verdict], together: Together, outputs: Outputs
) -> tuple[Iterable[Verdict], UnitPages]:
    """Write the pages, where there is a folder for them, and return the verdicts with them.

    Raises:
        ToldError: one of them is an input, or another output.
    """
    if folder is None:
        return verdicts, UnitPages()
    known = list(verdicts)
    pages = unit_pages(folder, known, together.remarks(), outputs)
    pages.put(outputs)
    return known, pages


def unit_pages(
    folder: Path, verdicts: Sequence[Verdict], together: Sequence[Remark], outputs: Outputs
) -> UnitPages:
    """Make the pages, and see to it that they write over nothing but such pages.

    Raises:
        ToldError: one of them is an input, or another output.
    """
    from xl_asn.batch.shares import shared_out
    from xl_asn.batch.unit_page import is_unit_page, unit_page
    from xl_asn.model.file_names import stems_of

    shares = shared_out(verdicts, together)
    # Those without a page have a name too: whoever has two alike keeps hers until the next run.
    names = stems_of(share.name for share in shares)
    paths = {share.name: folder / f"{names[share.name]}{_ENDING}" for share in shares}
    files = {paths[share.name]: unit_page(share).encode() for share in shares if share.to_do}
    outputs.also_read(Path(verdict.file) for verdict in verdicts)
    outputs.also_read(path for verdict in verdicts for path in verdict.read_beside())
    outputs.also_write((_OPTION, path) for path in files)
    for path in files:
        if path.exists() and not is_unit_page(path):
            stop(
                f"{path} är inte skriven av programmet och ersätts inte. "
                f"Flytta den, eller ange en annan mapp med {_OPTION}."
            )
    there = sorted(folder.glob(f"*{_ENDING}"))
    left = [path.name for path in there if path not in files and is_unit_page(path)]
    return UnitPages(files, tuple(_said(folder, shares, paths, left)))


def _said(
    folder: Path, shares: Sequence[Share], paths: Mapping[str, Path], left: list[str]
) -> Iterable[str]:
    units = [share for share in shares if not share.is_others]
    pages = [paths[share.name].name for share in shares if share.to_do]
    many = "1 enhet" if len(units) == 1 else f"{len(units)} enheter"
    files = "1 fil" if len(pages) == 1 else f"{len(pages)} filer"
    yield f"{many}, {files}" + (f" i {folder}: {_listed(pages)}." if pages else ".")
    if free := [share.name for share in units if not share.to_do]:
        yield f"Inget att rätta: {_listed(free)}."
    if left:
        yield f"Kvar från en tidigare körning, och gäller inte längre: {_listed(left)}."


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return listed(names if more <= 0 else [*names[:_MOST_NAMED], f"{more} till"])
