"""A board's file: what it makes, and that every fault of it is told with its line and a remedy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parameters.boards import BOARD, board_file
from xl_asn.model.statuses import COLOURS, Status
from xl_asn.parameters.board import Mark
from xl_asn.parameters.board_faults import Fault, FaultyBoardError
from xl_asn.parameters.board_file import read_board
from xl_asn.parameters.known import known_parameters, meant_parameter
from xl_asn.parameters.shipped import default_board, neutral_board, shipped_board, shipped_boards


def faults(data: str | bytes) -> tuple[str, ...]:
    with pytest.raises(FaultyBoardError) as caught:
        read_board(data.encode() if isinstance(data, str) else data, "skola.toml")
    return caught.value.lines


def line(text: str, content: str) -> int:
    """Return the line of a content that stands in a file once."""
    (number,) = (n for n, row in enumerate(content.splitlines(), 1) if row == text)
    return number


def test_a_whole_file_is_a_board() -> None:
    board = read_board(BOARD.encode(), "skola.toml")
    assert board.sha256 == sha256(BOARD.encode()).hexdigest()
    assert str(board.mark) == f"Skolnämnden 2026-01 (skola.toml, {board.sha256[:8]})"
    assert (board.names.board, board.names.unit, board.names.kolada) == (
        "Skolnämnden", "mnkr", "0000",
    )  # fmt: skip
    assert [s.shown for s in board.scale.units] == [
        "● Mycket god", "● God", "■ Svag", "– Ej mätt",
    ]  # fmt: skip
    assert board.scale.read("g") is board.scale.goals[1]
    assert [p.value for p in board.by_name["målnivå"]] == [Decimal("0.80")]
    assert board.goals[1].target == Decimal("0.70")
    assert [u.is_valid_on(date(2026, 10, 31)) for u in board.units] == [False, True]
    assert board.activities[1].kind == "total"


def test_every_shipped_board_has_what_it_takes() -> None:
    neutral = neutral_board()
    asked = known_parameters(COLOURS)
    assert {name for name in asked if name != "spärr"} == set(neutral.by_name)
    assert not neutral.names.board
    assert not neutral.units
    for board in shipped_boards().values():
        assert shipped_board(board.place) is board
        assert shipped_board(board.rule_set.upper()) is board
        assert all(p.source.strip() for p in board.parameters)


def test_a_neutral_board_has_no_municipality_and_no_gate() -> None:
    neutral, default = neutral_board(), default_board()
    assert not any("Tyresö" in p.source for p in neutral.parameters)
    assert "spärr" in default.by_name
    assert "spärr" not in neutral.by_name


def test_an_older_rule_set_of_a_shipped_board_is_that_board() -> None:
    assert shipped_board("Tyresö ASN 2019-05") is default_board()
    assert shipped_board("Tyresö") is default_board()
    assert shipped_board("Någon annan 2019-05") is None


@pytest.mark.parametrize(
    ("before", "after", "at", "told"),
    [
        ('namn = "Målnivå"', 'namn = "Malniva"', 'namn = "Malniva"',
         "Parametern Malniva finns inte. Menade du Målnivå?"),
        ('namn = "Målnivå"', 'namn = "Mycket god från andel"', 'namn = "Mycket god från andel"',
         "Parametern Mycket god från andel finns inte. Menade du Målnivå?"),
        ('namn = "God från andel"', 'namn = "Egen"', 'namn = "Egen"',
         "Parametern Egen finns inte. Handboken räknar upp dem som finns."),
        ("varde = 0.80", "varde = 0.40", "varde = 0.50",
         "God från andel är 0,50, men ska vara mindre än Målnivå, 0,40."),
        ("varde = 0.80", "varde = 0.50", None,
         "God från andel är 0,50, men ska vara mindre än Målnivå, 0,50."),
        ("varde = 0.80", "varde = 80", "varde = 80",
         "Parametern Målnivå har värdet ”80”, som inte går att använda. Skriv ett procenttal"),
        ("varde = 0.80", "varde = true", "varde = true", "Uppgiften varde går inte att använda."),
        ('varde = "andel_grona"', 'varde = "snitt"', 'varde = "snitt"',
         "Skriv andel_grona, medelvarde eller samsta."),
        ('ord = "Svag"', 'ord = "G"', 'ord = "G"',
         "Ordet ”G” står redan för bedömningen God. Ett ord får betyda en enda bedömning."),
        ('kallas = ["G"]', 'kallas = ["mycket  GOD"]', 'kallas = ["mycket  GOD"]',
         "står redan för bedömningen Mycket god."),
        ('farg = "röd"', 'farg = "lila"', 'farg = "lila"',
         "Uppgiften farg går inte att använda. Skriv ett av: 'grön', 'gul', 'röd' eller 'ingen'."),
        ('farg = "ingen"', 'farg = "gul"', 'farg = "gul"',
         "Bedömningen Ej mätt har en bättre färg än den före."),
        ('kolada = "0000"', "kolada = 138", "kolada = 138", "Skriv kommunkoden med fyra siffror"),
        ("till = 2026-06-30", "till = 2026-09-30", "fran = 2026-07-01",
         "som fortfarande gäller 2026-07-01. Skriv till = 2026-06-30 för Gamla skolan."),
        ("till = 2026-06-30", 'till = "sommaren"', 'till = "sommaren"', "Skriv ett datum utan"),
        ("nr = 2", "nr = 1", None, "Mål 1 finns redan. Ge målet ett annat nr."),
        ('typ = "total"', 'typ = "slutsumma"', 'typ = "slutsumma"', "eller 'total'."),
        ('omrade = "Skola"', 'område = "Skola"', 'område = "Skola"',
         "Namnet före = får inte ha å, ä eller ö. Skriv omrade."),
        ("[[benamning]]", "[benamning]", "[benamning]", "Skriv rubriken inom dubbla hakparenteser"),
        ('regelverk = "', '# regelverk = "', None, "Uppgiften regelverk saknas."),
        ('namn = "Skolnämnden"', "namn = Skolnämnden", "namn = Skolnämnden",
         "Raden går inte att läsa."),
        ('ord = "God"', 'ord = "God"\nord = "Gott"', 'ord = "Gott"',
         "Samma uppgift står två gånger. Ta bort den ena."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_what_to_do(
    before: str, after: str, at: str | None, told: str
) -> None:
    text = board_file((before, after))
    found = faults(text)
    assert any(told in one for one in found), found
    if at is not None:
        wanted = f"skola.toml rad {line(at, text)}: "
        assert [one for one in found if told in one and one.startswith(wanted)], found


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('[[parameter]]\nnamn = "målnivå"\nvarde = 0.9\nfran = 2026-01-01\nkalla = "x"\n',
         "Parametern målnivå har redan ett värde från 2026-01-01."),
        ('[[parameter]]\nnamn = "Målnivå"\nvarde = 0.9\nfran = 2027-01-01\n',
         "Uppgiften kalla saknas. Skriv kalla = …"),
        ('[[parameter]]\nnamn = "Målnivå"\nvarde = 0.9\nfran = 2027-01-01\nkalla = " "\n',
         "Värdet har ingen källa. Skriv vilket beslut eller antagande"),
        ('[[parameter]]\nnamn = "Takt minsta belopp"\nvarde=5\nfran = 2027-01-01\nmal=1\nkalla="x"',
         "kan inte skilja mål åt. Ta bort mal."),
        ('[[parameter]]\nnamn = "Målnivå"\nvarde = 0.9\nfran = 2027-01-01\nmal = 7\nkalla = "x"\n',
         "Mål 7 finns inte bland målen i filen. Skriv ett av: 1, 2."),
        ('[[enhet]]\nnamn = "gamla  skolan"\ntill = 2020-01-01\n',
         "gamla  skolan finns redan i filen, och tiderna går in i varandra."),
        ('[[enhet]]\nnamn = "Ny"\nfran = 2026-05-01\ntill = 2026-04-01\n',
         "Ny slutar 2026-04-01, innan den börjar 2026-05-01."),
    ],
)  # fmt: skip
def test_what_is_added_wrongly_is_told_in_its_own_table(more: str, told: str) -> None:
    (fault,) = faults(board_file(more=more))
    assert told in fault
    number = int(fault.removeprefix("skola.toml rad ").partition(":")[0])
    assert number > len(BOARD.splitlines())


def test_all_faults_are_told_at_once_each_once() -> None:
    text = board_file(
        ('namn = "Målnivå"', 'namn = "Malniva"'),
        ("fran = 2026-01-01", 'fran = "januari"'),
        ('kalla = "Nämndens beslut"', 'kala = "Nämndens beslut"'),
        ('kallas = ["G"]', 'kallas = ["Svag"]'),
    )
    told = faults(text)
    assert len(told) == 4, told
    assert [one for one in told if "Menade du kalla?" in one]
    assert not [one for one in told if "saknas" in one], "the misspelt one is the one that lacks"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16"])
def test_another_encoding_is_told(encoding: str) -> None:
    (told,) = faults(BOARD.encode(encoding))
    assert "Filen är inte skriven i UTF-8" in told
    assert "Spara som" in told
    assert told.startswith("skola.toml rad 1: ")


def test_the_mark_of_a_file_that_notepad_wrote_is_read() -> None:
    assert read_board(b"\xef\xbb\xbf" + BOARD.encode(), "skola.toml").rule_set == (
        "Skolnämnden 2026-01"
    )
    assert read_board(BOARD.replace("\n", "\r\n").encode(), "x.toml").goals[0].number == 1


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_nothing_that_a_file_can_hold_is_a_crash(content: str | bytes) -> None:
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    found: tuple[Fault, ...] = ()
    try:
        read_board(data, "skola.toml")
    except FaultyBoardError as error:
        found = error.faults
    assert found, "nothing so short is a board"
    assert all(f.line >= 1 and f.remedy.endswith((".", "?", "…")) for f in found), found


SPOILT = ("", "x = 1", "namn = 3", "[mal]", "]", "mal = [1]", "[[mal.nr]]", "fran = 07:32:00")


@given(st.sampled_from(BOARD.splitlines()), st.sampled_from(SPOILT))
def test_a_spoilt_line_is_a_fault_or_another_board(spoilt: str, written: str) -> None:
    text = BOARD.replace(spoilt, written)
    try:
        told = read_board(text.encode(), "skola.toml").sha256
    except FaultyBoardError as error:
        told = str(error)
    assert told
    assert text == BOARD or told != read_board(BOARD.encode(), "skola.toml").sha256


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Skolnämnden 2026-01 (skola.toml, 01234567)",
         Mark("Skolnämnden 2026-01", "skola.toml", "01234567")),
        ("Nämnden (gamla) 2026 (../regler/skola.toml, 01234567)",
         Mark("Nämnden (gamla) 2026", "../regler/skola.toml", "01234567")),
        ("Tyresö ASN 2023-01", Mark("Tyresö ASN 2023-01")),
        (' "skola.toml" ', Mark("", "skola.toml")),
        ("", Mark("")),
    ],
)  # fmt: skip
def test_what_start_says_of_the_rules(text: str, mark: Mark) -> None:
    assert Mark.read(text) == mark
    if mark.sha256:
        assert str(mark) == text


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Grön från andel", "Målnivå"), ("gron fran andel", "Målnivå"), ("Malniva", "Målnivå"),
        ("Gul från andle", "Gul från andel"), ("Poang gron", "Poäng Grön"), ("Sparr", "Spärr"),
        ("Röd från andel", ""), ("Spärr Röd från", ""), ("Ansvarig", ""), ("Poäng", ""),
        ("Sannolikhet Mycket låg", ""),
    ],
)  # fmt: skip
def test_a_guess_is_sure_or_none(name: str, meant: str) -> None:
    assert meant_parameter(name, COLOURS) == meant
    assert Status.GREEN in COLOURS.goals


@pytest.mark.parametrize(
    "value", ["1e308", "1e28", "nan", "inf", "-inf", "1e-300", "9" * 30, "9" * 5_000, "1e99999"]
)
def test_a_number_that_no_figure_can_be_is_a_fault_of_the_file(value: str) -> None:
    source = (
        'regelverk = "Prov"\n[[parameter]]\nnamn = "Takt minsta belopp"\n'
        f'varde = {value}\nfran = 2020-01-01\nkalla = "Prov"\n'
    )
    with pytest.raises(FaultyBoardError) as caught:
        read_board(source.encode(), "prov.toml")
    assert len(str(caught.value)) < 1_000
