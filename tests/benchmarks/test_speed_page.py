"""The page on speed and its picture: ratios alone, from what is measured."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.benchmarks import speed_page
from tests.benchmarks.growth import ROWS
from tests.benchmarks.peers import PEERS
from tests.benchmarks.speed_page import PAGE, PICTURE, write_page


def test_the_page_tells_ratios_of_every_peer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, picture = tmp_path / "sida.md", tmp_path / "bilder" / "bild.svg"
    monkeypatch.setattr(speed_page, "PAGE", page)
    monkeypatch.setattr(speed_page, "PICTURE", picture)
    once = {**dict.fromkeys(PEERS, 6.0), "xl_asn, validate one file": 2.0}
    grown = {name: {rows: rows * 2.0 for rows in ROWS} for name in (*PEERS, "validera", "berakna")}
    write_page(once, once, grown, {"validera": 7.2})
    told = page.read_text(encoding="utf-8")
    assert "| frictionless | 3,0 | 3,0 |" in told
    assert "| validera | 1,0 | 1,0 | 1,0 |" in told
    assert "7 kB för varje rad i `validera`" in told
    drawn = ET.fromstring(picture.read_text(encoding="utf-8"))  # noqa: S314 - our own
    assert {"validera", "berakna", "frictionless"} <= {text.text for text in drawn.iter()}


def test_the_page_that_is_kept_has_its_picture_and_its_limits() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert f"](bilder/{PICTURE.name})" in told
    ET.parse(PICTURE)  # noqa: S314 - our own
    assert "250\u00a0000 par" in told
