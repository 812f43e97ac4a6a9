"""The command line speaks Swedish: help pages and wrong usage, exit status 2."""

from __future__ import annotations

import pytest

from tests.command_line import Run

_ENGLISH = ("Usage", "Options", "Missing", "No such", "Error", "Invalid", "Show this", "Traceback")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--hjalp",), 0, "Kommandon:"),
        (("berakna", "--hjalp"), 0, "Så skriver du: xl-asn berakna [FIL] [VAL]"),
        ((), 2, "Kommandon:"),
        (("berakna",), 2, "Ange arbetsboken"),
        (("validera",), 2, "SÖKVÄG måste anges."),
        (("nonsens",), 2, "Kommandot ”nonsens” finns inte. Välj bland: arkiv, avinst"),
        (("berakna", "--nej", "x"), 2, "Valet ”--nej” finns inte."),
        (("berakna", "x", "--ut"), 2, "Efter --ut måste ett värde stå."),
        (("regler", "A1", "B1"), 2, "fler uppgifter"),
        (("mall", "brev", "--ar", "2026", "--period", "nov", "--ut", "x.xlsx"), 2, "manadsrapport"),
        (("mall", "manadsrapport", "--ar", "x", "--period", "nov", "--ut", "x.xlsx"), 2, "--ar"),
        (("mall", "manadsrapport", "--ar", "26", "--period", "nov", "--ut", "x.xlsx"), 2, "26"),
        (("mall", "manadsrapport", "--ar", "2026", "--period", "q", "--ut", "x.xlsx"), 2, "q"),
        (("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "x.doc"), 2, ".xlsx"),
    ],
)
def test_help_and_wrong_usage_are_swedish(
    run: Run, arguments: tuple[str, ...], status: int, says: str
) -> None:
    done = run(*arguments)
    told = done.stdout + done.stderr
    assert done.returncode == status
    assert says in told
    assert not [word for word in _ENGLISH if word in told]
