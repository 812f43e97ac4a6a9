"""The register of activities: which names mean the same row, and what a row has replaced."""

from __future__ import annotations

from datetime import date

import pytest

from tests.beside import checked
from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.delarsrapport import Delarsrapport
from xl_asn.documents.document import Document
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.namndplan import Namndplan
from xl_asn.documents.sheets.activities import Activities
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding

REGISTER = """
## Verksamheter

| Blad         | Område | Rad                | Alias                  | Gäller från | Gäller till | Ersätter             |
|--------------|--------|--------------------|------------------------|-------------|-------------|----------------------|
| Nettokostnad |        | Socialpsykiatri    | Psykiatrin; Psyk       |             |             |                      |
| Nettokostnad | VoF    | Psykiatrin vuxna   | Psykiatrin             |             |             |                      |
| Nettokostnad | IFO    | Barn               | Barnvård               | 2022-07-01  |             | Barn och unga        |
| Nettokostnad | IFO    | Unga               |                        | 2022-07-01  |             | barn och unga        |
| Nettokostnad | IFO    | Barn och unga      | BoU                    |             | 2022-06-30  |                      |
| Nettokostnad |        | Vuxna              |                        | 2022-10-01  |             | Missbruk; Stödboende |
| Nettokostnad |        | Gemensamt          | Stab                   |             | 2021-12-31  |                      |
| Resultaträkning |     | Psykiatrin         |                        |             |             |                      |
|              |        | Utan blad          |                        |             |             |                      |
"""  # noqa: E501 - a table
NET = "Nettokostnad"


@pytest.fixture
def register() -> Activities:
    return Activities.of(Manadsrapport.read(read_markdown(REGISTER)))


def test_a_name_and_its_aliases_mean_the_same_row(register: Activities) -> None:
    assert register.names("nettokostnad", "", "PSYK") == ("Socialpsykiatri", "Psykiatrin", "Psyk")
    assert register.names(NET, "VoF", "Psyk") == ("Socialpsykiatri", "Psykiatrin", "Psyk")
    assert register.names(NET, "", "Integration") == ("Integration",), "a name means itself"


def test_what_is_said_of_the_area_goes_before_what_is_said_of_any(register: Activities) -> None:
    found = register.find(NET, "vof", "Psykiatrin")
    assert found is not None
    assert found.label == "Psykiatrin vuxna"
    assert register.names(NET, "IFO", "Psykiatrin")[0] == "Socialpsykiatri"
    assert register.names("Resultaträkning", "", "Psykiatrin") == ("Psykiatrin",)
    assert register.find("Volymer", "", "Psykiatrin") is None


def test_one_row_was_split_and_two_were_joined(register: Activities) -> None:
    assert register.replaced(NET, "IFO", "Barn") == ("Barn och unga",)
    assert register.replaced(NET, "IFO", "barnvård") == ("Barn och unga",)
    assert register.replaced(NET, "", "Vuxna") == ("Missbruk", "Stödboende")
    assert register.replaced(NET, "", "Socialpsykiatri") == ()
    assert [row.label for row in register.successors(NET, "IFO", "BoU")] == ["Barn", "Unga"]
    assert [row.label for row in register.successors(NET, "VoF", "stödboende")] == ["Vuxna"]
    assert register.successors(NET, "VoF", "Barn och unga") == (), "another area's"


def test_dates_are_respected_and_the_past_is_not_forgotten(register: Activities) -> None:
    june, november = register.on(date(2022, 6, 30)), register.on(date(2022, 11, 30))
    assert june.replaced(NET, "IFO", "Barn") == ()
    assert june.successors(NET, "IFO", "BoU") == ()
    assert june.names(NET, "IFO", "BoU") == ("Barn och unga", "BoU")
    assert november.names(NET, "IFO", "BoU") == ("BoU",), "the row has ended"
    assert [row.label for row in november.successors(NET, "IFO", "BoU")] == ["Barn", "Unga"]
    assert november.names(NET, "", "Stab") == ("Stab",)
    again = november.on(date(2021, 1, 1))
    assert again.names(NET, "", "Stab") == ("Gemensamt", "Stab")


@pytest.mark.parametrize("declared", [Manadsrapport, Delarsrapport, Namndplan])
def test_without_the_sheet_a_name_means_itself(declared: type[Document]) -> None:
    register = Activities.of(declared.read(read_markdown("")))
    assert register == Activities()
    assert register.on(date(2022, 11, 30)).names(NET, "", "Barn") == ("Barn",)


def test_the_optional_sheet_alone_makes_no_master() -> None:
    assert document_type_of(read_markdown(REGISTER)) is None
    shared = "\n## Regler\n\n| Parameter |\n|---|\n"
    assert document_type_of(read_markdown(shared)) is not None
    assert document_type_of(read_markdown(REGISTER + shared)) in {Manadsrapport, Delarsrapport}


def test_no_check_is_left_out_because_the_sheet_is_lacking() -> None:
    start = "## Start\n\n| Fält | Värde |\n|---|---|\n| Dokumenttyp | Månadsrapport |\n"
    told = {}
    for sheet in ("", "## Verksamheter\n\n| Namn | Vem |\n|---|---|\n| Barn | Lisa |\n"):
        examined = checked(read_markdown(f"{start}\n{sheet}"))
        assert not isinstance(examined, Finding)
        of_sheet = [f for f in examined.findings if "Verksamheter" in f"{f.message} {f.sheet}"]
        told[sheet] = [finding.code for finding in of_sheet]
    assert list(told.values()) == [[], ["S103", "S190"]]
