"""What others have the rights to is told: every distribution pinned, and what our files hold."""

from __future__ import annotations

import re
from importlib.metadata import PathDistribution, version
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from docs import notices
from tests.test_pins import pins

TEXT = notices.PAGE.read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in re.findall(r"^\| .*\d.*", TEXT, re.MULTILINE)]


def test_every_distribution_pinned_has_its_notice() -> None:
    told = {canonicalize_name(row[0]): row[1] for row in ROWS}
    assert told == pins("constraints.txt"), "make notices"
    assert list(told) == sorted(told)
    assert all(row[2] for row in ROWS)


def test_what_the_files_hold_is_told_with_its_licence() -> None:
    assert f"xlwings_custom_addin.bas of xlwings {version('xlwings')} declares" in TEXT
    assert "Redistribution and use in source and binary forms" in TEXT
    assert "SIL Open Font License" in TEXT


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"License-Expression": "MIT", "License": "other"}, "MIT"),
        ({"License": "BSD"}, "BSD"),
        ({"License": "a\n b", "Classifier": "License :: OSI Approved :: ISC"}, "ISC"),
    ],
)  # fmt: skip
def test_a_notice_is_what_the_distribution_says(
    said: dict[str, str], name: str, tmp_path: Path
) -> None:
    fields = {"Name": "a", "Version": "1", **said}
    folder = tmp_path / "a-1.dist-info"
    (folder / "licenses").mkdir(parents=True)
    lines = [f"{field}: {value}\n" for field, value in fields.items()]
    (folder / "METADATA").write_text("".join(lines), "utf-8")
    (folder / "RECORD").write_text("a-1.dist-info/licenses/LICENSE,,\na/license.py,,\n", "utf-8")
    (folder / "licenses" / "LICENSE").write_text(
        "Copyright (c) 2020 Åsa <a@example.org>\nthe above copyright notice\n", "utf-8"
    )
    row = notices.row(PathDistribution(folder))
    assert row == f"| a | 1 | {name} | Copyright (c) 2020 Åsa |"


def test_without_a_licence_there_is_no_notice(tmp_path: Path) -> None:
    folder = tmp_path / "a-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: a\nVersion: 1\n", "utf-8")
    with pytest.raises(SystemExit, match="a does not say what licence it has"):
        notices.row(PathDistribution(folder))
