"""``xl-asn validera``: check files and folders."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from unicodedata import normalize

from xl_asn.cli.declared import Argument, Option
from xl_asn.cli.exits import FAILED, STANDARD_OUTPUT, stop, write, write_json
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.cli.unit_pages import refuse_no_folder, with_pages, without_pages
from xl_asn.cli.words import chosen

if TYPE_CHECKING:
    from xl_asn.batch.cache import Cache
    from xl_asn.batch.cluster_reach import Reach
    from xl_asn.batch.paths import LinkOut
    from xl_asn.batch.since import Marking
    from xl_asn.batch.together import Together
    from xl_asn.batch.verdicts import Verdict
    from xl_asn.batch.workers import Judges
    from xl_asn.files.changing.outputs import Outputs


class Shape(Enum):
    """How ``validera`` answers."""

    TABLE = "tabell"
    JSON = "json"
    PAGE = "html"
    BOOK = "xlsx"


def validera(  # noqa: PLR0913 - so many options
    sokvag: Annotated[list[str], Argument("Filer, mappar och mönster.", "SÖKVÄG")],
    form: Annotated[
        str, Option("Så visas svaret: tabell, json, html eller xlsx.", "format")
    ] = "tabell",
    ut: Annotated[str | None, Option("Skriv svaret till en fil; - är skärmen.")] = None,
    jobb: Annotated[
        int | None, Option("Antal filer åt gången. Utan valet: datorns kärnor.", at_least=1)
    ] = None,
    kluster: Annotated[
        str | None, Option("Kör på ett Dask-kluster, till exempel tls://10.0.0.5:8786.")
    ] = None,
    sedan: Annotated[
        Path | None, Option("Märk vad som är nytt och rättat sedan ett tidigare svar, en json-fil.")
    ] = None,
    per_enhet: Annotated[
        Path | None, Option("Mapp för en sida per enhet, med brev och det som ska rättas.")
    ] = None,
    *,
    certifikat: Annotated[str | None, Option("Mapp med klustrets certifikat.")] = None,
    hemlighet: Annotated[str | None, Option("Fil med klustrets hemlighet.")] = None,
    osaker: Annotated[bool, Option("Utan certifikat, till ett kluster på samma dator.")] = False,
    utan_cache: Annotated[bool, Option("Läs alla filer på nytt, även kända.")] = False,
) -> int:
    """Kontrollera filer och mappar. Ingenting skrivs i dem."""
    shape = _shape(form, ut)
    reach = _reach(jobb, kluster, certifikat, hemlighet, is_insecure=osaker)
    refuse_no_folder(per_enhet)
    outputs = outputs_of((*(reach.files if reach else ()), sedan), ("--ut", ut))
    marking = None if sedan is None else _marking(sedan)
    paths = without_pages(_inputs(sokvag, outputs), per_enhet)
    with contextlib.ExitStack() as stack:
        found = _found(stack, paths, jobb, reach, utan_cache=utan_cache)
        together = _together(sokvag)
        found = together.gathered(found if marking is None else marking.marked(found))
        verdicts, pages = with_pages(per_enhet, found, together, outputs)
        failed = _answered(shape, ut or STANDARD_OUTPUT, verdicts, outputs, marking, together)
    _tell(ut, pages.said, err=shape is not Shape.TABLE and ut in {None, STANDARD_OUTPUT})
    return FAILED if failed else 0


def _together(words: list[str]) -> Together:
    """Return what gathers what the files say together, and knows the folders that they lie in."""
    from xl_asn.batch.paths import folders_within
    from xl_asn.batch.together import Together

    return Together(folders_within(words))


def _found(
    stack: contextlib.ExitStack,
    paths: list[Path | LinkOut],
    jobs: int | None,
    reach: Reach | None,
    *,
    utan_cache: bool,
) -> Iterable[Verdict]:
    """Return the verdicts on files, as they come; what judges them ends with the stack."""
    from xl_asn.batch.run import judged
    from xl_asn.cli.progress import with_progress

    judges = stack.enter_context(_judges(jobs, reach, len(paths)))
    cache = None if utan_cache else stack.enter_context(_cache())
    return with_progress(judged(paths, judges, cache), len(paths))


def _tell(ut: str | None, said: tuple[str, ...], *, err: bool) -> None:
    """Say what was written; ``err`` where standard output is the answer to another program."""
    if ut not in {None, STANDARD_OUTPUT}:
        say(f"Svaret är skrivet. Öppna {ut} och läs det.")
    say(*said, err=err)


def _cache() -> Cache:
    """Return the user's store of verdicts; what is to be known of one that is not used is said."""
    from xl_asn.batch.cache import Cache

    cache = Cache.of_user()
    if cache.remark:
        say(cache.remark, err=True)
    return cache


def _shape(form: str, ut: str | None) -> Shape:
    """Return the shape that is asked for; stop where it is unknown or no screen can show it."""
    shape = Shape(chosen("Formatet", form, [shape.value for shape in Shape]))
    if shape is Shape.BOOK and ut in {None, STANDARD_OUTPUT}:
        stop(
            "En arbetsbok kan inte visas på skärmen. Ange en fil med --ut, till exempel svar.xlsx."
        )
    return shape


def _inputs(words: list[str], outputs: Outputs) -> list[Path | LinkOut]:
    """Return the files to judge: an earlier answer of ours, where the next is to be, is none."""
    from xl_asn.batch.paths import NothingThereError, expand

    try:
        found = expand(words)
    except NothingThereError as error:
        stop(f"{error} Ange en fil, en mapp eller ett mönster som finns.")
    if outputs.is_empty:
        return found
    from xl_asn.batch.own_answer import is_own_answer

    named = {Path(normalize(form, word)) for word in words for form in ("NFC", "NFD")}
    written = [path for path in found if isinstance(path, Path) and outputs.is_written(path)]
    earlier = [path for path in written if path not in named and is_own_answer(path)]
    outputs.also_read(path for path in written if path not in earlier)
    if len(earlier) == len(found):
        stop(f"{found[0]} är svaret från en tidigare körning, och något annat finns inte där.")
    return [path for path in found if path not in earlier]


def _reach(
    jobs: int | None,
    cluster: str | None,
    certificates: str | None,
    secret: str | None,
    *,
    is_insecure: bool,
) -> Reach | None:
    """Return how the cluster is reached, if there is one; stop where that is not safe."""
    if cluster is None:
        if certificates is not None or secret is not None or is_insecure:
            stop("--certifikat, --hemlighet och --osaker gäller bara med --kluster.")
        return None
    from xl_asn.batch.cluster_reach import NoClusterError, Reach

    if jobs is not None:
        stop("--jobb gäller den här datorn och går inte ihop med --kluster.")
    try:
        return Reach.of(cluster, certificates, secret, is_insecure=is_insecure)
    except NoClusterError as error:
        stop(str(error))


def _judges(
    jobs: int | None, reach: Reach | None, files: int
) -> contextlib.AbstractContextManager[Judges]:
    """Return whoever is to judge the files: processes here, or a cluster."""
    if reach is None:
        from xl_asn.batch.workers import Workers

        return Workers(min(jobs or os.cpu_count() or 1, files))
    from xl_asn.batch.cluster import Cluster
    from xl_asn.batch.cluster_reach import NoClusterError

    try:
        return Cluster(reach, tell=lambda sentence: say(sentence, err=True))
    except NoClusterError as error:
        stop(str(error))


def _marking(earlier: Path) -> Marking:
    """Return what marks findings by an earlier answer, which is read in a bounded process."""
    from xl_asn.batch.since import Marking, read_earlier
    from xl_asn.cli.work import worked

    return Marking(worked(earlier, partial(read_earlier, earlier)))


def _answered(
    shape: Shape,
    target: str,
    verdicts: Iterable[Verdict],
    outputs: Outputs,
    marking: Marking | None,
    together: Together,
) -> bool:
    """Write the answer; return whether any file fails."""
    if not outputs.is_empty:
        verdicts = list(verdicts)
        outputs.also_read(path for verdict in verdicts for path in verdict.read_beside())
    if shape is Shape.TABLE:
        from xl_asn.cli.verdicts import show_verdicts

        to_file = None if target == STANDARD_OUTPUT else partial(write, target, outputs=outputs)
        return show_verdicts(verdicts, to_file, marking, together)
    known = list(verdicts)
    said = together.remarks()
    if shape is Shape.JSON:
        from xl_asn.batch.verdicts import answer

        earlier = None if marking is None else marking.name
        gone = () if marking is None else marking.gone
        write_json(
            target, answer(known, earlier, gone, [remark.as_json() for remark in said]), outputs
        )
    elif shape is Shape.PAGE:
        from xl_asn.batch.summary_page import summary_page

        write(target, summary_page(known, said).encode(), outputs)
    else:
        from xl_asn.batch.summary_book import summary_book

        write(target, summary_book(known, said), outputs)
    return any(verdict.fails for verdict in known)
