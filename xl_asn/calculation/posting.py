"""Which row takes a posting: the rule with the lowest order on each sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import Codes, Mapped, Posting, PostingRule, Share
from xl_asn.model.ledger_codes import Wanted, wanted


class _Takers:
    """The rules of one sheet in their order, asked which of them take some codes.

    A set of rules is a number with a bit for each, the lowest bit for the lowest order. So a code
    is looked at once for each field, however many lines it stands on together with other codes.
    """

    def __init__(self, rules: Iterable[PostingRule]) -> None:
        self._rules = sorted(rules, key=lambda one: (one.order, one.line))
        self._every = (1 << len(self._rules)) - 1
        self._fields = [
            [wanted(rule.codes[at]) for rule in self._rules] for at in range(len(Codes._fields))
        ]
        self._known: list[dict[str, int]] = [{} for _ in self._fields]

    def of(self, codes: Codes) -> tuple[PostingRule, ...]:
        """Return the rules of the lowest order that take some codes; more than one is a contest.

        Two rules of equal order that give the same row the same amount do not contest it.
        """
        left = self._every
        for at, code in enumerate(codes):
            known = self._known[at]
            if code not in known:
                known[code] = _bits(self._fields[at], code)
            left &= known[code]
        found: list[PostingRule] = []
        while left:
            lowest = left & -left
            rule = self._rules[lowest.bit_length() - 1]
            if found and rule.order > found[0].order:
                break
            found.append(rule)
            left ^= lowest
        if len({(rule.row, rule.sign) for rule in found}) == 1:
            return tuple(found[:1])
        return tuple(found)


def _bits(fields: Iterable[Wanted | None], code: str) -> int:
    takes = (field is None or field.takes(code) for field in fields)
    return sum(1 << at for at, is_taken in enumerate(takes) if is_taken)


def mapped(postings: Iterable[Posting], rules: Sequence[PostingRule], sheet: str) -> Mapped:
    """Share the postings of a ledger out on one sheet.

    Args:
        postings: the ledger's; each is taken once, left out, taken by none or by two.
        rules: those of all sheets; each sheet is a partition of its own.
        sheet: the sheet.

    Raises:
        UnclearCodesError: a rule has a text that no code can be, or lie in.
    """
    taking = _Takers(rule for rule in rules if rule.sheet == sheet)
    known: dict[Codes, tuple[PostingRule, ...]] = {}
    rows: dict[RowKey, list[Share]] = defaultdict(list)
    left_out: list[Share] = []
    untaken: list[Posting] = []
    contested: list[tuple[Posting, tuple[PostingRule, ...]]] = []
    for posting in postings:
        if posting.codes not in known:
            known[posting.codes] = taking.of(posting.codes)
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
