"""``xl-asn arkiv``: a folder of reports as one table, and how good the forecasts were."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.cli.words import chosen

if TYPE_CHECKING:
    from xl_asn.batch.paths import LinkOut
    from xl_asn.files.changing.outputs import Outputs
    from xl_asn.model.archive import Archive

_FORMATS: Final = ("xlsx", "html", "csv")
_ENDINGS: Final = {
    "xlsx": (".xlsx",), "html": (".html",), "csv": (".csv", ".datapackage.json"),
}  # fmt: skip


def arkiv(
    mapp: Annotated[Path, Argument("Mappen med rapporterna.", "MAPP")],
    ut: Annotated[Path, Option("Filen som arkivet skrivs i, till exempel arkiv.xlsx.")],
    formats: Annotated[
        str, Option("Ett eller flera av xlsx,html,csv. De får samma namn som --ut.", "format")
    ] = "xlsx",
    json_ut: JsonTarget = None,
    *,
    utan_cache: Annotated[bool, Option("Läs alla filer på nytt, även kända.")] = False,
) -> int:
    """Samla en mapp med rapporter till ett arkiv, och visa hur bra prognoserna har varit."""
    paths = _written(ut, formats)
    outputs = outputs_of((), *(("--ut", path) for path in paths), ("--json", json_ut))
    files = _inputs(mapp, outputs)
    top = mapp if mapp.is_dir() else mapp.parent
    archive = _archive(files, top, is_cached=not utan_cache)
    if not archive.boards:
        _tell_of_none(archive)
    made = _made(archive, paths)
    outputs.publish_all(made)
    if json_ut is not None:
        from xl_asn.cycle.archive.answering import as_json

        write_json(json_ut, as_json(archive), outputs)
    if json_ut != STANDARD_OUTPUT:
        from xl_asn.cycle.archive.answering import lines

        say(*lines(archive, paths))
    return 0


def _written(ut: Path, formats: str) -> tuple[Path, ...]:
    """Return the files to write, those of the format that ``--ut`` names first."""
    names = dict.fromkeys(chosen("Formatet", word.strip(), _FORMATS) for word in formats.split(","))
    own = ut.suffix.casefold().removeprefix(".")
    if ut.name == STANDARD_OUTPUT or (own and own not in names):
        wanted = next(iter(names))
        stop(
            f"{ut} passar inte ihop med --format {','.join(names)}. Ange en fil som heter något "
            f"på .{wanted}, till exempel arkiv.{wanted}."
        )
    stem = ut.with_suffix("") if own else ut
    ordered = sorted(names, key=lambda name: name != own)
    return tuple(
        stem.with_name(stem.name + ending) for name in ordered for ending in _ENDINGS[name]
    )


def _inputs(mapp: Path, outputs: Outputs) -> list[Path | LinkOut]:
    """Return the files to read: an earlier archive of ours, where the next is to be, is none."""
    from xl_asn.batch.paths import NothingThereError, expand
    from xl_asn.cycle.archive.own import is_own_archive

    try:
        found = expand([str(mapp)])
    except NothingThereError as error:
        stop(f"{error} Ange mappen som rapporterna ligger i.")
    written = [path for path in found if isinstance(path, Path) and outputs.is_written(path)]
    earlier = [path for path in written if path != mapp and is_own_archive(path)]
    outputs.also_read(path for path in written if path not in earlier)
    if len(earlier) == len(found):
        stop(f"{mapp} har bara ett tidigare arkiv. Ange mappen som rapporterna ligger i.")
    return [path for path in found if path not in earlier]


def _archive(files: Sequence[Path | LinkOut], top: Path, *, is_cached: bool) -> Archive:
    from xl_asn.batch.bounded import Processes
    from xl_asn.batch.cache import Cache
    from xl_asn.cli.progress import with_progress
    from xl_asn.cycle.archive.gathering import archive_of, gathered

    with contextlib.ExitStack() as stack:
        cache = stack.enter_context(Cache.of_user()) if is_cached else None
        if cache is not None and cache.remark:
            say(cache.remark, err=True)
        processes = Processes(min(os.cpu_count() or 1, len(files)))
        stack.callback(processes.stop)
        found = gathered(files, processes, cache)
        return archive_of([*with_progress(found, len(files), "Läser")], top)


def _tell_of_none(archive: Archive) -> None:
    """Stop where no file is a report, and say of each why."""
    most = 20
    told = [f"{file.file}: {file.why or file.became}" for file in archive.files]
    more = [f"och {len(told) - most} filer till"] if len(told) > most else []
    stop(["Ingen fil i mappen är en rapport som kan läsas, så inget arkiv skrivs.",
          *told[:most], *more])  # fmt: skip


def _made(archive: Archive, paths: Sequence[Path]) -> Mapping[Path, bytes]:
    from xl_asn.cycle.archive.answering import open_data

    made: dict[Path, bytes] = {}
    for path in paths:
        match path.suffix:
            case ".xlsx":
                from xl_asn.cycle.archive.book import archive_book
                from xl_asn.pages.archive_page import archive_page, files_page

                made[path] = archive_book(
                    archive, [archive_page(archive), files_page(archive.files)]
                )
            case ".html":
                from xl_asn.cycle.archive.page import archive_page as page

                made[path] = page(archive)
            case ".csv":
                for name, data in open_data(archive, path.stem).items():
                    made[path.with_name(name)] = data
    return made
