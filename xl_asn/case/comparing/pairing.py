"""The sheets that two documents share, and which row of the one is which of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from xl_asn.calculation.earlier import SameRows, same_rows
from xl_asn.calculation.names import MOST_COMPARED
from xl_asn.calculation.pairing import pair_rows
from xl_asn.case.comparing.registers import Names
from xl_asn.documents.document import Document
from xl_asn.documents.identity import Place, places_on
from xl_asn.documents.registers import RegisterRow
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.goal_tree import TreeGoalRow
from xl_asn.documents.sheets.goals import GoalIndicatorRow, UnitRow
from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.documents.sheets.text_sections import TextRow
from xl_asn.model.amounts import AmountTable
from xl_asn.model.grid import folded_name
from xl_asn.model.identity import Identified, RowKey

#: So much of a text tells which text it is.
_TELLING: Final = 300
_FULL_STOP: Final = ". "
_SECTION, _UNIT = "section", "unit"
_OF_A_GOAL: Final = (UnitRow, GoalIndicatorRow)


class Pair(NamedTuple):
    """A row of both; ``guessed`` where only likeness, or a name in another area, tells so."""

    before: Place
    after: Place
    guessed: bool = False


class Regrouped(NamedTuple):
    """Rows that a register says have been split or joined."""

    before: tuple[Place, ...]
    after: tuple[Place, ...]


class SheetBeside(NamedTuple):
    """A sheet that both have, with its rows.

    ``gone`` and ``new`` are rows of one of them alone. ``untold`` are rows of both that share a
    name with one of the other, and nobody can tell which. ``many`` tells that so many rows were
    left over that they have not been compared by likeness.
    """

    spec: SheetSpec
    pairs: tuple[Pair, ...]
    gone: tuple[Place, ...] = ()
    new: tuple[Place, ...] = ()
    untold_before: tuple[Place, ...] = ()
    untold_after: tuple[Place, ...] = ()
    regrouped: tuple[Regrouped, ...] = ()
    many: bool = False


def shared_sheets(before: Document, after: Document) -> Iterator[tuple[SheetSpec, SheetSpec]]:
    """Yield the sheets that both documents have with rows of one kind: that of before, of after.

    What a report is made with is compared with that of a report of the same type only.
    """
    old = {spec.name: spec for spec, table in before.own_tables() if table.present}
    families = {spec.row.family: spec for spec in reversed(old.values()) if spec.row.family}
    for spec, table in after.own_tables():
        if not table.present:
            continue
        then = old.get(spec.name) or families.get(spec.row.family)
        if then is None or not _are_kin(then.row, spec.row):
            continue
        if before.key == after.key or not spec.row.is_tool:
            yield then, spec


def _are_kin(one: type[Row], other: type[Row]) -> bool:
    """Whether two models are of the same rows: one made from the other, or both from a third."""
    if one.family and one.family == other.family:
        return True
    own = set(Row.__mro__) | {RegisterRow}
    return any(model not in own for model in set(one.__mro__) & set(other.__mro__))


def beside(
    before: Document, after: Document, then: SheetSpec, spec: SheetSpec, names: Names
) -> SheetBeside:
    """Return a sheet's rows beside those of the other document."""
    old, new = list(places_on(before, then)), list(places_on(after, spec))
    if spec.row.holds_amounts:
        return _amounts(before, after, (then, old), (spec, new), names)
    if not spec.key:
        return _texts(spec, old, new)
    return _paired(spec, old, new, names)


def _paired(
    spec: SheetSpec, old: Sequence[Place], new: Sequence[Place], names: Names
) -> SheetBeside:
    identified = _identified if names.is_same_year else _by_words
    known, here = [identified(place) for place in old], [identified(place) for place in new]
    found = pair_rows(known, here, names.aliases)
    apart = {n for t, n in found.pairs if _are_of_goals_apart(old[t], new[n])}
    pairs = [Pair(old[t], new[n], n in found.guessed) for t, n in found.pairs if n not in apart]
    met = {id(place) for pair in pairs for place in (pair.before, pair.after)}
    gone = [place for place in old if id(place) not in met]
    return _left(spec, pairs, gone, [place for place in new if id(place) not in met])


def _are_of_goals_apart(one: Place, other: Place) -> bool:
    """Whether two rows are of units or gates of different goals: those are different rows."""
    model = type(other.row)
    return issubclass(model, _OF_A_GOAL) and one.row.get("goal") != other.row.get("goal")


def _identified(place: Place) -> Identified:
    """Return what tells a row: an indicator also by its Kolada id, whatever its words."""
    known, row = place.known, place.row
    if isinstance(row, IndicatorRow) and row.kolada_id:
        keyed = frozenset({("", folded_name(row.kolada_id))})
        known = replace(known, inputs=keyed)
    return replace(known, label=known.label.rstrip(_FULL_STOP))


def _by_words(place: Place) -> Identified:
    """Return what tells a row in another year: a goal then has another number."""
    row = place.row
    if not isinstance(row, TreeGoalRow) or not row.text:
        return _identified(place)
    kind = row.kind.value if row.kind else ""
    words = row.text.rstrip(_FULL_STOP)
    return Identified(RowKey(place.known.key.sheet, (kind, words)), words, place.known.place, kind)


def _left(
    spec: SheetSpec, pairs: Sequence[Pair], gone: Sequence[Place], new: Sequence[Place]
) -> SheetBeside:
    """Return a sheet's rows where those left over are told apart: of one alone, or of both."""
    by_name = spec.row.holds_amounts
    old, here = ({p.known.name if by_name else p.known.whole for p in of} for of in (gone, new))
    both = old & here

    def is_told(place: Place) -> bool:
        return (place.known.name if by_name else place.known.whole) not in both

    return SheetBeside(
        spec,
        tuple(pairs),
        tuple(place for place in gone if is_told(place)),
        tuple(place for place in new if is_told(place)),
        tuple(place for place in gone if not is_told(place)),
        tuple(place for place in new if not is_told(place)),
        many=len(gone) * len(new) > MOST_COMPARED,
    )


def _texts(spec: SheetSpec, old: Sequence[Place], new: Sequence[Place]) -> SheetBeside:
    """Pair rows that are texts: word for word, then as near, then the only ones of a section.

    Their heading does not tell them: a unit has several events, a section several paragraphs.
    """
    known, here = [_of_text(place) for place in old], [_of_text(place) for place in new]
    found = pair_rows(known, here)
    pairs = [Pair(old[t], new[n]) for t, n in found.pairs]
    left, free = {at: old[at] for at in found.before}, {at: new[at] for at in found.now}
    if issubclass(spec.row, TextRow):
        for then, now in _only_ones(left, free):
            pairs.append(Pair(left.pop(then), free.pop(now)))
    pairs.sort(key=lambda pair: pair.after.row.row_number)
    many = len(found.before) * len(found.now) > MOST_COMPARED
    # A heading under which nothing is written yet is no row that has come or gone.
    gone = tuple(place for at, place in left.items() if known[at].label)
    come = tuple(place for at, place in free.items() if here[at].label)
    return SheetBeside(spec, tuple(pairs), gone, come, many=many)


def _of_text(place: Place) -> Identified:
    heading = _heading(place)
    texts = [text for field, text in place.row.texts() if field not in {_SECTION, _UNIT}]
    text = " ".join(" ".join(texts).split())[:_TELLING]
    key = RowKey(place.known.key.sheet, (heading, text))
    return Identified(key, text, place.known.place, kind=folded_name(heading))


def _heading(place: Place) -> str:
    return str(place.row.get(_SECTION) or place.row.get(_UNIT) or "")


def _only_ones(left: dict[int, Place], free: dict[int, Place]) -> Iterator[tuple[int, int]]:
    """Yield the rows that alone are left of their section, in both."""
    then, now = _by_heading(left), _by_heading(free)
    for heading, olds in then.items():
        news = now.get(heading, [])
        if heading and len(olds) == len(news) == 1:
            yield olds[0], news[0]


def _by_heading(places: dict[int, Place]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, place in places.items():
        found.setdefault(folded_name(_heading(place)), []).append(at)
    return found


def _amounts(
    before: Document,
    after: Document,
    then: tuple[SheetSpec, list[Place]],
    now: tuple[SheetSpec, list[Place]],
    names: Names,
) -> SheetBeside:
    """Pair rows of amounts, in tables that may have another name in another type of document."""
    spec = now[0]
    tables = [_table(before, then[0]), _table(after, spec)]
    old, new = tables
    if old is None or new is None:
        return SheetBeside(spec, (), (*then[1],), (*now[1],))
    olds = {place.row.row_number: place for place in then[1]}
    news = {place.row.row_number: place for place in now[1]}
    found = next(same_rows((new,), {new.family or new.sheet: old}, names))
    pairs = [
        Pair(olds[o.number], news[n.number], n.number in found.guessed) for n, o in found.pairs
    ]
    left = _left(
        spec, pairs, [olds[row.number] for row in found.gone], [news[r.number] for r in found.new]
    )
    return left._replace(regrouped=tuple(_regrouped(found, olds, news)))


def _regrouped(
    found: SameRows, olds: dict[int, Place], news: dict[int, Place]
) -> Iterator[Regrouped]:
    for group in found.regrouped:
        yield Regrouped(
            tuple(olds[row.number] for row in group.then),
            tuple(news[row.number] for row in group.now),
        )


def _table(document: Document, spec: SheetSpec) -> AmountTable | None:
    table = document.table(spec.name)
    sheet = table.sheet if table is not None else spec.name
    return next((t for t in document.amount_tables() if t.sheet == sheet), None)
