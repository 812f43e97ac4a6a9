"""How a text is quoted, and that a text of any size is read in linear time."""

from __future__ import annotations

import sys

import pytest

from tests.beside import checked
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding
from xl_asn.rules.catalogue import all_rules
from xl_asn.rules.context import Context
from xl_asn.rules.shared.texts import and_more, around


def test_a_passage_is_quoted_within_its_line() -> None:
    text = "Rubrik\nUtbetalning för en placering +1,4 mnkr\nNästa rad"
    start = text.index("en placering")
    assert around(text, start, start + 12) == "Utbetalning för en placering +1,4 mnkr"


def test_a_long_line_is_cut_at_words() -> None:
    text = "alfa " * 50 + "en placering " + "beta " * 50
    start = text.index("en placering")
    quoted = around(text, start, start + 12)
    assert quoted.startswith("…alfa ")
    assert quoted.endswith(" beta…")
    assert len(quoted) < 80


def test_what_is_left_unsaid_is_counted_in_swedish() -> None:
    assert and_more(0, "cell", "celler") == ""
    assert and_more(1, "cell", "celler") == " och 1 cell till"
    assert and_more(2, "cell", "celler") == " och 2 celler till"


def texts_of(content: str) -> Context:
    source = f"## Händelser\n\n| Enhet | Händelse |\n|---|---|\n|  | {content} |\n"
    examined = checked(read_markdown(source))
    assert not isinstance(examined, Finding)
    return Context(examined.grid, examined.document, examined.calculated)


@pytest.mark.parametrize(
    "piece",
    ["en liten stor placering ", "1 ", "9", ". ", "handläggare Aa ", "08-12 ", "a.b@c.", "-1 "],
)
def test_ten_times_the_text_takes_ten_times_the_steps(piece: str) -> None:
    """Count the calls of functions; a pattern that is not linear would not end at this size."""
    rules = [r for r in all_rules() if r.rule.code.startswith("T1") and r.rule.code >= "T130"]
    assert rules

    def calls(size: int) -> int:
        context = texts_of((piece * size)[:size].strip() or "x")
        assert len(context.texts.written) == 1
        counted = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal counted
            counted += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            for rule in rules:
                list(rule.findings(context))
        finally:
            sys.setprofile(None)
        return counted

    assert calls(20_000) < 12 * calls(2_000) + 1_000
