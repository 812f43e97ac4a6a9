"""A board's file in the tests: whole, with words of its own and a unit that replaced another."""

from __future__ import annotations

BOARD = """\
regelverk = "Skolnämnden 2026-01"

[namnd]
namn = "Skolnämnden"
kallas = ["SN"]
forvaltning = "Skolkontoret"
beloppsenhet = "mnkr"
kolada = "0000"

[[bedomning]]
ord = "Mycket god"
farg = "grön"
flertal = "mycket goda"

[[bedomning]]
ord = "God"
farg = "grön"
flertal = "goda"
kallas = ["G"]

[[bedomning]]
ord = "Svag"
farg = "röd"
flertal = "svaga"

[[bedomning]]
ord = "Ej mätt"
farg = "ingen"

[[parameter]]
namn = "Metod"
varde = "andel_grona"
fran = 2026-01-01
kalla = "Nämndens beslut"

[[parameter]]
namn = "Metod"
varde = "samsta"
mal = 2
fran = 2026-01-01
kalla = "Nämndens beslut"

[[parameter]]
namn = "Målnivå"
varde = 0.80
fran = 2026-01-01
kalla = "Nämndens beslut"

[[parameter]]
namn = "God från andel"
varde = 0.50
fran = 2026-01-01
kalla = "Nämndens beslut"

[[parameter]]
namn = "Spärr"
varde = "Budgetavvikelse"
mal = 2
fran = 2026-01-01
kalla = "Nämndens beslut"

[[benamning]]
rad = "grundskola"
kallas = ["skolorna"]

[[mal]]
nr = 1
kort_namn = "Kunskap"
kommunmal = "Alla lär"
namndmal = "Fler klarar skolan"

[[mal]]
nr = 2
kort_namn = "Ekonomi"
kommunmal = "Hållbar ekonomi"
malniva = 0.70

[[enhet]]
namn = "Gamla skolan"
till = 2026-06-30

[[enhet]]
namn = "Nya skolan"
kallas = ["Nyan"]
fran = 2026-07-01
ersatter = ["Gamla skolan"]

[[verksamhet]]
blad = "Nettokostnad"
omrade = "Skola"
namn = "Grundskola"
kallas = ["Grund"]

[[verksamhet]]
blad = "Nettokostnad"
namn = "Resultat"
typ = "total"
"""


def board_file(*changes: tuple[str, str], more: str = "") -> str:
    """Return the file with some of its text written otherwise, each where it first stands."""
    text = BOARD
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text + more
