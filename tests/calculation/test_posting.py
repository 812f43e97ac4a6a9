"""Laws of *Kontering*: each sheet is a partition of the ledger, whatever the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.calculation.posting import mapped
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import Codes, Mapped, Posting, PostingRule
from xl_asn.model.ledger_codes import UnclearCodesError, wanted

_CODE = st.sampled_from(["3010", "4010", "4610", "46101", "5010", "510", "0510"])
_WANTED = st.sampled_from(["", "3010", "4000-4999", "4600-4699, 5010", "000-999", "0000-9999"])


def _codes(account: st.SearchStrategy[str], *activities: str) -> st.SearchStrategy[Codes]:
    return st.tuples(account, st.sampled_from(["", *activities])).map(
        lambda pair: Codes(pair[0], activity=pair[1])
    )


_POSTINGS = st.lists(
    st.builds(
        Posting,
        _codes(_CODE, "5100", "5200"),
        st.integers(1, 12),
        st.integers(-(10**9), 10**9),
    ),
    max_size=20,
)
_RULES = st.lists(
    st.builds(
        PostingRule,
        st.integers(0, 4),
        st.just("Nettokostnad"),
        st.sampled_from([None, RowKey("Nettokostnad", ("A",)), RowKey("Nettokostnad", ("B",))]),
        _codes(_WANTED, "5100"),
        st.sampled_from([-1, 1]),
        st.integers(1, 99),
    ),
    max_size=6,
)


@given(_POSTINGS, _RULES)
def test_every_posting_is_taken_left_out_untaken_or_contested_and_only_one_of_them(
    postings: list[Posting], rules: list[PostingRule]
) -> None:
    found = mapped(postings, rules, "Nettokostnad")
    every = [
        *(share.posting for shares in found.rows.values() for share in shares),
        *(share.posting for share in found.left_out), *found.untaken,
        *(posting for posting, _ in found.contested),
    ]  # fmt: skip
    assert sorted(every) == sorted(postings)
    assert mapped(postings, rules, "Resultaträkning").untaken == tuple(postings)


@given(_POSTINGS, _RULES)
def test_what_is_given_and_what_is_not_add_up_to_the_ledger(
    postings: list[Posting], rules: list[PostingRule]
) -> None:
    found = mapped(postings, rules, "Nettokostnad")
    given = [*found.left_out, *(share for shares in found.rows.values() for share in shares)]
    rest = [*found.untaken, *(posting for posting, _ in found.contested)]
    booked = sum(share.rule.sign * share.amount for share in given)
    assert booked + sum(posting.amount for posting in rest) == sum(p.amount for p in postings)


@given(_POSTINGS, _RULES, st.permutations(range(6)))
def test_only_ordning_tells_and_not_the_place_on_the_sheet(
    postings: list[Posting], rules: list[PostingRule], places: list[int]
) -> None:
    moved = [rule._replace(line=at) for rule, at in zip(rules, places, strict=False)]
    here, there = (mapped(postings, some, "Nettokostnad") for some in (rules, moved[::-1]))
    assert _amounts(here) == _amounts(there)
    assert here.untaken == there.untaken
    assert [posting for posting, _ in here.contested] == [p for p, _ in there.contested]


def _amounts(found: Mapped) -> dict[RowKey, list[int]]:
    return {key: [share.amount for share in shares] for key, shares in found.rows.items()}


@given(_POSTINGS, _RULES)
def test_the_lowest_order_takes_as_if_each_rule_were_asked_in_turn(
    postings: list[Posting], rules: list[PostingRule]
) -> None:
    found = mapped(postings, rules, "Nettokostnad")
    taken = {
        share.posting.codes: share.rule.order
        for shares in (found.left_out, *found.rows.values())
        for share in shares
    }
    for posting in postings:
        asked = [rule.order for rule in rules if _takes(rule, posting.codes)]
        assert (posting in found.untaken) is (not asked)
        if posting.codes in taken:
            assert taken[posting.codes] == min(asked)


def _takes(rule: PostingRule, codes: Codes) -> bool:
    fields = zip(map(wanted, rule.codes), codes, strict=True)
    return all(field is None or field.takes(code) for field, code in fields)


def test_two_rules_of_equal_order_that_give_the_same_row_opposite_amounts_contest_it() -> None:
    row, codes = RowKey("Nettokostnad", ("A",)), Codes("4010")
    rules = [PostingRule(1, "Nettokostnad", row, codes, sign, 5) for sign in (-1, 1)]
    found = mapped([Posting(codes, 1, 100)], rules, "Nettokostnad")
    assert not found.rows
    assert [posting.amount for posting, _ in found.contested] == [100]


def test_each_sheet_takes_all_of_the_ledger_for_itself() -> None:
    codes = Codes("4010", "41510", "5100")
    rules = [
        PostingRule(10, "Nettokostnad", RowKey("Nettokostnad", ("A",)),
                    Codes("", activity="5100"), -1, 6),
        PostingRule(20, "Resultaträkning", RowKey("Resultaträkning", ("B",)),
                    Codes("4000-4999"), -1, 7),
    ]  # fmt: skip
    for sheet in ("Nettokostnad", "Resultaträkning"):
        found = mapped([Posting(codes, 1, 100)], rules, sheet)
        assert [*_amounts(found).values()] == [[-100]]


@given(_CODE)
def test_a_range_takes_codes_of_its_own_length(code: str) -> None:
    found = wanted("4600-4699")
    assert found is not None
    assert found.takes(code) is (len(code) == 4 and "4600" <= code <= "4699")


@pytest.mark.parametrize(
    "text",
    ["460-4699", "4699-4600", "-4600", "4600-", "2022-10-12", "46*", "46??", "=1+1", "4600 4710"],
)
def test_what_no_code_can_be_or_lie_in_is_refused(text: str) -> None:
    with pytest.raises(UnclearCodesError):
        wanted(text)


@pytest.mark.parametrize("text", ["4600-4699, 4710", "4600-4699;4710", "4600–4699\n4710"])
def test_codes_are_parted_by_commas_semicolons_and_lines(text: str) -> None:
    found = wanted(text)
    assert found is not None
    assert [found.takes(code) for code in ("4650", "4710", "4700")] == [True, True, False]


@pytest.mark.parametrize("text", ["", " ", ",", ";;"])
def test_what_has_no_code_in_it_is_blank(text: str) -> None:
    assert wanted(text) is None
