"""What a form carries of its workbook's own terms: the unit of its amounts, its words, its limits.

The same rules judge the form and the workbook, and these are what they judge by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_asn.documents.catalogue import document_types
from xl_asn.documents.document import Document
from xl_asn.documents.start import Start
from xl_asn.model.forms import Binding
from xl_asn.model.grid import Cell, Grid, Sheet, Value, cell_of, folded_name
from xl_asn.model.money import read_count
from xl_asn.model.periods import PERIOD_CHOICES, WHOLE_YEAR
from xl_asn.model.statuses import LIGHT_NAMES, Scale, Word, scale_of
from xl_asn.parameters.board import Mark, Parameter
from xl_asn.parameters.chosen import Chosen, chosen_by_name
from xl_asn.parameters.dated import Parameters

if TYPE_CHECKING:
    from xl_asn.case.case import Case

Terms = tuple[tuple[str, Value], ...]
"""Names and values, as a form's hidden sheet has them."""

_UNIT: Final = "Beloppsenhet"
_RULES: Final = "Regelverk"
_WORD: Final = "Bedömning "
_LIMIT: Final = "Regler "
_BETWEEN: Final = " | "
#: The limits that rules about a single row ask for.
LIMITS: Final = (
    "Kommentar prognosförändring belopp", "Kommentar prognosförändring andel",
    "Omvänt tecken minsta andel", "Minsta antal i text",
)  # fmt: skip


class Ruled(NamedTuple):
    """What a form is judged by: its document's type and *Start*, its board, and the parameters."""

    declared: type[Document]
    start: Start
    board: Chosen
    parameters: Parameters


def terms_of(case: Case) -> Terms:
    """Return what a form made of a workbook must carry to be judged as the workbook is."""
    document, told = case.document, Start.text_of(case.grid, "rule_set")
    known = chosen_by_name(_mark(told))
    found: list[tuple[str, Value]] = [(_UNIT, document.start.unit), (_RULES, told)]
    if document.scale is not known.board.scale:
        found += _words(document.scale)
    theirs = Parameters.of((), case.parameters.day, known.board, document.scale)
    for name in LIMITS:
        own, other = case.parameters.find(name), theirs.find(name)
        if own is not None and (other is None or own.value != other.value):
            found.append((f"{_LIMIT}{name}", own.value))
    return tuple((name, value) for name, value in found if value)


def ruled_by(binding: Binding, terms: Iterable[tuple[str, Value]]) -> Ruled | None:
    """Return what a form is judged by; None where this version does not know its document type."""
    declared = document_types().get(binding.document_type)
    if declared is None:
        return None
    told = dict(terms)
    rule_set = str(told.get(_RULES) or "")
    board = chosen_by_name(_mark(rule_set))
    scale = _scale(told) or board.board.scale
    declared = declared.worded(scale)
    start, _ = Start.from_grid(_start(binding, str(told.get(_UNIT) or ""), rule_set))
    period = declared(start).period
    day = period.end if period else date.max
    own = [
        Parameter(name.removeprefix(_LIMIT), value, date.min, "")
        for name, value in told.items()
        if name.startswith(_LIMIT) and isinstance(value, Decimal)
    ]
    return Ruled(declared, start, board, Parameters.of(own, day, board.board, scale))


def _mark(told: str) -> Mark:
    """Return the board that a text names; a form is not read beside the file of a board."""
    mark = Mark.read(told)
    return Mark("", "", "") if not told else mark


def _words(scale: Scale) -> Iterator[tuple[str, str]]:
    names = {status: name for name, status in LIGHT_NAMES.items()}
    for number, status in enumerate(scale.units, 1):
        parts = (status.value, names[status.light], status.plural, "; ".join(status.others))
        yield f"{_WORD}{number}", _BETWEEN.join(parts)


def _scale(told: Mapping[str, Value]) -> Scale | None:
    words = []
    for name, value in told.items():
        parts = str(value or "").split(_BETWEEN.strip())
        if name.startswith(_WORD) and len(parts) > 1 and parts[1].strip() in LIGHT_NAMES:
            word, light, plural, others = (*map(str.strip, parts), "", "")[:4]
            aliases = tuple(filter(None, map(str.strip, others.split(";"))))
            words.append(Word(word, light, plural, aliases))
    return scale_of(tuple(words)) if words else None


def _start(binding: Binding, unit: str, rule_set: str) -> Grid:
    """Return a *Start* that says what the form's workbook said."""
    year, _, month = binding.period.partition("-")
    number = read_count(month) or 0
    named = PERIOD_CHOICES[number - 1] if 0 < number <= len(PERIOD_CHOICES) - 1 else WHOLE_YEAR
    told: dict[str, Value] = {
        "År": Decimal(read_count(year) or 0) or None, "Period": named, _UNIT: unit,
        _RULES: rule_set, "Mallversion": binding.template,
    }  # fmt: skip
    cells: dict[tuple[int, int], Cell] = {}
    for row, (label, value) in enumerate(told.items(), 1):
        cells[row, 1], cells[row, 2] = cell_of(label), cell_of(value or None)
    return Grid((Sheet("Start", cells),))


def is_word(text: str, word: str) -> bool:
    """Whether a text is a word, as people compare them."""
    return folded_name(text).rstrip(".!") == folded_name(word)
