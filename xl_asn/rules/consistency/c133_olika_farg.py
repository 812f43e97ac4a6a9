"""Två mål har samma utfall men olika bedömning.

Vad den gör
    Jämför mål som är bedömda på samma sak: lika många gröna, gula och röda enheter, samma målnivå
    och samma spärr. Är enheterna inte ifyllda jämförs andelen. Överstyrda mål jämförs inte.

Varför det spelar roll
    Samma utfall ska ge samma färg. Annars undrar läsaren med rätta vad färgen betyder.

Exempel
    Mål 1 och mål 3 har båda 30 % gröna enheter och målnivån 60 %. Det ena är Gul och det andra Röd.

Så rättar du
    Ge målen samma bedömning, eller överstyr den ena med motivering, namn och datum. Om målen ska
    bedömas olika: skriv det på bladet Regler, med beslutet som källa.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.treatment import Basis, Treated

RULE = Rule("C133", "samma-utfall-olika-farg", Severity.QUESTION, reads=("Mål", "Enhetsresultat"))


def check(treated: tuple[Treated, ...]) -> Iterator[Finding]:
    """Yield a finding for every goal that is judged otherwise than its equals."""
    judged = (
        goal
        for goal in treated
        if goal.printed is not None and not (goal.is_overridden or goal.contradicts_policy)
    )
    for group in _equals(judged):
        usual = Counter(goal.printed for goal in group).most_common(1)[0][0]
        equal = next(goal for goal in group if goal.printed is usual)
        for goal in group:
            if goal.printed is not usual:
                yield _finding(goal, equal)


def _equals(goals: Iterable[Treated]) -> Sequence[Sequence[Treated]]:
    """Return the goals in groups: each is in the group whose first it equals."""
    groups: list[list[Treated]] = []
    by_counts: dict[Basis, int] = {}
    by_share: dict[Basis, int] = {}
    by_share_alone: dict[Basis, int] = {}
    for goal in goals:
        counts, share = goal.basis
        of_share = by_share_alone if counts else by_share
        found = (by_counts.get(counts), of_share.get(share))
        place = min((at for at in found if at is not None), default=len(groups))
        if place == len(groups):
            groups.append([])
            for known in (by_share,) if counts else (by_share, by_share_alone):
                if share:
                    known.setdefault(share, place)
            if counts:
                by_counts[counts] = place
        groups[place].append(goal)
    return groups


def _finding(goal: Treated, equal: Treated) -> Finding:
    why = "" if goal.has_policy_of(equal) else " De bedöms efter olika regler."
    return RULE.finding(
        f"{goal.label} är {goal.printed.value if goal.printed else ''} men {equal.label} är "
        f"{equal.printed.value if equal.printed else ''}, fast de har samma utfall.{why}",
        "Ge målen samma bedömning, eller överstyr den ena med motivering, namn och datum.",
        cell=goal.cell,
        inputs=(equal.cell,),
    )
