"""Ett mål med sämre utfall har en bättre färg än ett mål med bättre utfall.

Vad den gör
    Jämför mål med samma målnivå, när det är andelen gröna enheter som avgör. Ett mål med lägre
    andel får inte ha en bättre bedömning, om inte en spärr begränsar det andra målet. Fyndet
    läggs på det mål som flest andra mål motsäger. Är det fler än 10 000 par av mål som motsäger
    varandra blir det ett enda fynd.

Varför det spelar roll
    Färgerna ska ordna målen på samma sätt som utfallen gör. Annars går de inte att lita på.

Exempel
    Februari 2021: Kvalitet är Röd med 33 %, men Medarbetare är Gul med 30 % och Leverans är Gul
    med 20 %.

Så rättar du
    Kontrollera utfall och bedömning för målet, eller överstyr det med motivering, namn och datum.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from heapq import heapify, heapreplace
from itertools import islice

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import show_share
from xl_asn.model.statuses import Status
from xl_asn.rules.context import listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.treatment import Treated

RULE = Rule("C135", "battre-farg-samre-utfall", Severity.QUESTION, reads=("Mål", "Enhetsresultat"))

_MOST_PAIRS = 10_000
"""Two hundred goals of one target can have no more."""


def check(treated: tuple[Treated, ...]) -> Iterator[Finding]:
    """Yield the fewest goals that explain why colours and outcomes order goals differently."""
    goals = [
        goal
        for goal in treated
        if goal.is_by_share
        and goal.share is not None
        and goal.printed is not None
        and not (goal.is_overridden or goal.contradicts_policy)
    ]
    pairs = dict(enumerate(islice(_turned_pairs(goals), _MOST_PAIRS + 1)))
    if len(pairs) > _MOST_PAIRS:
        yield _too_many(goals)
        return
    by_cell: dict[CellRef, list[int]] = {}
    for place, pair in pairs.items():
        for goal in pair:
            by_cell.setdefault(goal.cell, []).append(place)
    counts = Counter({cell: len(places) for cell, places in by_cell.items()})
    order = [(-counts[goal.cell], place) for place, goal in enumerate(goals)]
    heapify(order)
    while pairs:
        most = goals[_first(order, goals, counts)]
        against = [pairs.pop(place) for place in by_cell[most.cell] if place in pairs]
        others = [goal for pair in against for goal in pair if goal.cell != most.cell]
        yield RULE.finding(
            f"{_told(most)}, fast {listed(map(_told, others))}.",
            "Kontrollera utfall och bedömning, eller överstyr med motivering, namn och datum.",
            cell=most.cell,
            inputs=tuple(goal.cell for goal in others),
        )
        counts.subtract(goal.cell for pair in against for goal in pair)


def _first(
    order: list[tuple[int, int]], goals: Sequence[Treated], counts: Mapping[CellRef, int]
) -> int:
    """Return the place of the first goal that most contradict; counts only fall meanwhile."""
    while True:
        count, place = order[0]
        now = -counts[goals[place].cell]
        if now == count:
            return place
        heapreplace(order, (now, place))


def _too_many(goals: Sequence[Treated]) -> Finding:
    return RULE.finding(
        f"Utfall och färger ordnar de {len(goals)} målen så olika att de inte kan redovisas mål "
        "för mål.",
        "Kontrollera att Utfall, Målnivå och Bedömning står i rätt kolumner på bladet Mål.",
        sheet="Mål",
    )


def _turned_pairs(goals: Sequence[Treated]) -> Iterator[tuple[Treated, Treated]]:
    """Yield the goals with a lower share and a better colour, each with one that it passed.

    Only goals of one target are compared, and those of a worse colour looked up by their share.
    """
    by_share: dict[tuple[Decimal | None, Status | None], list[tuple[Decimal, int]]] = {}
    for place, goal in enumerate(goals):
        is_held = goal.lacks_gate or goal.gate not in {None, goal.policy.scale.best}
        if goal.share is not None and not is_held:
            by_share.setdefault((goal.target, goal.printed), []).append((goal.share, place))
    for shares in by_share.values():
        shares.sort()
    for lower in goals:
        passed: list[int] = []
        scale = lower.policy.scale
        for status in scale.goals:
            higher = by_share.get((lower.target, status), [])
            if lower.share is not None and lower.printed and scale.is_worse(status, lower.printed):
                least = bisect_right(higher, (lower.share, len(goals)))
                passed += (place for _, place in higher[least:])
        yield from ((lower, goals[place]) for place in sorted(passed))


def _told(goal: Treated) -> str:
    status = goal.printed.value if goal.printed else ""
    share = show_share(goal.share) if goal.share is not None else ""
    return f"{goal.label} är {status} med utfallet {share}"
