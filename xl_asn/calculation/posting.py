"""Which row takes a posting: the rule with the lowest order on each sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import Codes, Mapped, Posting, PostingRule, Share
from xl_asn.model.ledger_codes import Wanted, wanted


class _Compiled(NamedTuple):
    rule: PostingRule
    fields: tuple[tuple[int, Wanted], ...]

    def takes(self, codes: Codes) -> bool:
        return all(field.takes(codes[at]) for at, field in self.fields)


def mapped(postings: Iterable[Posting], rules: Sequence[PostingRule], sheet: str) -> Mapped:
    """Share the postings of a ledger out on one sheet.

    Args:
        postings: the ledger's; each is taken once, left out, taken by none or by two.
        rules: those of all sheets; each sheet is a partition of its own.
        sheet: the sheet.

    Raises:
        UnclearRangeError: a rule has a range that no code can lie in.
    """
    compiled = sorted(
        (_compiled(rule) for rule in rules if rule.sheet == sheet),
        key=lambda one: (one.rule.order, one.rule.line),
    )
    known: dict[Codes, tuple[PostingRule, ...]] = {}
    rows: dict[RowKey, list[Share]] = defaultdict(list)
    left_out: list[Share] = []
    untaken: list[Posting] = []
    contested: list[tuple[Posting, tuple[PostingRule, ...]]] = []
    for posting in postings:
        if posting.codes not in known:
            known[posting.codes] = _takers(compiled, posting.codes)
        takers = known[posting.codes]
        if not takers:
            untaken.append(posting)
        elif len(takers) > 1:
            contested.append((posting, takers))
        elif (key := takers[0].row) is None:
            left_out.append(Share(takers[0], posting))
        else:
            rows[key].append(Share(takers[0], posting))
    return Mapped(
        sheet,
        {key: tuple(shares) for key, shares in rows.items()},
        tuple(left_out), tuple(untaken), tuple(contested),
    )  # fmt: skip


def _compiled(rule: PostingRule) -> _Compiled:
    fields = ((at, wanted(text)) for at, text in enumerate(rule.codes))
    return _Compiled(rule, tuple((at, field) for at, field in fields if field is not None))


def _takers(rules: Sequence[_Compiled], codes: Codes) -> tuple[PostingRule, ...]:
    """Return the rules of the lowest order that take some codes; more than one is a contest.

    Two rules of equal order that give to the same row do not contest it.
    """
    found: list[PostingRule] = []
    for one in rules:
        if found and one.rule.order > found[0].order:
            break
        if one.takes(codes):
            found.append(one.rule)
    if len({rule.row for rule in found}) == 1:
        return tuple(found[:1])
    return tuple(found)
