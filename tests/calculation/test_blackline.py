"""Two texts beside each other: whole, in few marks, and never more work than is allowed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbooks.build import EXAMPLES
from xl_asn.calculation.blackline import MOST_STEPS, Blackline, Steps, blackline, same_words
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.comparison import PassageKind

_WORDS = st.lists(st.sampled_from(["och", "mål", "det", "ökar.", "gul", "i", "röd\n"]), max_size=40)
TEXTS = _WORDS.map(" ".join)


def compared(before: str, after: str, most: int = MOST_STEPS) -> Blackline:
    return blackline(before, after, Steps(most))


def marks(found: Blackline) -> list[tuple[str, str]]:
    changed = (p for p in found.passages if p.kind is not PassageKind.SAME)
    return [(p.kind.value, p.text.strip()) for p in changed]


def said(found: Blackline, *kinds: PassageKind) -> list[str]:
    return "".join(p.text for p in found.passages if p.kind in kinds).split()


def comment() -> str:
    source = EXAMPLES / "2023-07_manadsrapport.md"
    document = Manadsrapport.read(read_markdown(source.read_text("utf-8")))
    return str([row.comment for row in document.table("Mål") or ()][3])


@given(before=TEXTS, after=TEXTS, most=st.sampled_from([0, 40, MOST_STEPS]))
def test_both_texts_are_told_whole_however_little_work_is_allowed(
    before: str, after: str, most: int
) -> None:
    found = compared(before, after, most)
    assert said(found, PassageKind.SAME, PassageKind.ADDED) == after.split()
    assert said(found, PassageKind.SAME, PassageKind.REMOVED) == before.split()


@given(text=TEXTS)
def test_a_text_beside_itself_has_no_marks(text: str) -> None:
    assert marks(compared(text, text)) == []
    assert same_words(text, "  ".join(text.split()))


@given(before=TEXTS, after=TEXTS)
def test_no_word_stands_alone_between_larger_changes(before: str, after: str) -> None:
    passages = compared(before, after).passages
    for place, passage in enumerate(passages):
        if passage.kind is PassageKind.SAME and 0 < place < len(passages) - 1:
            sides = (passages[max(place - 2, 0) : place], passages[place + 1 : place + 3])
            changed = [
                max(len(p.text.split()) for p in side if p.kind is not PassageKind.SAME)
                for side in sides
            ]
            assert len(passage.text.split()) > min(changed)


def test_four_edits_in_a_long_comment_are_five_marks() -> None:
    text = comment()
    assert len(text.split()) > 200  # where difflib would leave out the words that recur
    edits = (
        ("prognos i maj beräknas", "prognos i april beräknas"),
        ("fram jour- och familjehem", "fram familjehem"),
        ("De ökade kostnaderna", "De tydligt ökade kostnaderna"),
        ("ökningen av nya ärenden", "ökningen av nya och svåra ärenden"),
    )
    after = text
    for old, new in edits:
        assert after.count(old) >= 1, old
        after = after.replace(old, new, 1)
    found = compared(text, after)
    assert not found.is_rough
    assert marks(found) == [
        ("bort", "maj"), ("till", "april"), ("till", "tydligt"), ("till", "och svåra"),
        ("bort", "jour- och"),
    ]  # fmt: skip


def test_a_rewritten_text_is_one_change() -> None:
    before = "Målet är gult och enheterna är fem i antal."
    after = "Resultatet för hösten och vintern är bättre i år."
    assert marks(compared(before, after)) == [("bort", before), ("till", after)]


def test_blanks_are_no_change_and_stand_as_in_the_text_after() -> None:
    found = compared("ett två\ntre", "ett  två tre\nfyra")
    assert marks(found) == [("till", "fyra")]
    assert "".join(p.text for p in found.passages) == "ett  två tre\nfyra"


def test_texts_of_100_kb_that_share_nothing_cost_no_more_than_is_allowed() -> None:
    steps = Steps()
    before, after = "och det " * 12_500, "det och nu " * 9_000
    found = blackline(before, after, steps)
    assert found.is_rough
    assert steps.left >= 0
    assert MOST_STEPS - steps.left < MOST_STEPS / 2


def test_a_long_text_is_compared_by_its_sentences_and_they_by_their_words() -> None:
    sentences = [f"Mening nummer {n} säger det ena och det andra om mål {n}." for n in range(1_500)]
    before = " ".join(sentences)
    sentences[700] = sentences[700].replace("det andra", "det tredje")
    found = compared(before, " ".join(sentences))
    assert len(before) > 80_000
    assert marks(found) == [("bort", "andra"), ("till", "tredje")]
    assert not found.is_rough
