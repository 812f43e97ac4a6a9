"""What has changed since an earlier answer: the same finding wherever its row has moved."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attack.books import Book
from tests.command_line import Run
from tests.command_line import run as run  # noqa: PLC0414 - a fixture
from xl_asn.batch.marks import Mark
from xl_asn.batch.since import Earlier, Marking, NoAnswerError, read_earlier, since
from xl_asn.batch.verdicts import Verdict, answer
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.told import UnusableFileError

FINDINGS = st.builds(
    lambda code, row, label, amount: finding(code, row, f"{label} är {amount} tkr."),
    st.sampled_from(["C101", "V107"]),
    st.integers(6, 9),
    st.sampled_from(["Skola", "Boende"]),
    st.integers(-20, 20),
)


def finding(code: str = "C101", row: int = 6, message: str = "Skola är fel.") -> Finding:
    cell = CellRef("Nettokostnad", row, 6)
    return Finding(code, "namn", Severity.ERROR, message, "Rätta.", cell=cell, found=Decimal(1))


def verdict(file: str, *findings: Finding) -> Verdict:
    return Verdict(file, "0" * 64, "manadsrapport", "2022-11", "underkänd", findings)


def marks(now: list[Finding], before: list[Finding]) -> tuple[list[str], list[str]]:
    found = since(now, before)
    return [mark.value for mark in found.marks], [one.message for one in found.mended]


@pytest.mark.parametrize(
    ("now", "before", "mark"),
    [
        (finding(), finding(), "kvar"),
        (finding(row=9), finding(row=6), "kvar"),  # its row has moved
        (finding(message="Skola är −2 468 tkr."), finding(message="Skola är 12 tkr."), "kvar"),
        (finding(row=9, message="Skola är 7."), finding(row=6, message="Skola är −1 000."), "kvar"),
        (finding(message="Okänt ord: Gulr."), finding(message="Okänt ord: Gull."), "kvar"),
        (finding(row=9, message="Boende är fel."), finding(row=6), "ny"),
        (finding("V107"), finding("C101"), "ny"),
    ],
)
def test_a_finding_is_the_same_where_it_says_the_same_or_stands_in_the_same_cell(
    now: Finding, before: Finding, mark: str
) -> None:
    told, mended = marks([now], [before])
    assert told == [mark]
    assert mended == ([before.message] if mark == "ny" else [])


def test_a_row_that_was_inserted_does_not_make_the_others_new() -> None:
    before = [finding(row=6, message="A är 1."), finding(row=7, message="B är 2.")]
    now = [
        finding(row=6, message="Ny rad är 5."),
        finding(row=7, message="A är 1."),
        finding(row=8, message="B är 2."),
    ]
    assert marks(now, before) == (["ny", "kvar", "kvar"], [])


def test_each_earlier_finding_is_met_once() -> None:
    assert marks([finding(), finding()], [finding()]) == (["kvar", "ny"], [])
    assert marks([finding()], [finding(), finding()]) == (["kvar"], ["Skola är fel."])


@given(now=st.lists(FINDINGS, max_size=6), before=st.lists(FINDINGS, max_size=6))
def test_what_is_kept_new_and_mended_adds_up(now: list[Finding], before: list[Finding]) -> None:
    found = since(now, before)
    assert found.count(Mark.NEW) + found.count(Mark.STANDING) == len(now)
    assert found.count(Mark.STANDING) + found.count(Mark.MENDED) == len(before)
    assert since(now, now).count(Mark.NEW) == 0
    turned = since(before, now)
    assert turned.count(Mark.STANDING) == found.count(Mark.STANDING)


def test_a_file_is_known_by_its_path_or_by_a_name_that_one_alone_has() -> None:
    earlier = Earlier(
        "svar.json",
        {"i/a.xlsx": (finding(),), "j/a.xlsx": (), "i/b.xlsx": (finding(),), "i/c.xlsx": ()},
    )
    marking = Marking(earlier)
    files = ("i/a.xlsx", "ny/b.xlsx", "ny/a.xlsx", "d.xlsx")
    told = [v.since for v in marking.marked(verdict(file, finding()) for file in files)]
    assert [one and one.is_known for one in told] == [True, True, False, False]
    assert [one and one.marks[0].value for one in told] == ["kvar", "kvar", "ny", "ny"]
    assert marking.gone == ("j/a.xlsx", "i/c.xlsx")


def test_an_answer_is_read_as_it_was_written(tmp_path: Path) -> None:
    told = [verdict("a.xlsx", finding(), finding("V107", 7))]
    path = tmp_path / "svar.json"
    path.write_text(json.dumps(answer(told)), encoding="utf-8")
    earlier = read_earlier(path)
    assert since(told[0].findings, earlier.files["a.xlsx"]).mended == ()
    marked = list(Marking(earlier).marked(told))
    path.write_text(json.dumps(answer(marked, "svar.json", ())), encoding="utf-8")
    assert read_earlier(path).files == earlier.files  # a marked answer is an answer too


_SPOILT: dict[str, Callable[[dict[str, object]], object]] = {
    "another tool's": lambda told: {**told, "verktyg": "annat"},
    "a list": lambda told: [told],
    "no files": lambda told: {**told, "filer": {"a": 1}},
    "a file that is a number": lambda told: {**told, "filer": [7]},
    "a name that is a number": lambda told: {**told, "filer": [{"fil": 7, "fynd": []}]},
    "findings in words": lambda told: {**told, "filer": [{"fil": "a", "fynd": "C101"}]},
    "a finding without a code": lambda told: {**told, "filer": [{"fil": "a", "fynd": [{}]}]},
    "a severity of its own": lambda told: {
        **told,
        "filer": [{"fil": "a", "fynd": [{**finding().as_json(), "allvar": "hemskt"}]}],
    },
    "a cell that is none": lambda told: {
        **told,
        "filer": [{"fil": "a", "fynd": [{**finding().as_json(), "cell": "Ä"}]}],
    },
}


@pytest.mark.parametrize("kind", _SPOILT)
def test_what_is_no_answer_of_ours_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "svar.json"
    whole = dict(answer([verdict("a.xlsx", finding())]))
    path.write_text(json.dumps(_SPOILT[kind](whole)), encoding="utf-8")
    with pytest.raises(NoAnswerError, match="är inget svar från xl-asn validera"):
        read_earlier(path)


@pytest.mark.parametrize(
    "data", [b"{", b"\xff\xfe\x00", b"[" * 200_000, b"9" * 50_000, b'"xl-asn"', b"null"]
)
def test_what_is_no_json_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "svar.json"
    path.write_bytes(data)
    with pytest.raises(NoAnswerError):
        read_earlier(path)


def test_a_file_that_cannot_be_read_is_told_as_every_other(tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError, match="finns inte"):
        read_earlier(tmp_path / "borta.json")


def test_since_yesterday_on_every_surface(run: Run, tmp_path: Path) -> None:
    Book().number("Nettokostnad", "F6", "1").saved(tmp_path / "a.xlsx")
    yesterday = tmp_path / "i går.json"
    ask = ("validera", tmp_path / "a.xlsx", "--utan-cache")
    assert run(*ask, "--format", "json", "--ut", yesterday).returncode == 1
    Book().number("Nettokostnad", "F7", "1").saved(tmp_path / "a.xlsx")
    told = json.loads(run(*ask, "--format", "json", "--sedan", yesterday).stdout)
    (file,) = told["filer"]
    new = [(one["kod"], one["cell"]) for one in file["fynd"] if one["sedan"] == "ny"]
    assert ("C101", "F7") in new
    assert ("C101", "F6") in [(one["kod"], one["cell"]) for one in file["rättade"]]
    assert told["sedan"]["ny"] == len(new)
    screen = run(*ask, "--sedan", yesterday).stdout
    assert "  ny   fel   C101 Nettokostnad!F7" in screen
    assert "  rättad C101 Nettokostnad!F6" in screen
    assert f"Sedan {yesterday}: " in screen
    page = run(*ask, "--sedan", yesterday, "--format", "html").stdout
    assert '<span class="since new">Ny</span>' in page
    assert "Rättat sedan det förra svaret" in page
    book = tmp_path / "svar.xlsx"
    assert run(*ask, "--sedan", yesterday, "--format", "xlsx", "--ut", book).returncode == 1


def test_without_it_nothing_is_said_of_an_earlier_answer(run: Run, tmp_path: Path) -> None:
    Book().saved(tmp_path / "a.xlsx")
    told = json.loads(run("validera", tmp_path / "a.xlsx", "--format", "json").stdout)
    assert "sedan" not in told
    assert "rättade" not in told["filer"][0]


@pytest.mark.parametrize("name", ["borta.json", "a.xlsx"])
def test_an_earlier_answer_that_is_none_ends_with_a_sentence(
    run: Run, tmp_path: Path, name: str
) -> None:
    path = Book().saved(tmp_path / "a.xlsx")
    done = run("validera", path, "--sedan", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_the_earlier_answer_is_never_written_over(run: Run, tmp_path: Path) -> None:
    path, svar = Book().saved(tmp_path / "a.xlsx"), tmp_path / "svar.json"
    ask = ("validera", path, "--format", "json", "--ut", svar)
    run(*ask)
    before = svar.read_bytes()
    assert run(*ask, "--sedan", svar).returncode == 2
    assert svar.read_bytes() == before
