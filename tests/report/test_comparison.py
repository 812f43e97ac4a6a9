"""A comparison as blocks: what is told once, what is shortened, and what is said in words."""

from __future__ import annotations

from typing import TypeVar

from tests.case.comparing.workbooks import Table, compared, example, net, workbook
from xl_asn.cli.comparison import comparison_lines
from xl_asn.cli.screen import plain
from xl_asn.model.comparison import Comparison, Passage, PassageKind
from xl_asn.pages.comparison_page import Books, comparison_page
from xl_asn.report.blocks import Blackline, Block, BulletList, Callout, Heading, Paragraph
from xl_asn.report.blocks import Table as TableBlock
from xl_asn.report.comparison import blocks_of, title

B = TypeVar("B", bound=Block)


def of(found: Comparison, kind: type[B]) -> list[B]:
    return [block for block in blocks_of(found) if isinstance(block, kind)]


def changed(passages: list[tuple[PassageKind, str]]) -> str:
    return Blackline("", tuple(Passage(*one) for one in passages)).said


def commented(*texts: str) -> Table:
    return [
        {"Verksamhet": f"Rad {n}", "Radtyp": "rad", "Prognos": 1, "Kommentar budgetavvikelse": text}
        for n, text in enumerate(texts)
    ]


def test_changes_are_said_in_words_and_long_ones_by_their_ends() -> None:
    same, added, removed = PassageKind.SAME, PassageKind.ADDED, PassageKind.REMOVED
    assert changed([(same, "Det "), (removed, "var "), (added, "är "), (same, "så")]) == (
        "Ändrat: ”var” blev ”är”."
    )
    assert changed([(added, "Nytt "), (same, "och "), (removed, "gammalt")]) == (
        "Tillagt: ”Nytt”. Borttaget: ”gammalt”."
    )
    long = " ".join(map(str, range(60)))
    assert changed([(added, long)]) == f"Tillagt: ”{long[:25]} … {long[-35:]}”."


def test_a_text_that_is_changed_alike_in_many_rows_is_told_once() -> None:
    before = workbook({"Nettokostnad": commented(*["enligt plan"] * 9)})
    after = workbook({"Nettokostnad": commented(*["enligt budget"] * 9)})
    found = compared(before, after)
    (told,) = of(found, Blackline)
    assert told.caption == (
        "9 rader, kommentar budgetavvikelse (Nettokostnad!D6) "
        "och cellerna D7, D8, D9, D10, D11, D12 och 2 till"
    )
    assert len(found.texts) == 9


def test_what_stands_in_both_is_shortened_and_the_changes_are_whole() -> None:
    words = [f"ord{n}" for n in range(300)]
    before = workbook({"Nettokostnad": commented(" ".join(words))})
    words[150] = "annat"
    after = workbook({"Nettokostnad": commented(" ".join(words))})
    (told,) = of(compared(before, after), Blackline)
    text = "".join(passage.text for passage in told.passages)
    assert len(text.split()) < 50
    assert "[…] ord136" in text
    assert "ord149 ord150 annat ord151" in text


def test_a_blank_after_a_mark_is_not_marked() -> None:
    before = workbook({"Nettokostnad": commented("ett två tre")})
    after = workbook({"Nettokostnad": commented("ett fyra tre")})
    (told,) = of(compared(before, after), Blackline)
    assert [text for kind, text in told.passages if kind is not PassageKind.SAME] == ["två", "fyra"]


def test_the_title_says_two_periods_or_two_drafts() -> None:
    tables = {"Nettokostnad": net(("A", -1))}
    month = workbook(tables, Period="okt")
    assert title(compared(month, workbook(tables))).text == (
        "Vad som har ändrats från oktober 2022 till november 2022"
    )
    assert title(compared(month, month)).text == (
        "Vad som har ändrats mellan två utkast: månadsrapport oktober 2022"
    )


def test_only_sections_that_tell_anything_have_a_heading_and_the_others_are_named() -> None:
    found = compared(
        workbook({"Nettokostnad": net(("A", -1))}), workbook({"Nettokostnad": net(("A", -9))})
    )
    headings = [block.text for block in of(found, Heading)]
    assert headings == ["Siffror", "Om jämförelsen"]
    last = blocks_of(found)[-1]
    assert isinstance(last, BulletList)
    assert "”Färger”, ”Texter”" in last.items[-1].text


def everything() -> Comparison:
    """Return a comparison with something in every section."""

    def tables(status: str, amount: int, name: str, month: str) -> dict[str, Table]:
        return {
            "Händelser": [{"Händelse": "Ny lokal."}],
            "Mål": [{"Nr": 1, "Kort namn": "A", "Bedömning": ""}],
            "Enhetsresultat": [{"Mål": 1, "Enhet": "Unga", "Bedömning": status}],
            "Månadsstatus": [{"Mål": 1, "Sep": month}],
            "Nettokostnad": [
                *net(("Skola", amount), ("Övrigt", -1), (name, -3), Årsbudget=-1),
                *net(*[("Övrigt", amount)] * (amount % 3), Prognosavvikelse=""),
            ],
        }

    before = workbook(tables("Grön", -10, "Bistånd", "Grön"), Period="okt")
    return compared(before, workbook(tables("Röd", -11, "Lokaler", "Gul")))


def test_every_section_is_told_on_every_surface() -> None:
    found = everything()
    assert found.unpaired
    headings = [block.text for block in of(found, Heading)]
    assert headings == [
        "Siffror", "Färger", "Tillkommet och borttaget", "Ändrad historia",
        "Oförändrat som borde ha ändrats", "Gick inte att para", "Om jämförelsen",
    ]  # fmt: skip
    screen = "\n".join(plain(line) for line in comparison_lines(found, 100))
    sheet = {cell.value for cell in comparison_page(found, Books()).cells}
    assert set(headings[:-1]) <= sheet
    assert all(heading in screen for heading in headings)
    assert "Något som redan var rapporterat är ändrat. Alla rader gick inte att para." in " ".join(
        screen.split()
    )


def test_nothing_changed_is_a_sentence() -> None:
    grid = example("2022-11_manadsrapport")
    blocks = blocks_of(compared(grid, grid))
    (told,) = (block for block in blocks if isinstance(block, Callout))
    assert told.text == "Ingenting har ändrats."
    assert not any(isinstance(block, TableBlock) for block in blocks)


def test_what_is_below_the_limit_is_counted() -> None:
    rule = [{"Parameter": "Jämförelse minsta belopp", "Värde": 300, "Gäller från": "2020-01-01"}]
    before = workbook({"Nettokostnad": net(("A", -100), ("B", -1)), "Regler": rule})
    after = workbook({"Nettokostnad": net(("A", -101), ("B", -2)), "Regler": rule})
    told = [block.text for block in of(compared(before, after), Paragraph)]
    assert told == ["2 belopp har ändrats med mindre än 300 tkr och visas inte."]
