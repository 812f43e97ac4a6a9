"""One cell, three ways: the table of verdicts, and its laws over all orders and sequences."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.case.forms.meaning import as_written, meaning_of, seen
from xl_asn.cycle.forms.merging import Before, Given, Kind, Verdict, merged
from xl_asn.documents.columns import Column
from xl_asn.documents.sheets.economy import FORECAST
from xl_asn.documents.sheets.events import EventRow
from xl_asn.documents.sheets.goals import UnitRow
from xl_asn.model.grid import Value

STATUS, COMMENT = UnitRow.declared()["assessment"], UnitRow.declared()["comment"]
EVENT = EventRow.declared()["event"]
ANNA, BO = "Anna", "Bo"
VALUES: tuple[Value, ...] = (None, "x", "y", "z")


def answer(value: Value, base: Value = "x", who: str = ANNA, file: str = "a.xlsx") -> Given:
    return Given(base, value, who, file)


def verdict(
    now: Value, *answers: Given, before: tuple[Before, ...] = (), column: Column = COMMENT
) -> Verdict:
    return merged(now, answers, before, meaning_of(column))


@pytest.mark.parametrize(
    ("base", "now", "said", "kind"),
    [
        ("x", "x", "y", Kind.TAKEN),
        (None, None, "y", Kind.TAKEN),
        ("x", "y", "y", Kind.THERE),
        ("x", "z", "y", Kind.CHANGED),
        ("x", None, "y", Kind.CHANGED),
        (None, "z", "y", Kind.CHANGED),
        ("x", "x", None, Kind.EMPTIED),
        ("x", "z", None, Kind.EMPTIED),
        ("x", None, None, Kind.THERE),
        ("x", "x", "x", Kind.UNCHANGED),
        ("x", "z", "x", Kind.UNCHANGED),
        (None, "z", None, Kind.UNCHANGED),
    ],
)
def test_the_table(base: Value, now: Value, said: Value, kind: Kind) -> None:
    assert verdict(now, answer(said, base)).kind is kind


def test_two_answers_are_never_settled_by_the_latest() -> None:
    found = verdict("x", answer("w", file="b.xlsx"), answer("y"))
    assert found.kind is Kind.TWO
    assert [(one.value, one.file) for one in found.answers] == [("y", "a.xlsx"), ("w", "b.xlsx")]
    assert verdict("y", answer("y"), answer("w", who=BO)).kind is Kind.TWO


def test_two_copies_that_say_the_same_are_one_answer() -> None:
    found = verdict("x", answer("y", file="a (1).xlsx"), answer("y"))
    assert found == Verdict(Kind.TAKEN, (answer("y", file="a (1).xlsx"),))


def test_a_copy_that_nobody_has_written_in_says_nothing() -> None:
    assert verdict("x", answer("x", file="ut/a.xlsx"), answer("y")).kind is Kind.TAKEN
    taken = (Before("y", ANNA, "in/a.xlsx"),)
    assert verdict("y", answer("x", file="ut/a.xlsx"), before=taken).kind is Kind.UNCHANGED


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        (STATUS, "Grön", "g"),
        (STATUS, "Grön", "● grön "),
        (STATUS, "Inget utfall", "Inget utfall för månaden"),
        (STATUS, None, "–"),
        (FORECAST, Decimal(-276238), "−276 238"),
        (FORECAST, Decimal("1.50"), Decimal("1.5")),
        (FORECAST, "1 234,5", Decimal("1234.5")),
        (FORECAST, None, " "),
        (COMMENT, "en\r\ntvå", "en  \ntvå\n"),
        (COMMENT, "få\u00ad", "få"),
        (EVENT, None, ""),
        (EVENT, "a\ue000", "a\\ue000"),
    ],
)
def test_what_says_the_same_in_its_column(column: Column, one: Value, other: Value) -> None:
    says = meaning_of(column)
    assert says(one) == says(other)
    assert verdict(one, answer(other, one), column=column).kind is Kind.UNCHANGED


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        (STATUS, "Grön", "Gul"),
        (STATUS, "Grön", "Kanske"),
        (STATUS, "Kanske", "Nja"),
        (FORECAST, Decimal(1), Decimal("1.1")),
        (COMMENT, "Grön", "grön"),
        (COMMENT, "två  ord", "två ord"),
        (COMMENT, "1,0", "1"),
    ],
)
def test_what_does_not(column: Column, one: Value, other: Value) -> None:
    says = meaning_of(column)
    assert says(one) != says(other)


@pytest.mark.parametrize(
    ("column", "said", "written"),
    [
        (STATUS, "g", "Grön"),
        (STATUS, "▲ gul", "Gul"),
        (FORECAST, "−1 234", Decimal(-1234)),
        (FORECAST, Decimal(5), Decimal(5)),
        (COMMENT, "en\r\ntvå \n", "en\ntvå"[:2] + " \ntvå"),
        (COMMENT, " \n", None),
        (COMMENT, "=1+1", "=1+1"),
        (STATUS, "Kanske", "Kanske"),
        (EVENT, None, None),
    ],
)
def test_what_is_written_for_an_answer(column: Column, said: Value, written: Value) -> None:
    assert as_written(column, said) == written
    assert meaning_of(column)(as_written(column, said)) == meaning_of(column)(said)


def test_she_may_change_her_mind_while_her_answer_stands() -> None:
    taken = (Before("y", ANNA, "a.xlsx"),)
    assert verdict("y", answer("w"), before=taken).kind is Kind.TAKEN
    assert verdict("y", answer("w", file="ny.xlsx"), before=taken).kind is Kind.TAKEN
    assert verdict("z", answer("w"), before=taken).kind is Kind.CHANGED
    assert verdict("y", answer("w", who=BO), before=taken).kind is Kind.CHANGED


def test_she_may_go_back_to_what_stood_before_in_the_same_form() -> None:
    taken = (Before("y", ANNA, "a.xlsx"),)
    assert verdict("y", answer("x"), before=taken).kind is Kind.TAKEN
    assert verdict("y", answer(None, None), before=taken).kind is Kind.EMPTIED


def test_what_was_taken_and_then_changed_in_the_workbook_is_not_asked_of_again() -> None:
    taken = (Before("y", ANNA, "a.xlsx"),)
    assert verdict("z", answer("y"), before=taken).kind is Kind.UNCHANGED
    assert verdict("z", answer("y"), answer("y", who=BO), before=taken).kind is Kind.CHANGED


def test_an_older_copy_is_a_second_answer_and_does_not_take_turns() -> None:
    taken = (Before("y", ANNA, "a.xlsx"),)
    found = verdict("y", answer("y"), answer("w", file="b.xlsx"), before=taken)
    assert found.kind is Kind.TWO


def test_what_is_settled_stays_so_until_something_else_is_answered() -> None:
    kept = (Before("y", ANNA, "a.xlsx", stood=False), Before("z", "", ""))
    assert verdict("z", answer("y"), before=kept).kind is Kind.UNCHANGED
    assert verdict("q", answer("y"), before=kept).kind is Kind.UNCHANGED
    assert verdict("z", answer("w"), before=kept).kind is Kind.CHANGED
    chosen = (Before("w", BO, "b.xlsx", stood=False), Before("y", ANNA, "a.xlsx"))
    both = (answer("y"), answer("w", who=BO, file="b.xlsx"))
    assert verdict("y", *both, before=chosen).kind is Kind.THERE
    assert verdict("y", answer("u"), both[1], before=chosen).kind is Kind.TAKEN


some_values = st.sampled_from(VALUES)
some_answers = st.lists(
    st.builds(
        Given, some_values, some_values, st.sampled_from((ANNA, BO)),
        st.sampled_from(("a.xlsx", "a (1).xlsx", "b.xlsx")),
    ),
    max_size=4,
    unique_by=lambda one: one.file,
)  # fmt: skip
some_before = st.lists(
    st.builds(
        Before, some_values, st.sampled_from((ANNA, BO)), st.just("a.xlsx"), stood=st.booleans()
    ),
    max_size=3,
).map(tuple)


@given(now=some_values, answers=some_answers, before=some_before)
def test_the_order_of_files_makes_no_difference(
    now: Value, answers: list[Given], before: tuple[Before, ...]
) -> None:
    found = {verdict(now, *order, before=before) for order in permutations(answers)}
    assert len(found) == 1


@given(now=some_values, answers=some_answers, before=some_before)
def test_nothing_is_written_over_that_the_one_who_answers_has_not_seen(
    now: Value, answers: list[Given], before: tuple[Before, ...]
) -> None:
    found = verdict(now, *answers, before=before)
    if found.kind is Kind.TAKEN:
        hers = {one.value for one in before if one.stood and one.recipient in _who(found)}
        assert now in {one.base for one in found.answers} | hers
        assert len({seen(str(one.value)) for one in found.answers}) == 1
        assert found.value is not None


def _who(found: Verdict) -> set[str]:
    return {one.recipient for one in found.answers}


def collect(now: Value, answers: list[Given], log: list[Before]) -> Value:
    """Collect once, and return what the cell then holds."""
    found = verdict(now, *answers, before=tuple(log))
    if found.kind is Kind.TAKEN:
        log.append(Before(found.value, found.answers[0].recipient, found.answers[0].file))
        return found.value
    return now


def settle(now: Value, found: Verdict, chosen: int, log: list[Before]) -> Value:
    """Settle a conflict for one of its candidates; 0 is the workbook's own."""
    values = [now, *(one.value for one in found.answers)]
    value = values[chosen % len(values)]
    says = meaning_of(COMMENT)
    log += [
        Before(one.value, one.recipient, one.file, stood=False)
        for one in found.answers
        if says(one.value) != says(value)
    ]
    match = next((one for one in found.answers if says(one.value) == says(value)), None)
    log.append(Before(value, match.recipient if match else "", match.file if match else ""))
    return value


@given(now=some_values, answers=some_answers)
def test_a_second_collection_takes_nothing(now: Value, answers: list[Given]) -> None:
    log: list[Before] = []
    once = collect(now, answers, log)
    first = len(log)
    assert collect(once, answers, log) == once
    assert len(log) == first


@given(now=some_values, answers=some_answers, chosen=st.integers(0, 5))
def test_what_is_settled_gives_just_the_chosen_value(
    now: Value, answers: list[Given], chosen: int
) -> None:
    log: list[Before] = []
    now = collect(now, answers, log)
    found = verdict(now, *answers, before=tuple(log))
    if found.kind.is_open:
        after = settle(now, found, chosen, log)
        assert not verdict(after, *answers, before=tuple(log)).kind.is_open
        assert collect(after, answers, log) == after


steps = st.lists(
    st.one_of(
        st.tuples(st.just("answers"), st.sampled_from((0, 1, 2)), some_values),
        st.tuples(st.just("edits"), st.just(0), some_values),
        st.tuples(st.just("collects"), st.just(0), st.none()),
        st.tuples(st.just("settles"), st.integers(0, 3), st.none()),
    ),
    max_size=12,
)


@given(base=some_values, steps=steps)
def test_nothing_that_anybody_wrote_is_lost_whatever_is_done(
    base: Value, steps: list[tuple[str, int, Value]]
) -> None:
    """After each collection the cell holds its own value or the only answer, or it is asked."""
    files = [Given(base, base, who, f"{at}.xlsx") for at, who in enumerate((ANNA, ANNA, BO))]
    now, log = base, list[Before]()
    for what, at, value in steps:
        match what:
            case "answers":
                files[at] = files[at]._replace(value=value)
            case "edits":
                now = value
            case "settles":
                found = verdict(now, *files, before=tuple(log))
                if found.kind.is_open:
                    now = settle(now, found, at, log)
            case _:
                before, answered = now, {one.value for one in files if one.value != base}
                now = collect(now, files, log)
                if now != before:
                    assert now is not None
                    assert now in answered | {base}
                    assert before == base or any(
                        one.stood and one.value == before for one in log[:-1]
                    )
                assert collect(now, files, log) == now
