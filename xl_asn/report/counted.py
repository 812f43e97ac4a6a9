"""Conclusions that can be counted: "Sex av sju uppdrag är genomförda"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from xl_asn.documents.sheets.assignments import AssignmentRow
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.model.scales import Fulfilment, Progress
from xl_asn.report.completed import Completed

_WORDS: Final = (
    "inget", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
_NAMES: Final = {
    GoalLevel.STRATEGIC: "strategiska mål",
    GoalLevel.QUALITY: "kvalitetsmål",
    GoalLevel.BOARD: "nämndmål",
}
_PROGRESS: Final = {Progress.STARTED: "påbörjat", Progress.NOT_STARTED: "inte påbörjat"}


def counted_conclusions(completed: Completed) -> tuple[str, ...]:
    """Return what can be said of goals, indicators and assignments by counting them."""
    return (*_goals(completed), *_indicators(completed), *_assignments(completed))


def _goals(completed: Completed) -> Iterator[str]:
    tree_goals = completed.calculated.follow_up.tree_goals
    for kind, name in _NAMES.items():
        statuses = [
            tree_goal.status
            for tree_goal in tree_goals
            if tree_goal.tree_goal.kind is kind and tree_goal.status is not None
        ]
        if not statuses:
            continue
        singular = name.replace("strategiska", "strategiskt")
        what = singular if len(statuses) == 1 else name
        yield f"{_number(len(statuses)).capitalize()} {what}: {_of(statuses)}."


def _of(statuses: Iterable[Fulfilment]) -> str:
    """Return statuses counted: ``ett är helt uppfyllt och fyra är delvis uppfyllda``."""
    counts = Counter(statuses)
    parts = []
    for status in Fulfilment:
        count = counts[status]
        if not count:
            continue
        words = status.value.lower() if count == 1 else status.of_many
        verb = "är " if "uppfyllt" in status.value else ""
        parts.append(f"{_number(count)} {verb}{words}")
    return _listed(parts)


def _indicators(completed: Completed) -> Iterator[str]:
    results = [
        result.assessment
        for result in completed.calculated.follow_up.indicators
        if result.assessment is not None and not result.indicator.is_part
    ]
    if not results:
        return
    counts = Counter(results)
    said = {
        Fulfilment.FULLY: "når målvärdet",
        Fulfilment.PARTLY: "når det delvis",
        Fulfilment.NOT: "når det inte",
        Fulfilment.UNKNOWN: "är inte mätt än",
    }
    parts = [
        f"{_number(counts[s], common=True)} "
        f"{words.replace('mätt', 'mätta') if counts[s] > 1 else words}"
        for s, words in said.items()
        if counts[s]
    ]
    noun = "indikator" if len(results) == 1 else "indikatorer"
    number = _number(len(results), common=True).capitalize()
    yield f"{number} {noun} med målvärde: {_listed(parts)}."


def _assignments(completed: Completed) -> Iterator[str]:
    rows = [row for row in completed.rows(AssignmentRow) if row.status is not None]
    if not rows:
        return
    done = sum(row.status is Progress.DONE for row in rows)
    verb = "är genomfört" if done == 1 else "är genomförda"
    yield f"{_number(done).capitalize()} av {_number(len(rows))} uppdrag {verb}."
    for status, word in _PROGRESS.items():
        left = [row.label for row in rows if row.status is status]
        if len(left) == 1:
            yield f"Ett uppdrag är {word}: {left[0]}."
        elif left:
            many = word.replace("påbörjat", "påbörjade")
            yield f"{_number(len(left)).capitalize()} uppdrag är {many}: {'; '.join(left)}."


def _number(count: int, *, common: bool = False) -> str:
    """Return a small number in words; ``common`` is the gender of *en indikator*."""
    if common and count <= 1:
        return ("ingen", "en")[count]
    return _WORDS[count] if count < len(_WORDS) else str(count)


def _listed(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} och {last}" if first else last
