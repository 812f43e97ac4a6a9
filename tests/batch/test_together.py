"""What several submissions say together: each case, what is near it, and any order of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.batch.copies import original_name
from xl_asn.batch.paths import folders_within
from xl_asn.batch.together import Remark, Together
from xl_asn.batch.verdicts import FORM, Neighbour, Verdict
from xl_asn.batch.whose import Whose
from xl_asn.files.reading.catalogue import file_finding

_NOV, _OCT = "2022-11", "2022-10"


def sent(
    file: str, period: str | None = _NOV, mark: str = "", board: str = "ASN", recipient: str = ""
) -> Verdict:
    document_type = FORM if recipient else "manadsrapport"
    return Verdict(
        file, mark or file, document_type, period, "godkänd", (), whose=Whose(board),
        recipient=recipient,
    )  # fmt: skip


def remarks(verdicts: Sequence[Verdict], *folders: str) -> tuple[Remark, ...]:
    together = Together(map(Path, folders))
    assert list(together.gathered(verdicts)) == list(verdicts)
    return together.remarks()


def said(verdicts: Sequence[Verdict], *folders: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(remark.finding.code, remark.paths) for remark in remarks(verdicts, *folders)]


def _units(count: int, period: str = _NOV) -> list[Verdict]:
    return [sent(f"in/{n}/bok.xlsx", period) for n in range(count)]


def test_a_wrong_period_is_said_where_nearly_all_others_agree() -> None:
    (remark,) = remarks([*_units(3), sent("in/x/bok.xlsx", _OCT)])
    assert (remark.finding.code, remark.paths) == ("I180", ("in/x/bok.xlsx",))
    assert remark.finding.message == (
        "in/x/bok.xlsx gäller oktober 2022, men 3 andra gäller november 2022."
    )


@pytest.mark.parametrize(
    "verdicts",
    [
        [*_units(2), sent("in/x/bok.xlsx", _OCT)],
        [*_units(4), sent("in/x/b.xlsx", _OCT), sent("in/y/b.xlsx", _OCT)],
        [sent(f"in/{month}.xlsx", f"2022-{month:02}") for month in range(1, 13)],
        [*_units(3), sent("in/x/b.xlsx", None)],
        [*_units(3), sent("in/0/oktober.xlsx", _OCT)],
    ],
    ids=["for få", "för många", "ett år", "utan period", "har också den rätta"],
)
def test_no_period_is_wrong_where_they_do_not_clearly_agree(verdicts: list[Verdict]) -> None:
    assert said(verdicts) == []


def test_a_report_that_others_compare_with_is_no_submission() -> None:
    earlier = sent("in/x/oktober.xlsx", _OCT, "okt")
    named = Verdict(
        "in/0/bok.xlsx", "0", "manadsrapport", _NOV, "godkänd", (),
        (Neighbour("oktober", ".", "okt"),), whose=Whose("ASN"),
    )  # fmt: skip
    assert said([*_units(3)[1:], named, sent("in/4/bok.xlsx"), earlier]) == []


def test_a_master_of_another_board_is_said() -> None:
    verdicts = [*_units(3), sent("in/x/bok.xlsx", board="Byggnadsnämnden")]
    assert said(verdicts) == [("I184", ("in/x/bok.xlsx",))]


@pytest.mark.parametrize(
    "name",
    ["bok (1)", "bok (1) (2)", "bok-DESKTOP-4F2K1A", "bok - kopia", "bok – kopia (2)", "bok v2",
     "bok_v2", "Kopia av bok", "BOK", "bok-ny"],
)  # fmt: skip
def test_a_copy_that_differs_is_another_version_and_an_equal_one_is_the_same(name: str) -> None:
    other = f"in/{name}.xlsx"
    both = tuple(sorted(("in/bok.xlsx", other)))
    assert said([sent("in/bok.xlsx"), sent(other)]) == [("I181", both)]
    assert said([sent("in/bok.xlsx", mark="a"), sent(other, mark="a")]) == [("I182", both)]
    assert original_name("in/Enheten 1.xlsx") != original_name("in/Enheten 2.xlsx")


def test_two_files_of_a_units_own_folder_are_two_versions_whatever_they_are_called() -> None:
    assert said([*_units(2), sent("in/0/en annan.xlsx")]) == [
        ("I181", ("in/0/bok.xlsx", "in/0/en annan.xlsx"))
    ]


def test_two_forms_of_one_recipient_are_two_versions_wherever_they_lie() -> None:
    forms = [sent("in/a.xlsx", recipient="Vuxenenheten"), sent("in/b.xlsx", recipient="Övriga")]
    assert said(forms) == []
    again = sent("annat/c.xlsx", recipient="VUXENENHETEN")
    assert said([*forms, again]) == [("I181", ("annat/c.xlsx", "in/a.xlsx"))]


def test_a_folder_that_nothing_has_come_in_is_said_beside_those_with_something() -> None:
    photo = Verdict.skipped("in/foto/svar.jpg", None, [file_finding("F110")])
    ours = Verdict.skipped("in/paminn/a.eml", None, [file_finding("F110")])
    verdicts = [*_units(2), photo, ours]
    found = remarks(verdicts, "in", "in/0", "in/1", "in/tom", "in/foto", "in/paminn")
    assert [remark.paths for remark in found] == [("in/foto",), ("in/tom",)]
    assert {remark.finding.code for remark in found} == {"I183"}
    assert "bara in/foto/svar.jpg" in found[0].finding.message
    assert said(_units(1), "in", "in/0", "in/tom") == []


@given(st.permutations([
    *_units(4), sent("in/x/bok.xlsx", _OCT), sent("in/0/bok (1).xlsx"),
    sent("in/1/bok (1).xlsx", mark="in/1/bok.xlsx"), sent("in/y/bok.xlsx", board="Byggnadsnämnden"),
]))  # fmt: skip
def test_the_order_of_the_files_changes_nothing(verdicts: list[Verdict]) -> None:
    found = said(verdicts, "in/tom", "in")
    assert [code for code, _ in found] == ["I180", "I181", "I182", "I183", "I184"]
    assert remarks(verdicts, "in/tom", "in") == remarks(sorted(verdicts, key=str), "in", "in/tom")


def test_folders_are_found_as_files_are_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for name in ("a/djup", "b", ".dold"):
        (tmp_path / name).mkdir(parents=True)
    found = [tmp_path, tmp_path / "a", tmp_path / "a" / "djup", tmp_path / "b"]
    assert folders_within([str(tmp_path)]) == found
    assert folders_within([str(tmp_path / "*")]) == [*found[1:]]
