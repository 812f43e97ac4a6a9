"""Findings shared out by unit: nothing is lost, and the page of each is read by everybody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import browser as browser  # noqa: PLC0414 - a fixture
from tests.browser import fits, harm, in_both_colours, in_narrow_windows, is_read_by_all
from workbooks.build import EXAMPLES
from xl_asn.batch.judge import judge
from xl_asn.batch.shares import OTHERS, Share, shared_out
from xl_asn.batch.unit_letter import letter
from xl_asn.batch.unit_page import is_unit_page, unit_page
from xl_asn.batch.verdicts import FORM, Verdict
from xl_asn.files.reading.catalogue import file_finding

_BOOKS = ("2021-02", "2022-11", "2023-07", "2018-04")
_SCRIPT = "<script>document.title = 'tagen'</script>"


def _judged(name: str) -> Verdict:
    (path,) = EXAMPLES.glob(f"{name}_*.xlsx")
    return judge(path)


@pytest.mark.parametrize("name", _BOOKS)
def test_every_finding_of_a_workbook_is_told_to_somebody(name: str) -> None:
    verdict = _judged(name)
    told = [one for share in shared_out([verdict]) for part in share.parts for one in part.told]
    assert {id(one.finding) for one in told} == {id(finding) for finding in verdict.findings}
    units = [share.name for share in shared_out([verdict]) if not share.is_others]
    assert sorted(units) == sorted(verdict.whose.units)


def test_a_finding_of_several_units_is_told_to_each_with_her_own_cell() -> None:
    shares = {share.name: share for share in shared_out([_judged("2021-02")])}
    told = shares["Vuxenenheten"].to_do[0]
    assert told.finding.code == "V101"
    assert [one.cell.address for one in told.cells] == ["C14"]
    assert "Cell C14, Mål 1 › Vuxenheten, Bedömning: " in letter(shares["Vuxenenheten"])
    others = {one.finding.place[0] for one in shares[OTHERS].to_do}
    assert "Nettokostnad" in others
    assert "Enhetsresultat" not in others


def test_a_name_that_is_not_known_is_nobodys() -> None:
    shares = {share.name: share for share in shared_out([_judged("2022-11")])}
    assert "V108" in {one.finding.code for one in shares[OTHERS].to_do}
    assert shares["Hästskons stöd- och boendeenhet"].to_do == ()


def test_several_workbooks_are_each_its_senders_and_a_form_its_recipients() -> None:
    book, form = _judged("2022-11"), _judged("2023-07")
    verdicts = [
        replace(book, file="in/Hästskons/a.xlsx"), replace(form, file="in/Vuxen/b.xlsx"),
        replace(form, file="in/Vuxen/c.xlsx", document_type=FORM, recipient="Socialpsykiatrin"),
        Verdict.refused("in/Öppenvård/d.xlsx", "ab" * 32, file_finding("F120", "x")),
        Verdict.skipped("in/Foto/e.jpg", None, [file_finding("F110")]),
    ]  # fmt: skip
    names = [share.name for share in shared_out(verdicts)]
    assert names == ["Hästskons", "Socialpsykiatrin", "Vuxen", "Öppenvård"]
    assert [share.name for share in shared_out(list(reversed(verdicts)))] == names


def test_the_letter_has_no_words_of_the_program() -> None:
    for name in _BOOKS:
        for share in shared_out([_judged(name)]):
            if share.to_do:
                text = letter(share)
                assert text.startswith("Hej!\n\nVi har gått igenom ")
                assert "xl-asn" not in text
                assert not {one.finding.code for one in share.to_do} & set(text.split())


def _share() -> Share:
    verdict = _judged("2021-02")
    spoilt = replace(verdict.findings[0], message=f"{_SCRIPT}\u202e =1+1")
    found = replace(verdict, findings=(spoilt, *verdict.findings[1:]))
    return next(share for share in shared_out([found]) if spoilt in
                [one.finding for one in share.to_do])  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "enhet.html"
    path.write_text(unit_page(_share()), encoding="utf-8")
    assert is_unit_page(path)
    return path.as_uri()


@in_both_colours
def test_axe_finds_nothing(browser: Browser, address: str, dark: bool) -> None:  # noqa: FBT001
    is_read_by_all(browser, address, dark=dark)


@in_narrow_windows
def test_nothing_is_outside_a_narrow_window(browser: Browser, address: str, width: int) -> None:
    fits(browser, address, width)


def test_the_letter_is_copied_as_it_is_and_is_there_without_scripts(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("button", name="Kopiera brevet").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text().startswith("Brevet är ")
    assert page.evaluate("getSelection().toString()").strip() == (
        page.locator("#brevtext").inner_text().strip()
    )
    assert r"\u202e" in page.locator("#brevtext").inner_text()
    assert page.title().startswith("Att rätta: ")
    page.close()
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    assert page.locator("#brevtext").inner_text().startswith("Hej!")
    assert page.get_by_role("button").count() == 0
    page.close()


def test_on_paper_the_letter_comes_first_and_alone(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    assert not page.get_by_role("button").is_visible()
    first = "getComputedStyle(document.querySelector('.told')).breakBefore"
    assert page.evaluate(first) == "page"
    page.close()


def test_what_gets_past_the_escaping_neither_runs_nor_is_fetched(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "enhet.html"
    path.write_text(unit_page(_share()), encoding="utf-8")
    assert harm(browser, path) == (None, [])
