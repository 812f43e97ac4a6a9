"""What each kind of figure looks like in a text that is told plainly and in small letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xl_asn.model.amount_words import UNIT_WORDS
from xl_asn.model.periods import MONTH_NAMES
from xl_asn.prose.marks import (
    AS_MUCH,
    BLANK,
    CHANGED_TIMES,
    COLOUR,
    COUNTED,
    DASH,
    GAP,
    LEVEL,
    LIT,
    PERIODS,
    WHOLES,
)
from xl_asn.prose.number_words import LOOSE_NUMBER, NUMBER_WORD

_SIGN: Final = rf"(?:\+{BLANK}?/?{BLANK}?{DASH}|{DASH}/\+|\u00b1|\+|{DASH})"
_NUM: Final = (
    rf"(?:[0-9]{{1,3}}(?:(?:{BLANK}{{1,2}}|{BLANK}?\r?\n)[0-9]{{3}}(?![0-9])){{1,4}}|[0-9]{{1,12}})"
    r"(?:[.,](?:\r?\n)?[0-9]{1,6})?(?![0-9])(?![.,:][0-9])"
)
_SMALL: Final = r"[0-9]{1,5}(?:,[0-9]{1,2})?"
_KRONOR: Final = ("miljoner", "miljon", "miljarder", "miljard", "kronor", "sek", "kr")
_UNIT: Final = (
    "(?:" + "|".join(word.replace(" ", f"{BLANK}{{1,2}}") for word in (*UNIT_WORDS, *_KRONOR)) + ")"
    r"(?!\w)"
)
_MONTH: Final = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTH_NAMES) + r"|sept)\b"
_YEAR: Final = "(?:19|20)[0-9]{2}"
_OF_WHOLE: Final = rf"av{BLANK}{{1,3}}(?:(?:de|våra|totalt|sammanlagt|nämndens){BLANK}{{1,3}})?"
_OF: Final = rf"{BLANK}{{1,3}}{_OF_WHOLE}"

#: The parts of the pattern, tried in this order at every place.
PARTS: Final[Mapping[str, str]] = {
    "datum": rf"(?<![\w.,])(?:{_YEAR}{DASH}[0-9]{{2}}{DASH}[0-9]{{2}}|"
             rf"{_YEAR}(?:{DASH}|/)(?:{_YEAR}|[0-9]{{2}})(?![0-9])(?!{GAP}{_UNIT})|"
             rf"[0-9]{{1,2}}(?::e)?{BLANK}{{1,2}}{_MONTH}(?:{BLANK}{{1,2}}{_YEAR})?|"
             r"[0-9]{1,2}/[0-9]{1,2}(?![0-9]))",
    "lagrum": rf"(?<![\w.,])(?:{_YEAR}:[0-9]{{1,4}}|[0-9]{{1,3}}{BLANK}?[a-z]?{BLANK}?kap\b\.?"
              rf"(?:{BLANK}{{0,2}}[0-9]{{1,3}}{BLANK}?[a-z]?{BLANK}?§{{1,2}})?|"
              rf"[0-9]{{1,3}}(?:{DASH}[0-9]{{1,3}})?{BLANK}?[a-z]?{BLANK}?§{{1,2}}|"
              rf"§{{1,2}}{BLANK}?[0-9]{{1,4}}(?:{DASH}[0-9]{{1,4}})?)",
    "nummer": r"(?<![\w.,])(?:[0-9]{6,8}[-\u2013+][0-9]{4}(?![0-9])|0[0-9]{1,3}-[0-9][0-9 ]{4,10})",
    "klockslag": rf"(?:\bkl\.?{BLANK}{{0,2}}[0-9]{{1,2}}(?:[.:][0-9]{{2}})?|"
                 r"(?<![\w.,])[0-9]{1,2}:[0-9]{2}(?![0-9]))",
    "times": rf"(?<![\w.,])(?:(?P<x_num>{_SMALL}|{NUMBER_WORD}){BLANK}{{1,2}}gånger{AS_MUCH}|"
             rf"(?P<x_word>lika|dubbelt|tredubbelt|hälften|tredjedel|fjärdedel){AS_MUCH}|(?P<x_change>{CHANGED_TIMES}))",
    "tid": rf"(?<![\w.,])(?:{_SMALL}{BLANK}?{DASH}{BLANK}?)?(?:{_SMALL}|{NUMBER_WORD})"
    rf"{BLANK}{{0,2}}{DASH}?(?:{PERIODS})(?!\w)",
    "range": rf"(?:(?<!\w)(?P<r_sign>{_SIGN}){BLANK}?|(?<![\w.,]))(?P<r_two>mellan{BLANK}{{1,3}})?"
    rf"(?:(?P<r_first>{_SIGN}){BLANK}?)?"
    rf"(?P<r_low>{_NUM}|{NUMBER_WORD}){BLANK}{{0,2}}(?P<r_to>{DASH}|till|och){BLANK}{{0,2}}"
    rf"(?:(?P<r_other>{_SIGN}){BLANK}?)?(?P<r_high>{_NUM}|{NUMBER_WORD}){GAP}"
    rf"(?:(?P<r_unit>{_UNIT})|%|procent(?:enheter)?(?!\w))",
    "amount": rf"(?:(?<!\w)(?P<a_sign>{_SIGN})(?P<a_loose>{BLANK}{{0,2}})|(?<![\w.,]))"
              rf"(?P<a_num>{_NUM}|{LOOSE_NUMBER})(?P<a_gap>{GAP})(?P<a_unit>{_UNIT})",
    "share": rf"(?:(?<!\w)(?P<s_sign>{_SIGN})(?P<s_loose>{BLANK}{{0,2}})|(?<![\w.,]))"
             rf"(?P<s_num>{_NUM}|{NUMBER_WORD})(?P<s_gap>{GAP})"
             r"(?P<s_unit>%|procentenhet(?:er)?(?!\w)|procent(?!\w))",
    "bare": rf"(?<![\w)])(?P<b_sign>{_SIGN}){BLANK}{{0,2}}(?P<b_unit>{_UNIT})",
    "count": rf"(?<![\w.,])(?P<c_part>[0-9]{{1,4}}|{NUMBER_WORD})"
             rf"(?:{BLANK}{{1,2}}(?:enheter|mål|nämndmål|uppdrag))?{_OF}"
             rf"(?P<c_whole>[0-9]{{1,4}}(?![0-9.,])|{NUMBER_WORD})",
    "counted": rf"\b{_OF_WHOLE}(?P<d_whole>[0-9]{{1,4}}|{NUMBER_WORD}){COUNTED}"
               rf"{BLANK}{{1,2}}(?:är|har|bedöms|blir){BLANK}{{1,2}}"
               rf"(?P<d_part>[0-9]{{1,4}}|{NUMBER_WORD})(?={LIT})",
    "tally": rf"(?<![\w.,])(?:(?P<t_all>{WHOLES})(?:{BLANK}{{1,2}}av)?"
             rf"(?:{BLANK}{{1,2}}(?:de|våra|nämndens))?"
             rf"(?:{BLANK}{{1,2}}(?P<t_whole>[0-9]{{1,4}}|{NUMBER_WORD}))?|"
             rf"(?P<t_part>[0-9]{{1,4}}|{NUMBER_WORD}))"
             rf"{COUNTED}(?:{BLANK}{{1,2}}utom{BLANK}{{1,2}}(?P<t_but>{NUMBER_WORD}))?(?={LIT})",
    "move": "",  # by the scale
    "own": "",  # the same
    "level": rf"(?<![\w-])(?:{LEVEL})",
    "status": rf"(?<![\w-])(?P<colour>{COLOUR})",
    "namn": rf"(?<!\w)[^\W\d_]+(?:{DASH}(?=[0-9])(?![0-9]+(?:,[0-9]+)?{GAP}{_UNIT}))?[0-9]\w*",
    "årtal": rf"(?<![\w.,]){_YEAR}(?![\w.,:][0-9])(?![0-9])",
    "ordning": r"(?<![\w.,])[0-9]{1,3}:[ae](?!\w)|(?m:^)[ \t]{0,8}[0-9]{1,3}[.)](?=\s)",
    "number": rf"(?:(?<!\w)(?P<n_sign>{_SIGN}){BLANK}?|(?<![\w.,]))(?P<n_num>{_NUM})",
    "otydligt": r"[0-9](?:[0-9.,:/]*[0-9])?",
}  # fmt: skip
