"""The handbook's generated pages, README and the layers are in step with the code."""

from __future__ import annotations

import pytest

from docs.build import FOLDER, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_in_step(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "python -m docs.build"
