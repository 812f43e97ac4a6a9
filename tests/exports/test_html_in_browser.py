"""The report's web page in a real Chromium: read with axe, narrow, by keyboard, without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import browser as browser  # noqa: PLC0414 - a fixture
from tests.browser import fits, harm, in_both_colours, in_narrow_windows, is_read_by_all
from tests.exports.board_reports import NAMES, everything, example
from tests.exports.extremes import EXTREMES
from tests.thorough import thorough
from xl_asn.exports.html import html

#: How many stops of a long page are tried.
MOST_STOPS = 80

#: Opens what can be opened: of the figures some, for a page has many.
_OPENED = (
    "document.querySelectorAll('details').forEach((d, n) => d.open = n % 9 == 0"
    " || d.className == 'numbers')"
)

#: A page with every kind of block, and a report as it is published; then all others.
_FIRST = ("everything", "2022-11_manadsrapport")
_PAGES = (*_FIRST, *thorough(*(name for name in (*NAMES, *EXTREMES) if name not in _FIRST)))


@pytest.fixture(scope="module", params=_PAGES)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    made = EXTREMES | {"everything": everything}
    board_report = made[request.param]() if request.param in made else example(request.param)
    path = tmp_path_factory.mktemp("page") / "rapport.html"
    path.write_bytes(html(board_report))
    return path.as_uri()


@in_both_colours
def test_axe_finds_nothing(browser: Browser, address: str, dark: bool) -> None:  # noqa: FBT001
    is_read_by_all(browser, address, dark=dark, opened=_OPENED)


@in_narrow_windows
def test_nothing_is_outside_a_narrow_window(browser: Browser, address: str, width: int) -> None:
    fits(browser, address, width)


def test_figures_open_and_rows_are_filtered_without_scripts(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    if page.locator("details.figure").count():
        figure = page.locator("details.figure").first
        figure.locator("summary").focus()
        page.keyboard.press("Enter")
        assert figure.locator(".note").is_visible()
    every = page.locator("main tr[data-status]").count()
    yellow = page.locator('main tr[data-status="Gul"]').count()
    page.get_by_label("▲", exact=False).check()
    assert page.locator("main tr[data-status]:visible").count() == yellow
    page.get_by_label("Alla").check()
    assert page.locator("main tr[data-status]:visible").count() == every
    page.close()


def test_paper_is_white_and_keeps_the_colours_of_the_statuses(
    browser: Browser,
    address: str,
) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(address)
    page.emulate_media(media="print")
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert page.evaluate(style.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert page.evaluate(style.format("body", "color")) == "rgb(31, 31, 31)"
    assert not page.locator("fieldset.filter").is_visible()
    green = page.locator("td.green").first
    if green.count():
        kept = green.evaluate("cell => getComputedStyle(cell).printColorAdjust")
        assert kept == "exact"
    page.close()


def test_tab_stops_at_every_control_in_the_order_of_the_page(
    browser: Browser,
    address: str,
) -> None:
    page = browser.new_page()
    page.goto(address)
    stops = page.evaluate(
        """() => {
          const stops = 'a[href], input:checked, summary, [tabindex="0"]';
          const all = [...document.querySelectorAll(stops)].filter(e => e.checkVisibility());
          all.forEach((e, n) => { e.dataset.stop = n; });
          return all.length;
        }"""
    )
    reached = []
    for _ in range(min(stops, MOST_STOPS)):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("Number(document.activeElement.dataset.stop)"))
        # Chromium draws the outline of what has the focus: nobody is to lose their place.
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached == list(range(min(stops, MOST_STOPS)))
    page.close()


def test_the_first_stop_of_the_keyboard_leads_past_the_contents(
    browser: Browser,
    address: str,
) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.close()


def test_what_gets_past_the_escaping_neither_runs_nor_is_fetched(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "rapport.html"
    path.write_bytes(html(example("2022-11_manadsrapport")))
    assert harm(browser, path) == (None, [])
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    assert policy.search(path.read_text("utf-8"))
    path.write_text(policy.sub("", path.read_text("utf-8")), "utf-8")
    ran, fetched = harm(browser, path)  # the test sees harm where nothing hinders it
    assert ran
    assert len(fetched) == 4


def test_the_page_has_its_style_and_its_pictures(browser: Browser, address: str) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert refused == []
    page.close()
