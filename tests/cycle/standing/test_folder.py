"""What lies in a folder of answers: workbooks, what else was sent, and nothing of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_asn.cycle.standing import folder as folders
from xl_asn.cycle.standing.folder import lying_in, whose
from xl_asn.model.told import ToldError

PEOPLE = ("Ekenheten", "Ek", "Bogrupper och stöd", "Hästskons", "A/B")


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_workbooks_are_found_below_and_what_is_ours_or_the_systems_is_nothing(
    tmp_path: Path,
) -> None:
    put(
        tmp_path, "Ek.xlsx", "in/Ek (1).xlsx", "in/brev.DOCX", "bild.jpeg", "x.unknown",
        "laget.html", "paminn/Ek.eml", "~$Ek.xlsx", ".~lock.Ek.xlsx#", "Thumbs.db", ".DS_Store",
        "2022-11_manadsrapport.xlsm", "in/laget.html",
    )  # fmt: skip
    lying = lying_in(tmp_path, [tmp_path / "2022-11_manadsrapport.xlsm"])
    assert [path.relative_to(tmp_path).as_posix() for path in lying.workbooks] == [
        "Ek.xlsx", "in/Ek (1).xlsx",
    ]  # fmt: skip
    assert [other.said for other in lying.others] == [
        "bild.jpeg är en bild", "x.unknown är ingen arbetsbok", "in/brev.DOCX är ett Word-dokument",
        "in/laget.html är ingen arbetsbok",
    ]  # fmt: skip
    assert lying.findings == ()


def test_a_link_out_of_the_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "mapp/Ek.xlsx", "hemligt.xlsx")
    (tmp_path / "mapp" / "länk.xlsx").symlink_to(tmp_path / "hemligt.xlsx")
    lying = lying_in(tmp_path / "mapp", [])
    assert [path.name for path in lying.workbooks] == ["Ek.xlsx"]
    (finding,) = lying.findings
    assert (finding.code, finding.message.startswith("länk.xlsx är en länk ut")) == ("I178", True)


def test_more_files_than_anybody_collects_are_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, *(f"{number}.xlsx" for number in range(4)))
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    with pytest.raises(ToldError, match="fler än 3 filer"):
        lying_in(tmp_path, [])


@pytest.mark.parametrize(
    ("name", "recipient"),
    [
        ("Ekenheten.docx", "Ekenheten"),
        ("svar Ekenheten (1)-DESKTOP-A1.docx", "Ekenheten"),
        ("EKENHETEN_november.pdf", "Ekenheten"),
        ("Ek.pdf", "Ek"),
        ("Eken.pdf", ""),
        ("Ekenheten/bild.jpg", "Ekenheten"),
        ("Ekenheten/Hästskons.jpg", "Hästskons"),
        ("Bogrupper och stöd.docx", "Bogrupper och stöd"),
        ("Ek och Hästskons.docx", "Hästskons"),
        ("A-B.docx", "A/B"),
        ("brev.docx", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_tells_who_has_sent_a_file(name: str, recipient: str) -> None:
    assert whose(name, PEOPLE) == recipient


def test_two_names_as_long_tell_nobody() -> None:
    assert whose("Norra Södra.docx", ("Norra", "Södra")) == ""
    assert whose("Norra/Norra Södra.docx", ("Norra", "Södra")) == "Norra"
