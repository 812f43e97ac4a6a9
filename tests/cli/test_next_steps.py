"""Every answer ends with what to do next, and what goes to a program holds nothing else."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from xl_asn.cli.next_steps import after_computing, after_judging, after_statements, command
from xl_asn.cli.program import command_names
from xl_asn.model.findings import Finding, Severity
from xl_asn.prose.statements import Judgement

Example = Callable[[str], Path]
PLAN, FAULTY = "2020_namndplan", "2022-11_manadsrapport"

#: What the user does: an act in words, or a command of ours with what it needs.
ACT = re.compile(
    r"\b(Kör|Ange|Rätta|Fyll i|Läs|Skriv|Öppna|Gör|Välj|Kontrollera|Skapa|Räkna|Spara|Sätt)\b"
    r"|xl-asn [a-z-]+"
)


def finding(severity: Severity) -> Finding:
    return Finding("C101", "", severity, "", "")


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (("mall", "namndplan", "--ar", "2026", "--ut", "ny.xlsx"), "kör sedan xl-asn berakna ny.x"),
        (("mall", "namndplan", "--ar", "2026", "--ut", "n y.xlsx"), 'xl-asn berakna "n y.xlsx"'),
        (("mall", "--fran", FAULTY, "--ut", "ny.xlsm"), "Räkna den nya: xl-asn berakna ny.xlsm"),
        (("berakna", FAULTY), f"Kontroll. Kör sedan xl-asn berakna {FAULTY}.xlsm igen."),
        (("berakna", FAULTY, "--json", "svar.json", "--rapport", "r.xlsx"), "Rätta felen."),
        (("berakna", PLAN), f"nämndens dokument: xl-asn exportera {PLAN}.xlsm --ut dokument"),
        (("berakna", PLAN, "--ut", "b.xlsm", "--sakerhetskopia"), "xl-asn exportera b.xlsm --ut"),
        (("validera", FAULTY), "Gör det som står vid pilarna (→) och kör kommandot igen."),
        (("validera", PLAN), "Rätta det som frågorna gäller, eller godta dem på bladet Kontroll."),
        (("validera", PLAN, FAULTY), "Gör det som står vid pilarna"),
        (("validera", FAULTY, "--ut", "svar.txt"), "Öppna svar.txt"),
        (("validera", FAULTY, "--format", "json", "--ut", "svar.json"), "Öppna svar.json"),
        (("validera", FAULTY, "--format", "xlsx", "--ut", "svar.xlsx"), "Öppna svar.xlsx"),
        (("exportera", FAULTY, "--ut", "d", "--format", "csv"), "eller ange --utkast"),
        (("exportera", FAULTY, "--ut", "d", "--format", "csv", "--utkast"), "utan --utkast."),
        (("exportera", PLAN, "--ut", "d", "--format", "csv", "--utkast"), "när rapporten är klar."),
        (("exportera", PLAN, "--ut", "d", "--format", "csv"), "Läs igenom dokumentet innan"),
        (("forklara", FAULTY, "Nettokostnad!F6"), "Läs om en regel: xl-asn regler C101"),
        (("forklara", FAULTY, "Start!A1"), "xl-asn forklara FIL --tackning"),
        (("forklara", FAULTY, "--tackning", "--blad", "Händelser"), "Läs själv igenom de ovakt"),
        (("pastaenden", FAULTY), "Läs själv dem som inte är knutna"),
        (("pastaenden", "2018-04_delarsrapport"), "Rätta texten eller cellen där det står"),
        (("jamfor", FAULTY, FAULTY), "Kontrollera att du har angett rätt filer, om"),
        (("jamfor", PLAN, PLAN, "--ut", "j.txt"), "Öppna j.txt och läs den."),
        (("arkiv", FAULTY, "--ut", "a.xlsx"), "Öppna a.xlsx och läs det."),
        (("ny-period", FAULTY, "--ut", "ny.xlsm"), "Skriv perioden i den, och räkna: xl-asn"),
        (("ny-period", FAULTY, "--torr"), "Kör utan --torr, så görs filen."),
        (("fordela", FAULTY, "--ut", "d"), "Gör det som står vid pilen (→), spara och kör igen."),
        (("fordela", FAULTY, "--ut", "d", "--torr"), "Kör utan --torr, så görs det."),
        (("hamta", FAULTY, "blad:Start"), "Ingenting är hämtat. Rätta det som står vid pilarna"),
        (("samla", FAULTY, "."), f"(→) och kör igen: xl-asn samla {FAULTY}.xlsm ."),
        (("samla", FAULTY, ".", "--torr"), "Kör utan --torr, så görs det."),
        (("samla", FAULTY, "--angra"), f"Räkna om arbetsboken: xl-asn berakna {FAULTY}.xlsm"),
        (("regler",), "Kör xl-asn regler KOD"),
        (("kolada", FAULTY), "Skriv dem i kolumnen Kolada-id och kör igen."),
    ],
)  # fmt: skip
def test_an_answer_ends_with_the_next_step(
    ask: Ask, example: Example, words: tuple[str, ...], last: str
) -> None:
    given = [example(word).name if word[:2] == "20" and "_" in word else word for word in words]
    answer = ask(*given)
    assert answer.status in {0, 1, 2}
    assert last in answer.last
    assert ACT.search(answer.last)


@pytest.mark.parametrize("name", command_names())
def test_what_is_not_there_is_answered_with_what_to_do(ask: Ask, name: str) -> None:
    words = {
        "arkiv": ("borta.xlsm", "--ut", "a.xlsx"),
        "avinstallera": ("--torr",), "demo": ("--ut", "hinder/demo"), "doktor": ("borta.xlsm",),
        "exportera": ("borta.xlsm", "--ut", "d"), "forklara": ("borta.xlsm", "A!A1"),
        "jamfor": ("borta.xlsm", "borta.xlsm"),
        "installera": ("--kalla", "borta"), "mall": ("--fran", "borta.xlsm", "--ut", "ny.xlsm"),
        "regler": ("C999",),
    }  # fmt: skip
    Path("hinder").write_bytes(b"a file where a folder is asked for")
    answer = ask(name, *words.get(name, ("borta.xlsm",)))
    if name == "avinstallera":  # the one thing that may well not be there
        assert answer.status == 0
        assert re.search("Det finns ingenting att ta bort|utan --torr", answer.last)
        return
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert ACT.search(answer.err), answer.err
    assert "No such file" not in answer.err
    assert "Not a directory" not in answer.err


def test_a_package_is_led_to_its_check_and_the_check_says_what_it_is_for(
    ask: Ask, example: Example
) -> None:
    path = example(PLAN)
    made = ask("exportera", path, "--ut", "d", "--format", "csv", "--revision")
    package = str(Path("d", f"{PLAN}_revision.zip"))
    assert made.last.endswith(f": xl-asn kontrollera-paket {package}")
    assert ask("kontrollera-paket", package).last.startswith("Jämför kontrollsumman")
    assert ask("kontrollera-paket", path).last.endswith("från xl-asn exportera --revision.")


@pytest.mark.skipif(sys.platform == "win32", reason="the answer depends on the computer")
def test_the_doctor_says_when_there_is_nothing_to_do(ask: Ask) -> None:
    assert ask("doktor").last == "Inget behöver åtgärdas."


@pytest.mark.parametrize(
    "words",
    [
        ("berakna", "--json", "-"),
        ("validera", "--format", "json"),
        ("validera", "--format", "json", "--ut", "-"),
        ("pastaenden", "--json", "-"),
        ("jamfor", "{fil}", "--format", "json"),
        ("fordela", "--ut", "d", "--json", "-"),
        ("samla", ".", "--json", "-"),
        ("forklara", "Nettokostnad!F6", "--json", "-"),
        ("forklara", "--tackning", "--blad", "Händelser", "--json", "-"),
    ],
)
def test_what_goes_to_a_program_is_json_and_nothing_else(
    ask: Ask, example: Example, words: tuple[str, ...]
) -> None:
    name, *more = words
    path = example(FAULTY)
    answer = ask(name, path, *(path if word == "{fil}" else word for word in more))
    assert isinstance(json.loads(answer.out), dict)
    assert answer.err == ""


def test_a_page_to_the_screen_is_a_page_and_nothing_else(ask: Ask, example: Example) -> None:
    out = ask("validera", example(FAULTY), "--format", "html").out
    assert out.casefold().startswith("<!doctype html>")
    assert out.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    ("severities", "begins"),
    [
        ((Severity.QUESTION, Severity.ERROR), "Rätta felen."),
        ((Severity.INFO, Severity.QUESTION), "Rätta det som frågorna gäller"),
        ((Severity.INFO,), "Skriv nämndens dokument: xl-asn exportera a.xlsm --ut dokument"),
        ((), "Skriv nämndens dokument: xl-asn exportera a.xlsm --ut dokument"),
    ],
)
def test_after_computing_the_gravest_finding_decides(
    severities: tuple[Severity, ...], begins: str
) -> None:
    assert after_computing(map(finding, severities), Path("a.xlsm")).startswith(begins)


@pytest.mark.parametrize(
    ("outcomes", "begins"),
    [
        ({"godkänd", "avvisad"}, "Gör det som står vid pilarna"),
        ({"anmärkning", "underkänd"}, "Gör det som står vid pilarna"),
        ({"godkänd", "anmärkning", "hoppad"}, "Rätta det som frågorna gäller"),
        ({"godkänd", "hoppad"}, "Inget behöver rättas."),
        ({"hoppad"}, "Ingen arbetsbok kontrollerades."),
    ],
)
def test_after_judging_the_worst_file_decides(outcomes: set[str], begins: str) -> None:
    every = ("godkänd", "anmärkning", "underkänd", "avvisad", "hoppad")
    assert after_judging({o: int(o in outcomes) for o in every}).startswith(begins)


def test_statements_that_all_agree_need_nothing() -> None:
    assert after_statements({Judgement.AGREES}) == "Inget i texterna behöver rättas."


def test_a_path_in_a_command_can_be_copied() -> None:
    assert command("berakna", Path("å b.xlsm")) == 'xl-asn berakna "å b.xlsm"'
    assert command("berakna", "a\x1b[2J.xlsm") == "xl-asn berakna a\x1b[2J.xlsm"
