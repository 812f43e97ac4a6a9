"""Commands, options and values are found however they are spelled, and a slip is answered."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.conftest import Ask
from xl_asn.cli.program import command, command_names
from xl_asn.cli.typed import values
from xl_asn.cli.words import folded, instead, meant
from xl_asn.files.reading.load import load

COMMANDS: Final = {name: command(name) for name in command_names()}

#: The words that Swedish writes with å, ä or ö: without them, as they are declared, and with.
SWEDISH: Final = {
    "berakna": "beräkna", "forklara": "förklara", "pastaenden": "påståenden",
    "--ar": "--år", "--fran": "--från", "--hjalp": "--hjälp", "--kalla": "--källa",
    "--oppen": "--öppen", "--sakerhetskopia": "--säkerhetskopia", "--tackning": "--täckning",
}  # fmt: skip


def options(name: str) -> list[str]:
    return [option.shown for option in COMMANDS[name].options]


EVERY_OPTION: Final = sorted({option for name in COMMANDS for option in options(name)})


@pytest.mark.parametrize("names", [[*COMMANDS], *map(options, COMMANDS)])
def test_no_two_names_are_one_when_folded_and_each_is_its_own_fold(names: list[str]) -> None:
    assert [folded(name) for name in names] == names
    assert len(set(names)) == len(names)


def test_the_swedish_spellings_are_of_names_that_exist() -> None:
    assert {*SWEDISH} <= {*COMMANDS, *EVERY_OPTION, "--hjalp"}
    assert {word: folded(swedish) for word, swedish in SWEDISH.items()} == {w: w for w in SWEDISH}


def spellings(word: str) -> list[str]:
    swedish = SWEDISH.get(word, word)
    return [
        word.upper(),
        swedish,
        swedish.upper(),
        unicodedata.normalize("NFD", swedish.title()),
        word[:2] + word[2:].replace("-", "_"),
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_found_however_it_is_spelled(ask: Ask, name: str) -> None:
    expected = ask(name, "--hjalp")
    assert (expected.status, expected.err) == (0, "")
    assert f"Så skriver du: xl-asn {name} " in expected.out
    for spelled in spellings(name):
        for wish in spellings("--hjalp"):
            assert ask(spelled, wish) == expected


@pytest.mark.parametrize(
    ("name", "option"), [(name, option) for name in COMMANDS for option in options(name)]
)
def test_an_option_is_found_however_it_is_spelled(name: str, option: str) -> None:
    asked = COMMANDS[name]
    (parameter,) = (p for p in asked.options if p.shown == option)
    # What must be given is, so that the option is read and not the lack of another.
    others = [p for p in asked.parameters if p.is_required and p is not parameter]
    given = [word for p in others for word in ([p.shown, "x"] if p.is_option else ["x"])]
    typed, value = ([], True) if parameter.is_flag else (["7"], parameter.value("7"))
    for spelled in spellings(option):
        assert values(asked, [*given, spelled, *typed])[parameter.key] == value, spelled
        if typed:
            assert values(asked, [*given, f"{spelled}=7"])[parameter.key] == value, spelled


def test_words_known_by_their_place_may_stand_among_the_options() -> None:
    assert values(COMMANDS["validera"], ["a", "--ut", "-", "b", "--utan-cache", "--", "-c"]) == {
        "sokvag": ["a", "b", "-c"], "ut": "-", "utan_cache": True,
    }  # fmt: skip
    assert values(COMMANDS["forklara"], ["a", "--blad=Å=b", "A!A1"]) == {
        "fil": Path("a"), "cell": "A!A1", "blad": "Å=b",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["JSON", "Json", "json"])
def test_a_format_is_found_however_it_is_spelled(ask: Ask, example: Any, form: str) -> None:
    path = example("2020_namndplan")
    assert ask("VALIDERA", path, f"--FORMAT={form}").out.startswith('{\n "verktyg"')
    assert ask("exportera", path, "--ut", "ut", "--format", " CSV , csv").status == 0
    assert [path.name for path in Path("ut").iterdir()] == ["2020_namndplan_data"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("Månadsrapport", "--år", "2026", "--period", "NOV"), "Månadsrapport"),
        (("DELÅRSRAPPORT", "--Ar", "2026", "--period", "Jan-Apr"), "Delårsrapport"),
        (("na\u0308mndplan", "--ar", "2026"), "Nämndplan"),
        (("namndplan", "--ar", "2026", "--PERIOD", "hela\u030ar"), "Nämnd"),
        (("nämndplan", "--ar", "2026", "--period", "HELA\u030aR"), "Nämnd"),
    ],
)
def test_document_types_and_periods(ask: Ask, words: tuple[str, ...], title: str) -> None:
    assert ask("MALL", *words, "--ut", "ny.xlsx").status == 0
    grid = load(Path("ny.xlsx")).grid
    assert grid is not None
    assert any(title in str(cell.value) for cell in grid.sheets[0].cells.values())


@pytest.mark.parametrize("code", ["C101", "c101", "F101", "f101"])
def test_rule_codes(ask: Ask, code: str) -> None:
    answer = ask("regler", code)
    assert (answer.status, answer.out[:4]) == (0, code.upper())


def test_sheets_are_found_without_their_dots_and_rings(ask: Ask, example: Any) -> None:
    path = example("2022-11_manadsrapport")
    assert ask("förklara", path, "handelser!B6").out.startswith("Händelser!B6")
    assert "av 13 ifyllda" in ask("forklara", path, "--täckning", "--blad", "HANDELSER").out


def test_an_exact_spelling_comes_before_one_that_folds_to_the_same() -> None:
    assert meant("Mal", ["Mål", "Mal"]) == "Mal"
    assert meant("MAL", ["Mål", "Mal"]) == "Mål"
    assert meant("Mals", ["Mål", "Mal"]) is None


TYPES = "manadsrapport, delarsrapport, namndplan"
MALL = ("--ut", "x.xlsx", "--ar", "2026")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("brakna", "x"), "Kommandot ”brakna” finns inte. Menade du berakna?"),
        (("Berkäna", "x"), "Kommandot ”Berkäna” finns inte. Menade du berakna?"),
        (("valdera", "x"), "Kommandot ”valdera” finns inte. Menade du validera?"),
        (("regel",), "Kommandot ”regel” finns inte. Menade du regler?"),
        (("kontrollerapaket", "x"), "Menade du kontrollera-paket?"),
        (("granska", "x"), "”granska” finns inte. Välj bland: arkiv, avinstallera, berakna, demo"),
        (("ber", "x"), "”ber” finns inte. Välj bland: arkiv, avinstallera, berakna, "),
        (("",), "Kommandot ”” finns inte. Välj bland: arkiv, avinstallera, berakna, "),
        (("\x1b[2Jmall\n",), "Kommandot ”\\x1b[2Jmall\\n” finns inte. Välj bland: "),
        (("--", "x"), "Kommandot ”x” finns inte. Välj bland: "),
        (("--versoin",), "Valet ”--versoin” finns inte. Menade du --version?"),
        (("--version=1",), "Valet ”--version” finns inte. Menade du --version?"),
        (("--format", "json", "validera", "x"), "Skriv kommandot först och dess val sist."),
        (("validera", "x", "--formt", "json"), "Valet ”--formt” finns inte. Menade du --format?"),
        (("validera", "x", "--FORMT=json"), "Valet ”--FORMT” finns inte. Menade du --format?"),
        (("validera", "x", "--form\x1b", "json"), "Valet ”--form\\x1b” finns inte. Menade du --f"),
        (("berakna", "x", "-json"), "Valet ”-json” finns inte. Menade du --json?"),
        (("berakna", "x", "--säkerhetskopa"), "Menade du --sakerhetskopia?"),
        (("berakna", "x", "--sakerhet"), "”--sakerhet” finns inte. Välj bland: --ut, --rapport, "),
        (("validera", "x", "--hjälpa"), "Valet ”--hjälpa” finns inte. Menade du --hjalp?"),
        (("validera", "x", "--format", "htlm"), "Formatet ”htlm” finns inte. Menade du html?"),
        (("validera", "x", "--format", "word"), "Välj bland: tabell, json, html, xlsx."),
        (("exportera", "x", "--ut", "d", "--format", "csv,pfd"), "”pfd” finns inte. Menade du pdf"),
        (("exportera", "x", "--ut", "d", "--format", "csv,"), "”” finns inte. Välj bland: xlsx, "),
        (("mall", "månadsraport", *MALL), "”månadsraport” finns inte. Menade du manadsrapport?"),
        (("mall", "brev", *MALL), f"Dokumenttypen ”brev” finns inte. Välj bland: {TYPES}."),
        (("mall", "delarsrapport", *MALL, "--period", "jan-arp"), "”jan-arp”. Menade du jan-apr?"),
        (("mall", "delarsrapport", *MALL, "--period", "nov"), "Välj bland: jan-apr, jan-aug."),
        (("mall", "manadsrapport", *MALL, "--period", "nvo"), "Menade du nov?"),
        (("regler", "C1o1"), "Regeln ”C1o1” finns inte. Kör xl-asn regler för att se alla."),
        (("regler", "CC101"), "Regeln ”CC101” finns inte. Menade du C101?"),
        (("mall", "manadsrapport", "--ut", "x.xlsx", "--år=i år"), "Värdet ”i år” för --ar går"),
        (("validera", "x", "--JOBB", "0"), "Värdet ”0” för --jobb går inte att använda. Antal fil"),
        (("berakna", "x", "--oppen=ja"), "Efter --oppen ska inget värde stå."),
        (("berakna", "x", "--ut"), "måste ett värde stå. Kör xl-asn berakna --hjalp"),
        (("berakna", "x", "--ut", "--json", "-"), "Efter --ut måste ett värde stå."),
        (("kolada", "x", "--ar", "21"), "Värdet ”21” för --ar går inte att använda. Hur många"),
        (("kolada", "x", "--ar", "-1"), "Värdet ”-1” för --ar går inte att använda. Hur många"),
        (("exportera", "x"), "--ut måste anges. Kör xl-asn exportera --hjalp"),
        (("exportera", "--ut", "d"), "FIL måste anges. Kör xl-asn exportera --hjalp"),
        (("forklara", "x", "--blad", "y", "A!A1", "z"), "Kommandot har fler uppgifter än det ska"),
        (("berakna", "min", "fil.xlsm"), "Sätt citattecken om en uppgift med mellanslag i."),
        (("--",), "Ange ett kommando. Kör xl-asn --hjalp"),
    ],
)
def test_a_slip_is_answered_with_a_guess_and_all_else_with_the_choices(
    ask: Ask, words: tuple[str, ...], says: str
) -> None:
    answer = ask(*words)
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert answer.err.rstrip("\n").isprintable()
    assert answer.err.count("Menade du") + answer.err.count("Välj bland") <= 1
    assert [*Path().glob("x*")] == []


def slips(word: str) -> list[str]:
    """Return a word with a letter lost, doubled, wrong, and two letters in each other's place."""
    at = len(word) // 2
    before, letter, after = word[:at], word[at], word[at + 1 :]
    swapped = before + after[:1] + letter + after[1:]
    return [before + after, before + letter * 2 + after, f"{before}q{after}", swapped]


@pytest.mark.parametrize("name", COMMANDS)
def test_one_slip_in_a_command_is_always_guessed(name: str) -> None:
    told = {slip: instead(slip, [*COMMANDS]) for slip in slips(name) if slip != name}
    assert told == dict.fromkeys(told, f"Menade du {name}?")


@pytest.mark.parametrize("name", COMMANDS)
def test_one_slip_in_a_command_s_own_option_is_always_guessed(name: str) -> None:
    known = options(name)
    long = [option for option in known if len(option) > len("--ut")]
    told = {
        (option, slip): instead(slip, known)
        for option in long
        for slip in slips(option)
        if slip != option
    }
    assert told == {(option, slip): f"Menade du {option}?" for option, slip in told}


def test_two_that_are_as_near_are_no_guess() -> None:
    assert instead("jui", ["jun", "jul", "aug"]) == "Välj bland: jun, jul, aug."
    assert instead("jui", ["jun", "aug"]) == "Menade du jun?"
