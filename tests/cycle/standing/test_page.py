"""The page of *Läget* in a real Chromium: what it says, whatever a cell or a file is called."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import browser as browser  # noqa: PLC0414 - a fixture
from tests.browser import fits, harm, in_both_colours, in_narrow_windows, is_read_by_all
from tests.cycle.standing.made import person, standing
from xl_asn.cycle.standing.page import standing_page
from xl_asn.cycle.standing.standing import Person, Standing, sentences
from xl_asn.model.collection import State

_SCRIPT = "<script>document.title = 'tagen'</script>"


def put(folder: Path, shown: Standing) -> Path:
    path = folder / "laget.html"
    path.write_bytes(standing_page(shown))
    return path


def links_of(path: Path) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', path.read_text("utf-8"))]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return put(tmp_path_factory.mktemp("page"), standing()).as_uri()


@in_both_colours
def test_axe_finds_nothing(browser: Browser, address: str, dark: bool) -> None:  # noqa: FBT001
    is_read_by_all(browser, address, dark=dark)


@in_narrow_windows
def test_nothing_is_outside_a_narrow_window(browser: Browser, address: str, width: int) -> None:
    fits(browser, address, width)


def test_a_narrow_window_says_of_each_figure_what_it_is(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page.goto(address)
    row = page.locator("tbody tr").nth(1)
    names = row.locator("td:visible").evaluate_all("cells => cells.map(c => c.dataset.label)")
    assert names == ["Läge", "Svar", "Fil", "Påminn"]
    page.close()


def test_paper_has_the_list_and_no_links_to_press(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    assert page.locator("tbody tr:visible").count() == 7
    assert page.locator("a[href^=mailto]:visible").count() == 0
    page.close()


def test_everybody_is_there_and_those_who_are_waited_for_can_be_written_to(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    states = [text.split()[-1] for text in page.locator(".state").all_inner_texts()]
    assert states == [
        "Klart", "Påbörjat", "Försenat", "Försenat", "Avvisat", "Konflikt", "Saknas",
    ]  # fmt: skip
    asked = [row.locator("a[href^=mailto]").count() for row in page.locator("tbody tr").all()]
    assert asked == [0, 1, 0, 1, 1, 0, 1]
    conflict = page.locator(".conflicts").inner_text()
    assert "Enhetsresultat!C8" in conflict
    for value in ("Gul", "Röd", "Grön", "Hästskons.xlsx", "Hästskons (1).xlsx", "tomt"):
        assert value in conflict
    page.close()


def test_nothing_on_the_page_runs_or_is_fetched(browser: Browser, tmp_path: Path) -> None:
    hostile = person(
        _SCRIPT, State.REFUSED, unit=f'"{_SCRIPT}', by=_SCRIPT, remark=_SCRIPT,
        file="javascript:alert(1)//\u202e.xlsx", email=f"a@b.se?bcc=c@d.se{_SCRIPT}",
        others=(_SCRIPT,),
    )  # fmt: skip
    path = put(tmp_path, standing(hostile)._replace(title=_SCRIPT, board=_SCRIPT, folder=_SCRIPT))
    assert harm(browser, path) == (None, [])
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.title() == f"Läget: {_SCRIPT}"
    links = page.locator("a").evaluate_all("links => links.map(a => new URL(a.href).protocol)")
    assert {*links} == {"file:", "mailto:"}
    (letter,) = (link for link in links_of(path) if link.startswith("mailto:"))
    assert "bcc" not in letter.partition("body=")[0]
    page.close()


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((), "Det finns inga mottagare på bladet Utskick."),
        ((person("A", State.DONE),), "1 av 1 har svarat: 1 är klar."),
        (
            (person("A", State.MISSING), person("B", State.MISSING)),
            "0 av 2 har svarat: 2 saknas.",
        ),
        (
            (person("A", State.LATE, is_done=True), person("B", State.LATE)),
            "1 av 2 har svarat: 2 är sena.",
        ),
    ],
)
def test_the_first_sentence_counts(people: tuple[Person, ...], said: str) -> None:
    shown = standing()._replace(people=people, conflicts=(), extras=0)
    assert [*sentences(shown)] == [said]
    assert said in standing_page(shown).decode()


def test_a_delay_says_whether_anything_has_come() -> None:
    assert person("A", State.LATE).remark == "Inget svar har kommit."
    assert person("A", State.LATE, is_begun=True).remark == "Påbörjat, men inte klart."
    done = person("A", State.LATE, is_begun=True, is_done=True, remark="Kom den 9 december.")
    assert done.remark == "Kom den 9 december."
