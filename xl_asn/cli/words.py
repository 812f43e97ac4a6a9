"""The words a user types, as they may be typed: commands, options, and values that are one of some.

Case, å, ä and ö do not matter, nor how a keyboard writes them; a word that is near to one that
exists is answered with that one, and every other with those that exist.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from xl_asn.model.characters import bounded
from xl_asn.model.told import ToldError

_LETTERS_TO_A_SLIP: Final = 3
_MOST_QUOTED: Final = 200


def folded(word: str) -> str:
    """Return a word as it is matched: "Årtal", "ARTAL" and "A" with a ring of its own are one.

    An underscore is a hyphen, as in the names that the commands have in Python.
    """
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("_", "-")


def meant(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that a word is, however it is spelled; None where it is none of them."""
    same = [choice for choice in choices if folded(choice) == folded(word)]
    return word if word in same else next(iter(same), None)


def chosen(what: str, word: str, choices: Iterable[str], otherwise: str | None = None) -> str:
    """Return the choice that a word is.

    Args:
        what: the kind of word, definite and with a capital: "Formatet".
        word: what the user typed.
        choices: those that exist.
        otherwise: what to say where no choice is near; None to list them.

    Raises:
        ToldError: the word is none of the choices; it says what could be meant.
    """
    known = tuple(choices)
    found = meant(word, known)
    if found is None:
        raise ToldError(unknown(what, word, known, otherwise))
    return found


def unknown(what: str, word: str, choices: Sequence[str], otherwise: str | None = None) -> str:
    """Return the answer to a word that does not exist; the arguments are those of ``chosen``."""
    return f"{what} {quoted(word)} finns inte. {instead(word, choices, otherwise)}"


def instead(word: str, choices: Sequence[str], otherwise: str | None = None) -> str:
    """Return the choice to guess at, as a question, or else which there are."""
    near = _nearest(word, choices)
    if near is not None:
        return f"Menade du {near}?"
    return f"Välj bland: {', '.join(choices)}." if otherwise is None else otherwise


def quoted(word: str) -> str:
    """Return what was typed, in quotation marks, and no more of it than anybody reads."""
    return f"”{bounded(word, _MOST_QUOTED)}”"


def _nearest(word: str, choices: Sequence[str]) -> str | None:
    """Return the one choice that is fewest slips away, about one for each three letters at most.

    A slip is a letter too many, too few, another, or two that have changed places. The names of
    a report are longer, and compared by likeness (``calculation.names``); "htlm" is half unlike
    "html". Where two are as near, a guess is as often wrong as right.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = (len(word.strip("-")) + 1) // _LETTERS_TO_A_SLIP
    near = process.extract(
        word, choices, scorer=OSA.distance, processor=folded, score_cutoff=slips, limit=2
    )
    match [(choice, score) for choice, score, _ in near]:
        case [(choice, _)]:
            return str(choice)
        case [(choice, least), (_, next_least)] if least < next_least:
            return str(choice)
    return None
