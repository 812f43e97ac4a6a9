"""The archive's page: what it says, whatever it is made of, and how it is read in a Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import browser as browser  # noqa: PLC0414 - a fixture
from tests.browser import fits, harm, in_both_colours, in_narrow_windows, is_read_by_all
from tests.cycle.archive.page_made import (
    ROWS,
    SCHOOLS,
    SOCIAL,
    TOTAL,
    Told,
    board,
    dark,
    followed,
    made,
    months,
    schools,
    social,
)
from xl_asn.cycle.archive.own import is_own_archive
from xl_asn.cycle.archive.page import archive_page
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import (
    RESERVATION,
    Archive,
    ArchivedFile,
    BoardArchive,
    Figures,
    FiledGoal,
    FollowedGoal,
    FollowedRow,
    Remark,
    RemarkKind,
)

_SCRIPT = "<script>document.title = 'tagen'</script>"
_OPENED = "document.querySelectorAll('details').forEach(part => { part.open = true })"


def text_of(archive: Archive) -> str:
    """Return what a reader of the page gets: no styles, no tags, one blank between words."""
    page = archive_page(archive).decode()
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).replace("\u00a0", " ").split())


def only(*boards: BoardArchive) -> Archive:
    return Archive("tkr", boards)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "arkiv.html"
    path.write_bytes(archive_page(made()))
    return path


@pytest.fixture(scope="module")
def address(path: Path) -> str:
    return path.as_uri()


@in_both_colours
@pytest.mark.parametrize("opened", ["", _OPENED])
def test_axe_finds_nothing(
    browser: Browser, address: str, dark: bool, opened: str  # noqa: FBT001
) -> None:  # fmt: skip
    is_read_by_all(browser, address, dark=dark, opened=opened)


@in_narrow_windows
def test_nothing_is_outside_a_narrow_window(browser: Browser, address: str, width: int) -> None:
    fits(browser, address, width)


@pytest.mark.parametrize("width", [320, 360, 640, 800, 1000, 1280])
def test_nothing_is_outside_when_all_is_opened(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(address)
    page.evaluate(_OPENED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [320, 1000, 1280])
def test_no_amount_is_broken(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(address)
    page.evaluate(_OPENED)
    broken = page.evaluate(
        """() => [...document.querySelectorAll('td.number')].filter(cell => {
            const text = [...cell.childNodes].find(node => node.nodeType == 3 && node.data.trim());
            if (!text) return false;
            const range = document.createRange();
            range.selectNodeContents(text);
            return range.getBoundingClientRect().height > 1.5 * 24;
        }).map(cell => cell.textContent.trim())"""
    )
    assert broken == []
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_all_of_a_drawing_is_within_it(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(address)
    page.evaluate(_OPENED)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return frame.width && (box.left < frame.left - 1 || box.right > frame.right + 1
                    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_name_of_a_line_covers_another(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(address)
    page.evaluate(_OPENED)
    covered = page.evaluate(
        """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
            const boxes = [...svg.querySelectorAll('text.name, text.middle, text.end')]
                .map(text => [text.textContent, text.getBoundingClientRect()])
                .filter(([, box]) => box.width);
            return boxes.flatMap(([name, a], at) => boxes.slice(at + 1)
                .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1
                    && a.top < b.bottom - 3 && b.top < a.bottom - 3)
                .map(([other]) => name + ' / ' + other));
        })"""
    )
    assert covered == []
    page.close()


def test_one_drawing_of_each_curve_is_seen(browser: Browser, address: str) -> None:
    for width, seen in ((320, "narrow"), (1280, "wide")):
        page = browser.new_page(viewport={"width": width, "height": 700})
        page.goto(address)
        shown = page.locator("svg.chart:visible")
        sizes = {
            css.split()[1] for css in shown.evaluate_all("all => all.map(s => s.classList + '')")
        }
        assert sizes == {seen}
        page.close()


def test_a_drawing_has_a_name_and_says_in_words_what_it_shows(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(address)
    drawing = page.get_by_role("img", name="Utfall mot budget 2022, Resultat ASN, tkr")
    assert drawing.count() == 1
    told = drawing.locator("desc").text_content() or ""
    assert told.startswith(f"Linjediagram. {SOCIAL}.")
    assert "Utfall 2022: jan −22\u00a0760" in told
    page.close()


def test_a_goal_and_a_hit_are_read_aloud_as_words(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    hit = page.get_by_role("cell", name="Träff, −0,8").first
    assert "●" in hit.inner_text()
    miss = page.get_by_role("cell", name="Miss, −1,04").first
    assert "■" in miss.inner_text()
    assert page.get_by_role("cell", name="Gul", exact=True).count() > 0
    assert page.get_by_role("cell", name="ingen rapport").count() > 0
    page.close()


def test_paper_leaves_out_what_is_folded(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    assert page.locator("summary:visible").count() == 0
    assert page.locator(".unread:visible").count() == 1
    page.evaluate(_OPENED)
    assert page.locator("summary:visible").count() > 0
    page.close()


def test_the_links_within_the_page_lead_somewhere(path: Path) -> None:
    page = path.read_text("utf-8")
    marks = re.findall(r'\bid="([^"]+)"', page)
    assert len(marks) == len({*marks})
    assert {*re.findall(r'href="#([^"]+)"', page)} <= {*marks}
    assert page.count("href=") == page.count('href="#')
    told = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)
    assert {*told} <= {*marks}


def test_nothing_on_the_page_runs_or_is_fetched(browser: Browser, tmp_path: Path) -> None:
    told = [row._replace(name=_SCRIPT, area=_SCRIPT, parent=_SCRIPT, sheet=_SCRIPT) for row in ROWS]
    rows = [row._replace(name=f"{row.name} {at}") for at, row in enumerate(told)]
    made_of = board(_SCRIPT, rows, (*months(2021), *months(2022, 5)))
    goal = FiledGoal("1", _SCRIPT, _SCRIPT, _SCRIPT)
    made_of = replace(made_of, goals=(FollowedGoal(_SCRIPT, "1", _SCRIPT, {(2022, 1): goal}),))
    remark = Remark(RemarkKind.GAP, _SCRIPT, (2022, 1), _SCRIPT, (_SCRIPT,))
    file = ArchivedFile(_SCRIPT, _SCRIPT, _SCRIPT, _SCRIPT, _SCRIPT, _SCRIPT)
    unread = file._replace(became="kunde inte läsas")
    archive = Archive(_SCRIPT, (made_of, made_of), (remark,), (file, unread))
    path = tmp_path / "arkiv.html"
    path.write_bytes(archive_page(archive))
    assert harm(browser, path) == (None, [])
    assert b"<script" not in path.read_bytes()
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.title() == "Arkiv: 2 nämnder"
    page.close()


def test_the_page_needs_nothing_else_and_says_so_to_the_browser(path: Path) -> None:
    page = path.read_text("utf-8")
    assert "default-src 'none'; base-uri 'none'; form-action 'none'; style-src" in unescape(page)
    assert re.search(r"(?:https?:)?//|\bsrc=|<script|<link|@import|url\(|\bstyle=", page) is None
    assert is_own_archive(path)


def test_the_same_archive_gives_the_same_bytes() -> None:
    assert archive_page(made()) == archive_page(made())


def test_it_says_how_good_the_forecasts_were() -> None:
    said = text_of(made())
    assert "Av 11 prognoser för Resultat ASN träffade 1 inom 1,0 procent av årsbudgeten." in said
    assert "Prognoserna var i snitt 5 492 tkr för dystra." in said
    assert "Prognoser 11 med ett bokslut att jämföras med" in said
    assert "Träffar 1 av 11 inom 1,0 procent av årsbudgeten" in said
    assert "Lutning −5 492 tkr för dystert, i snitt" in said
    assert said.count(RESERVATION) == 2
    row = "Resultat BUN 22 10 av 22 +12 268 för ljust 12 268 1,3 % 16 259 4 av 11 träffar 0,77"
    assert row in said


def test_it_has_a_table_of_contents_only_where_there_are_several_boards() -> None:
    assert f"Nämnderna i arkivet Nämnd Rapporter Prognoser Träffar Lutning {SOCIAL}" in text_of(
        made()
    )
    said = text_of(only(social()))
    assert "Nämnderna i arkivet" not in said
    assert said.startswith(f"Arkiv: {SOCIAL}")


def test_it_tells_the_challenger_beside_the_forecast() -> None:
    said = text_of(made())
    assert "Utmanaren är en jämförelse och skrivs aldrig in i Prognos." in said
    assert (
        "Så slutar 2022 om resten av året blir som tidigare år, räknat från oktober 2022." in said
    )
    assert "Resultat ASN −233 295 82,0 % 2021 −284 506 −287 447 −2 941" in said
    assert "December 2022 är årets bokslut" in said
    assert "Inget tidigare år är helt i arkivet" in text_of(
        only(board(SOCIAL, ROWS, months(2022, 5)))
    )


def test_it_tells_what_lacks_and_every_file() -> None:
    said = text_of(made())
    assert "1 fil kunde inte läsas och är inte med." in said
    assert "Kunde inte läsas 2022/2022-06_manadsrapport.xlsm F101 Filen är skadad" in said
    assert "48 filer: 45 med, 1 ersatt, 1 ingen rapport, 1 kunde inte läsas" in said
    assert "juni 2022 Rapport saknas Ingen rapport för juni 2022." in said
    assert said.count("Inget att anmärka.") == 1
    assert f"SHA-256 {'ab' * 32}" in said


def test_files_that_could_not_be_read_are_never_folded() -> None:
    page = archive_page(made()).decode()
    before, _, after = page.partition('<ul class="unread">')
    assert before.count("<details") == before.count("</details>")
    assert "2022-06_manadsrapport.xlsm" in after.partition("</ul>")[0]


def test_a_remark_of_no_board_is_told_too() -> None:
    remark = Remark(RemarkKind.GAP, "En annan nämnd", None, "Ingen rapport.")
    said = text_of(Archive("tkr", (social(),), (remark,)))
    assert "Övriga anmärkningar" in said
    assert "ingen särskild månad, – Rapport saknas Ingen rapport." in said


def test_leaning_has_no_word_before_there_are_six_forecasts() -> None:
    at = (*months(2021, 5), (2021, 12))
    said = text_of(only(board(SOCIAL, [TOTAL], at)))
    assert "Resultat ASN 5 0 av 5 – färre än 6" in said
    assert "för dystert" not in said.partition("Utmanaren räknar")[0].replace(
        "minus är för dystert", ""
    )


def test_a_near_miss_does_not_look_like_a_hit() -> None:
    def near(month: int) -> Decimal:
        return Decimal("-0.0100001") if month < 6 else Decimal("-0.0102")

    row = Told("Resultat", RowKind.TOTAL, -100_000_000, "1")
    said = text_of(only(board(SOCIAL, [row], months(2021), near)))
    assert "Miss, ■ −1,00 strax utanför" in said
    assert "Miss, ■ −1,02" in said


def test_rows_of_one_name_are_told_apart_by_what_they_belong_to() -> None:
    rows = [
        Told("varav personal", RowKind.OF_WHICH, -900, "1", parent="Förskola"),
        Told("varav personal", RowKind.OF_WHICH, -700, "1", "Skola", "Grundskola"),
        TOTAL,
    ]
    built = [followed(SOCIAL, told, at, months(2021), dark) for at, told in enumerate(rows)]
    named = [replace(row, id=f"{row.id} {at}") for at, row in enumerate(built)]
    said = text_of(only(replace(social(), rows=tuple(named))))
    assert "varav personal Förskola" in said
    assert "varav personal Skola › Grundskola" in said


def test_a_row_that_goes_on_through_the_year_shows_its_latest_year() -> None:
    page = archive_page(only(social())).decode()
    assert "Årets prognoser 2022, Resultat ASN, tkr" in page
    assert "Årets prognoser 2021, Resultat ASN, tkr" in page
    assert page.count("Kurvor för 8 rader till") == 1


def _with(row: FollowedRow, figures: Callable[[Figures], Figures]) -> FollowedRow:
    observed = tuple(
        one._replace(row=one.row._replace(figures=figures(one.figures))) for one in row.observed
    )
    return replace(row, observed=observed)


def _all(figures: Callable[[Figures], Figures]) -> BoardArchive:
    made_of = social()
    return replace(made_of, rows=tuple(_with(row, figures) for row in made_of.rows))


_HUGE = Decimal(999_999_999_999_999)
_ODD: Sequence[tuple[str, Archive]] = (
    ("nothing at all", Archive("tkr")),
    ("no reports", only(BoardArchive(""))),
    ("blank names", only(board("", [row._replace(name=" ") for row in ROWS], months(2021)))),
    ("one month", only(board(SOCIAL, ROWS, months(2022, 1)))),
    ("one December", only(board(SOCIAL, ROWS, [(2022, 12)]))),
    ("no December", only(board(SOCIAL, ROWS, months(2022, 11)))),
    ("no total", only(social(rows=[row for row in ROWS if row is not TOTAL]))),
    ("only a total", only(social(rows=[TOTAL]))),
    ("only outcomes", only(_all(lambda f: Figures(f.outcome)))),
    ("only budgets", only(_all(lambda f: Figures(None, f.budget)))),
    ("only forecasts", only(_all(lambda f: Figures(None, None, f.forecast)))),
    ("no year's budget", only(_all(lambda f: f._replace(year_budget=None)))),
    ("budget of nothing", only(_all(lambda f: f._replace(year_budget=Decimal(0))))),
    ("all nothing", only(_all(lambda _: Figures(*[Decimal(0)] * 4)))),
    ("fifteen digits", only(_all(lambda _: Figures(-_HUGE, _HUGE, _HUGE, -_HUGE)))),
    ("fifteen decimals", only(_all(lambda _: Figures(*[Decimal("-0.000000000000001")] * 4)))),
    ("öre", Archive("mnkr", (_all(lambda f: Figures(*(v and v / 1000 for v in f))),))),
    ("a unit of no kind", Archive("\u202ekronor<", (social(),))),
    ("ten boards", only(*(replace(schools(), board=f"{SCHOOLS} {at}") for at in range(10)))),
    ("boards of one name", only(social(), social())),
    ("the last year", only(board(SOCIAL, ROWS, months(2021)), board("B", ROWS, [(9999, 3)]))),
    ("long names", only(board("N" * 300, [row._replace(name="x" * 300) for row in ROWS],
                              months(2021)))),
    ("a file of no sort", Archive("tkr", (), (), (ArchivedFile("", "", "", "", ""),))),
)  # fmt: skip


@pytest.mark.parametrize(
    "archive", [archive for _, archive in _ODD], ids=[name for name, _ in _ODD]
)
def test_odd_input_is_shown_too(archive: Archive) -> None:
    page = archive_page(archive).decode()
    assert page.endswith("</html>")
    for word in ("NaN", "Infinity", "None", "Decimal"):
        assert word not in page
    for number in re.findall(r'\b(?:x|y|cx|cy|width|height)="([^"]+)"', page):
        assert re.fullmatch(r"-?\d+(?:\.\d+)?", number)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["fifteen digits", "long names", "ten boards", "öre"])
def test_odd_input_fits_a_narrow_window(
    browser: Browser, tmp_path: Path, name: str, width: int
) -> None:
    path = tmp_path / "arkiv.html"
    path.write_bytes(archive_page(dict(_ODD)[name]))
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(path.as_uri())
    page.evaluate(_OPENED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
