"""The web page, read with axe in a real Chromium: dark, narrow, without scripts, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import browser as browser  # noqa: PLC0414 - a fixture
from tests.browser import fits, harm, in_both_colours, in_narrow_windows, is_read_by_all
from workbooks.build import EXAMPLES
from xl_asn.batch.judge import judge
from xl_asn.batch.summary_page import summary_page
from xl_asn.batch.verdicts import Verdict
from xl_asn.files.reading.catalogue import file_finding

_SCRIPT = "<script>document.title = 'tagen'</script>"


def _verdicts() -> list[Verdict]:
    return [
        *(judge(path) for path in sorted(EXAMPLES.glob("*_manadsrapport.xlsm"))),
        Verdict("enhet/klar.xlsx", "ab" * 32, "manadsrapport", "2022-11", "godkänd", ()),
        Verdict.refused(f"enhet/{_SCRIPT}.xlsx", "cd" * 32, file_finding("F120", _SCRIPT)),
        Verdict.skipped("enhet/~$lås.xlsx", None, [file_finding("F106")]),
    ]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "svar.html"
    path.write_text(summary_page(_verdicts()), encoding="utf-8")
    return path.as_uri()


@in_both_colours
def test_axe_finds_nothing(browser: Browser, address: str, dark: bool) -> None:  # noqa: FBT001
    is_read_by_all(browser, address, dark=dark)


@in_narrow_windows
def test_nothing_is_outside_a_narrow_window(browser: Browser, address: str, width: int) -> None:
    fits(browser, address, width)


def test_everything_is_there_without_scripts(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    verdicts = _verdicts()
    assert page.locator("section.file").count() == len(verdicts)
    assert page.locator(".findings li").count() == sum(len(v.findings) for v in verdicts)
    assert page.locator("th button").count() == 0
    assert _shown_rows(page) == len(verdicts)
    page.get_by_label("avvisad").check()
    assert _shown_rows(page) == page.locator("section.file:visible").count() == 1
    page.close()


def test_the_list_is_sorted_and_searched_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("button", name="Fel").focus()
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=ascending]").inner_text().strip() == "Fel"
    errors = [int(n) for n in page.locator("tbody td:nth-child(5)").all_inner_texts()]
    assert errors == sorted(errors)
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.get_by_label("Sök enhet eller fil").fill("klar.xlsx")
    assert _shown_rows(page) == 1
    assert page.get_by_role("status").inner_text() == "1 av 7 filer passar in."
    page.close()


def test_one_file_is_printed_by_itself(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}#fil-2")
    page.emulate_media(media="print")
    assert page.locator("section.file:visible").count() == 1
    assert page.locator("#fil-2").is_visible()
    assert not page.locator("#filer").is_visible()
    page.goto("about:blank")
    page.goto(address)
    page.emulate_media(media="print")
    assert page.locator("section.file:visible").count() == len(_verdicts())
    page.close()


def test_text_from_a_file_never_runs_and_nothing_is_fetched(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.title() == "Kontroll av 7 filer"
    assert page.get_by_text(_SCRIPT).count() > 0
    assert asked == [address]
    page.close()


def test_what_gets_past_the_escaping_neither_runs_nor_is_fetched(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "svar.html"
    path.write_text(summary_page(_verdicts()), encoding="utf-8")
    assert harm(browser, path) == (None, [])


def test_what_steers_is_spelled_out_on_the_page() -> None:
    named = Verdict("a\x1b[2J\u202e\n.xlsx", None, None, None, "avvisad", (file_finding("F101"),))
    page = summary_page([named])
    assert r"a\x1b[2J\u202e\n.xlsx" in page
    assert not {"\x1b", "\u202e"} & set(page)


def _shown_rows(page: Page) -> int:
    return page.locator("tbody tr:visible").count()
