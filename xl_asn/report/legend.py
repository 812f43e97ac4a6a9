"""How a report is read: the signs, the dash and the symbols that it uses; its last lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.model.statuses import Status
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    Assessment,
    Block,
    BulletList,
    CellValue,
    Heading,
    Item,
    Overview,
    Strip,
    Table,
)

_SIGNS = (
    "Minus (−) är en kostnad eller ett underskott, plus (+) är en intäkt eller ett överskott. "
    "En avvikelse har alltid sitt tecken."
)
_SAME = "Symbolen, ordet och färgen säger samma sak."
_WORD_TELLS = (
    "Ordet säger bedömningen. Ord med samma symbol och färg står i ordning, det bästa först."
)
_DASH = (
    "Tankstreck (–) betyder att uppgiften saknas, inte är aktuell eller avser en månad som inte "
    "har varit."
)


def legend(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the explanations of what the blocks really use; nothing where there is no figure."""
    values = tuple(_values(blocks))
    items = []
    if any(isinstance(value, Amount) and value.signed for value in values):
        items.append(Item(_SIGNS))
    if any(_shown(value) == NOTHING for value in values):
        items.append(Item(_DASH))
    if words := ", ".join(_words(values)):
        text = f"Bedömningen är {words}. {_SAME if _tells_all(values) else _WORD_TELLS}"
        items.append(Item(text))
    if items:
        yield Heading(2, "Läsanvisning")
        yield BulletList(tuple(items))


def _tells_all(values: Sequence[CellValue]) -> bool:
    """Whether the symbol tells as much as the word: no two statuses of a board share it."""
    used = {value.status for value in values if isinstance(value, Assessment)}
    symbols = [status.symbol for status in used if isinstance(status, Status)]
    return len({*symbols}) == len(symbols)


def _values(blocks: Sequence[Block]) -> Iterator[CellValue]:
    for block in blocks:
        match block:
            case Table():
                for row in block.rows:
                    yield from row.cells
            case Overview():
                yield from (goal.assessment for goal in block.goals)
            case Strip():
                yield from (Assessment(m.status) if m.status else m.shown for m in block.months)


def _shown(value: CellValue) -> str:
    return value if isinstance(value, str) else value.shown


def _words(values: Sequence[CellValue]) -> list[str]:
    """Return the words of the scales in use, best first, each with its symbol."""
    used = {value.status for value in values if isinstance(value, Assessment) and value.status}
    told = {s.shown: s.rank for s in used if s.light is not Status.NO_OUTCOME}
    return sorted(told, key=lambda word: ("●▲■".index(word[0]), told[word], word))
