"""``xl-asn jamfor``: what has changed between two drafts of a document, or two periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated, Any, NamedTuple

from xl_asn.cli.declared import Argument, Option
from xl_asn.cli.exits import STANDARD_OUTPUT, stop, write, write_json
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import Line, plain, say
from xl_asn.cli.words import chosen
from xl_asn.cli.work import DOCUMENT_BYTES, worked

#: Two workbooks are computed, each with what it names, and one document may be made.
_TIMES = 4


class Shape(Enum):
    """How ``jamfor`` answers."""

    TABLE = "tabell"
    JSON = "json"
    PAGE = "html"
    BOOK = "xlsx"
    WORD = "docx"


def jamfor(
    fore: Annotated[Path, Argument("Arbetsboken som den var.", "FÖRE")],
    efter: Annotated[Path, Argument("Arbetsboken som den är.", "EFTER")],
    form: Annotated[
        str, Option("Så visas svaret: tabell, json, html, xlsx eller docx.", "format")
    ] = "tabell",
    ut: Annotated[str | None, Option("Skriv svaret till en fil; - är skärmen.")] = None,
) -> int:
    """Visa vad som har ändrats mellan två utkast eller två perioder. Ingenting skrivs i dem."""
    shape = _shape(form, ut)
    outputs = outputs_of([fore, efter], ("--ut", ut))
    target = ut or STANDARD_OUTPUT
    folder = Path() if target == STANDARD_OUTPUT else Path(target).parent
    work = partial(_compared, fore, efter, shape, folder, get_terminal_size().columns)
    larger = max((fore, efter), key=_size)  # which tells how long the two may take
    made = worked(larger, work, times=_TIMES, memory=DOCUMENT_BYTES)
    outputs.also_read(made.beside)
    if made.answer is not None:
        write_json(target, made.answer, outputs)
    elif made.document is not None:
        write(target, made.document, outputs)
    elif target == STANDARD_OUTPUT:
        say(*made.lines)
    else:
        write(target, "".join(f"{plain(line)}\n" for line in made.lines).encode(), outputs)
    if target != STANDARD_OUTPUT:
        say(f"Jämförelsen är skriven. Öppna {ut} och läs den.")
    return 0


def _size(path: Path) -> int:
    """Return how large a file is; what cannot be asked is told when it is read."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _shape(form: str, ut: str | None) -> Shape:
    """Return the shape that is asked for; stop where no screen can show it."""
    shape = Shape(chosen("Formatet", form, [shape.value for shape in Shape]))
    if shape in {Shape.BOOK, Shape.WORD} and ut in {None, STANDARD_OUTPUT}:
        what = "En arbetsbok" if shape is Shape.BOOK else "Ett dokument"
        example = f"jamforelse.{shape.value}"
        stop(f"{what} kan inte visas på skärmen. Ange en fil med --ut, till exempel {example}.")
    return shape


class _Made(NamedTuple):
    """A comparison in the shape that is asked for, and what was read for it beside the two."""

    answer: Mapping[str, Any] | None = None
    document: bytes | None = None
    lines: Sequence[Line] = ()
    beside: Sequence[Path] = ()


def _compared(before: Path, after: Path, shape: Shape, folder: Path, width: int) -> _Made:
    """Read, compare and show two workbooks, in the bounded process."""
    from xl_asn.case.comparing.compare import compare
    from xl_asn.case.comparing.sides import Given
    from xl_asn.case.opened import opened

    given = []
    for path in (before, after):
        loaded, case = opened(path)
        given.append(Given(case, loaded.name, loaded.sha256))
    comparison = compare(*given)
    beside = [path for one in given for path in one.case.neighbours.paths]
    match shape:
        case Shape.TABLE:
            from xl_asn.cli.comparison import comparison_lines

            return _Made(lines=[*comparison_lines(comparison, width)], beside=beside)
        case Shape.JSON:
            return _Made(comparison.as_json(), beside=beside)
        case Shape.BOOK:
            from xl_asn.exports.compared import compared_book

            book = compared_book(comparison, before, after, folder)
            return _Made(document=book, beside=beside)
    from xl_asn.exports.compared import compared_document

    return _Made(document=compared_document(comparison, shape.value), beside=beside)
