"""The page of a comparison in a real Chromium: read with axe, narrow, on paper, without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import browser as browser  # noqa: PLC0414 - a fixture
from tests.browser import fits, in_both_colours, in_narrow_windows, is_read_by_all
from tests.case.comparing.workbooks import compared, example
from xl_asn.exports.compared import compared_document


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page of two reports that have everything different but the board."""
    found = compared(example("2022-11_manadsrapport"), example("2023-07_manadsrapport"))
    path: Path = tmp_path_factory.mktemp("page") / "jämförelse.html"
    path.write_bytes(compared_document(found, "html"))
    return path.as_uri()


@in_both_colours
def test_axe_finds_nothing(browser: Browser, address: str, dark: bool) -> None:  # noqa: FBT001
    is_read_by_all(browser, address, dark=dark)


@in_narrow_windows
def test_nothing_is_outside_a_narrow_window(browser: Browser, address: str, width: int) -> None:
    fits(browser, address, width)


def test_a_mark_is_a_line_and_words_on_screen_and_paper(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    added, removed = page.locator("ins").first, page.locator("del").first
    for media in ("screen", "print"):
        page.emulate_media(media="print" if media == "print" else "screen")
        style = "getComputedStyle({}).textDecorationLine"
        lines = [node.evaluate(f"node => {style.format('node')}") for node in (added, removed)]
        assert lines == ["underline", "line-through"]
    assert (added.text_content() or "").startswith("Tillagt: ")
    assert (removed.text_content() or "").startswith("Borttaget: ")
    page.close()


def test_the_page_has_its_style_and_asks_for_nothing(browser: Browser, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert said == []
    page.close()
