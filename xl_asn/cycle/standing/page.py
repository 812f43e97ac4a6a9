"""*Läget* as one web page that needs nothing else, not even scripts."""

from __future__ import annotations

from importlib.resources import files
from typing import Final
from urllib.parse import quote

from xl_asn import __version__
from xl_asn.cycle.standing.reminders import reminder
from xl_asn.cycle.standing.standing import (
    Person,
    Standing,
    day_in_words,
    last_days,
    sentences,
)
from xl_asn.model.characters import spelled
from xl_asn.model.collection import State
from xl_asn.model.findings import Severity
from xl_asn.model.grid import Value, cell_of
from xl_asn.model.letters import mailto
from xl_asn.report.web_page import base_style, environment, policy

FILE: Final = "laget.html"
"""What the page is called in the folder of answers."""

_OURS: Final = b'<meta name="generator" content="xl-asn laget">'
"""What tells a page of ours: no other file is ever written over."""

MARKS: Final = {
    State.DONE: "✓", State.BEGUN: "▲", State.LATE: "●", State.REFUSED: "✕",
    State.CONFLICT: "■", State.MISSING: "–",
}  # fmt: skip
_SEVERITIES: Final = {Severity.ERROR: "error", Severity.QUESTION: "question", Severity.INFO: "info"}
_SIGNS: Final = {Severity.ERROR: "■", Severity.QUESTION: "▲", Severity.INFO: "●"}
_BLANK: Final = "tomt"
_HEAD: Final = 1_000


def standing_page(standing: Standing) -> bytes:
    """Return the page; the same standing gives the same bytes, for no time stands on it."""
    template, own = (
        files(__package__).joinpath(name).read_text(encoding="utf-8")
        for name in ("standing.html.j2", "standing.css")
    )
    style = base_style() + own
    page = (
        environment(spelled)
        .from_string(template)
        .render(
            standing=standing,
            ours=_OURS.decode(),
            sentences=" ".join(sentences(standing)),
            days=[day_in_words(day) for day in last_days(standing)],
            states=[*MARKS],
            marks=MARKS,
            severities=_SEVERITIES,
            signs=_SIGNS,
            letter=_letter,
            link=_link,
            shown=shown,
            in_words=day_in_words,
            version=__version__,
            style=style,
            policy=policy(style),
        )
    )
    return page.encode()


def is_standing_page(data: bytes) -> bool:
    """Return whether a file is a page that this module wrote."""
    return _OURS in data[:_HEAD]


def _letter(person: Person, standing: Standing) -> str:
    return mailto(reminder(person, standing))


def _link(file: str) -> str:
    """Return the address of a file in the folder of the page, which can be no other address."""
    parts = file.replace("\\", "/").split("/")
    return "./" + "/".join(quote(part, safe="") for part in parts)


def shown(value: Value) -> str:
    """Return a value as a reader sees it; what is blank is said."""
    return cell_of(value).text or _BLANK
