"""What an author typed in a cell, as paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xl_asn.model.grid import folded_name
from xl_asn.report.blocks import Block, BulletList, Item, Paragraph

_BLANK_LINE = re.compile(r"\n\s*\n")
#: A dash and a blank begin a bullet; so does a dash right before a letter, but "-1,7" is a number.
_BULLET = re.compile(r"(?:[–—−•·-]\s+|[–—•-](?=[^\W\d]))(?P<text>.*)")
_STEM = 5
_LONG_WORD = re.compile(r"\b(?!(?:och|för|med|som|till|inom)\b)[^\W\d_]{3,}")


def prose(text: str | None, *, lead: bool = False) -> tuple[Block, ...]:
    """Return a text as paragraphs and lists; a blank line parts paragraphs.

    With ``lead``, the first line is emphasised when more lines follow it.
    """
    blocks: list[Block] = []
    for number, part in enumerate(_parts(text)):
        lines = lines_of(part)
        if lead and not number and len(lines) > 1 and not _BULLET.match(lines[0]):
            blocks.append(Paragraph("", lead=lines.pop(0)))
        blocks += _part(lines)
    return tuple(blocks)


def item_of(text: str, label: str) -> Item:
    """Return a comment as an item of a list: its first line emphasised, the others below it.

    A comment that does not say what it is about gets the row's own name: one of one line without
    the whole name, and one of several whose first is a bullet or has no word of the name.
    """
    lead, *rest = lines_of(text)
    if not rest and folded_name(label) not in folded_name(lead):
        return Item(without_dash(lead), lead=label)
    if rest and (_BULLET.match(lead) or not _names(lead, label)) and not _is_name(lead, label):
        return Item("", lead=label, items=tuple(map(without_dash, (lead, *rest))))
    return Item("", lead=without_dash(lead), items=tuple(map(without_dash, rest)))


def _is_name(lead: str, label: str) -> bool:
    return folded_name(without_dash(lead)).startswith(folded_name(label))


def _names(lead: str, label: str) -> bool:
    """Whether a line has any longer word of a name: "Vuxna med missbruksproblem +0,8 mnkr"."""
    said = {word[:_STEM] for word in _LONG_WORD.findall(folded_name(lead))}
    return any(word[:_STEM] in said for word in _LONG_WORD.findall(folded_name(label)))


def list_of(items: Iterable[Item]) -> tuple[Block, ...]:
    """Return the items as a list, or nothing when there are none."""
    found = tuple(items)
    return (BulletList(found),) if found else ()


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut at a word and marked with ``…``."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;–-") + "…"


def _part(lines: list[str]) -> list[Block]:
    """Return the lines between two blank lines; a plain line after a bullet belongs to it."""
    blocks: list[Block] = []
    items: list[Item] = []
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet:
            items.append(Item(bullet["text"]))
        elif items:
            last = items[-1]
            items[-1] = Item(last.text, items=(*last.items, line))
        else:
            blocks.append(Paragraph(line))
    return [*blocks, *list_of(items)]


def _parts(text: str | None) -> list[str]:
    return [part for part in _BLANK_LINE.split(text or "") if part.strip()]


def lines_of(text: str | None) -> list[str]:
    """Return the lines that hold anything, without blanks around them."""
    return [line.strip() for part in _parts(text) for line in part.split("\n") if line.strip()]


def without_dash(line: str) -> str:
    """Return a line without the dash that it may begin with."""
    bullet = _BULLET.match(line)
    return bullet["text"] if bullet else line
