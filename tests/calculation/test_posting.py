"""Laws of *Kontering*: each sheet is a partition of the ledger, whatever the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.calculation.posting import mapped
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import Codes, Posting, PostingRule
from xl_asn.model.ledger_codes import UnclearRangeError, wanted

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
        st.just(-1),
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


@given(_POSTINGS, _RULES, st.randoms(use_true_random=False))
def test_only_ordning_tells_and_not_the_order_of_the_sheet(
    postings: list[Posting], rules: list[PostingRule], random: object
) -> None:
    shuffled = [*rules]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (mapped(postings, some, "Nettokostnad") for some in (rules, shuffled))
    assert {key: sum(s.amount for s in shares) for key, shares in one.rows.items()} == {
        key: sum(s.amount for s in shares) for key, shares in other.rows.items()
    }
    assert sorted(one.untaken) == sorted(other.untaken)


@given(_CODE)
def test_a_range_takes_codes_of_its_own_length(code: str) -> None:
    found = wanted("4600-4699")
    assert found is not None
    assert found.takes(code) is (len(code) == 4 and "4600" <= code <= "4699")


@pytest.mark.parametrize("text", ["460-4699", "4699-4600", "-4600", "4600-"])
def test_a_range_that_no_code_lies_in_is_refused(text: str) -> None:
    with pytest.raises(UnclearRangeError):
        wanted(text)
