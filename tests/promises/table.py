"""The table command × promise, once: the tests and the page *Löften* are made from it.

A cell is ``HERE``, shown by the promise's probe in ``probes.py``; ``Elsewhere``, shown by a test
that stands beside what it is about; or a reason of ``REASONS`` why it does not apply, which
``reasons.py`` holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Promise(NamedTuple):
    """What is promised and how it is shown, in Swedish."""

    number: int
    said: str
    shown: str


class Elsewhere(NamedTuple):
    """A test of a file below ``tests``."""

    file: str
    test: str


class Here(NamedTuple):
    """The promise's own probe; ``thorough`` where only ``make test-allt`` runs it."""

    thorough: bool = False


HERE, LATER = Here(), Here(thorough=True)

PROMISES = (
    Promise(
        1, "Varje sökväg får ett besked med en kod eller en mening.",
        "Filer som saknas, är tomma, avhuggna, krypterade eller av annat slag.",
    ),
    Promise(
        2, "En kontroll avbryts efter 30 sekunder eller 512 MB. Dokument får några gånger mer.",
        "Arbetsböcker som är gjorda för att ta all tid och allt minne.",
    ),
    Promise(
        3, "En dålig fil ändrar ingenting för de andra.",
        "Samma filer med och utan en skadad bredvid ger samma svar.",
    ),
    Promise(
        4, "Ingenting som har lästs går förlorat i tysthet: "
        "tomt, fel, inte uträknat och noll är fyra saker.",
        "Samma cell med vart och ett av dem ger fyra olika svar.",
    ),
    Promise(
        5, "Det som skrivs är alltid den gamla filen eller den nya, hel.",
        "Disken tar slut mitt i, och programmet dödas: make kills.",
    ),
    Promise(
        6, "Det som inte ska ändras i arbetsboken är lika, byte för byte, och makrona också.",
        "Arbetsbokens delar jämförs före och efter.",
    ),
    Promise(
        7, "Det som läses ändras inte.",
        "Filernas innehåll och tid jämförs före och efter, och ingen fil som läses skrivs över.",
    ),
    Promise(
        8, "Inget nät, inget annat program och ingen annan fil.",
        "Allt som begärs av systemet skrivs upp med strace.",
    ),
    Promise(
        9, "Ingen formel och inget styrtecken utifrån följer med till skärm eller dokument.",
        "Dokumenten öppnas igen, och det som skrivs på skärmen granskas.",
    ),
    Promise(10, "Samma filer ger samma svar.", "Två körningar i skilda mappar jämförs."),
    Promise(
        11, "Inga falska larm om hederliga filer.",
        "De publicerade exemplen av varje dokumenttyp.",
    ),
)  # fmt: skip

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "ingen arbetsbok": "läser ingen arbetsbok",
        "en fil": "läser en arbetsbok åt gången",
        "skriver inget": "skriver ingen fil",
        "ändrar inget": "ändrar ingen arbetsbok",
        "egna texter": "visar bara programmets egna texter",
        "öppen": "räknar i den öppna arbetsboken, och öppnar ingen fil som den skriver till",
    }
)

_NO_BOOK = dict.fromkeys((1, 2, 3, 4, 6, 7, 11), "ingen arbetsbok")
_INSTALL = "install/test_install.py"
_FORDELA, _HAMTA, _SAMLA = (f"e2e/test_{name}.py" for name in ("fordela", "hamta", "samla"))
_EXCEL = "excel/test_{}.py"


def _excel(file: str, test: str) -> Elsewhere:
    return Elsewhere(_EXCEL.format(file), test)


BUTTON = "knappen"

TABLE: Mapping[str, Mapping[int, Here | Elsewhere | str]] = MappingProxyType({
    "arkiv": {
        1: HERE, 2: LATER,
        3: Elsewhere("e2e/test_arkiv.py", "test_a_bad_file_is_listed_and_changes_nothing_else"),
        4: HERE, 5: HERE, 6: "ändrar inget", 7: HERE, 8: LATER, 9: HERE, 10: HERE, 11: HERE,
    },
    "avinstallera": {
        **_NO_BOOK,
        5: Elsewhere(_INSTALL, "test_removal_leaves_nothing_of_ours_and_everything_else"),
        8: LATER, 9: "egna texter", 10: HERE,
    },
    "berakna": {
        1: HERE, 2: LATER, 3: "en fil", 4: HERE, 5: HERE, 6: HERE, 7: HERE,
        8: Elsewhere("e2e/test_confined.py", "test_to_compute_a_workbook_only_it_is_written"),
        9: HERE, 10: HERE, 11: HERE,
    },
    "demo": {
        **_NO_BOOK, 5: LATER, 8: LATER, 9: "egna texter", 10: LATER,
    },
    "doktor": {
        1: HERE, 2: LATER, 3: "en fil", 4: "ändrar inget", 5: HERE, 6: "ändrar inget", 7: HERE,
        8: LATER, 9: HERE, 10: HERE, 11: HERE,
    },
    "exportera": {
        1: HERE, 2: LATER, 3: "en fil", 4: LATER, 5: HERE, 6: "ändrar inget", 7: HERE, 8: LATER,
        9: HERE, 10: LATER, 11: LATER,
    },
    "fordela": {
        1: HERE, 2: HERE,
        3: Elsewhere(_FORDELA, "test_what_lies_in_the_way_of_one_form_changes_no_other"),
        4: Elsewhere(_FORDELA, "test_a_blank_an_error_and_zero_are_shown_as_what_they_are"),
        5: HERE,
        6: Elsewhere(_FORDELA, "test_nothing_but_insamling_is_written_in_the_workbook"),
        7: Elsewhere(_FORDELA, "test_a_form_that_is_begun_is_kept"), 8: LATER, 9: HERE,
        10: Elsewhere(_FORDELA, "test_the_answer_is_the_same_in_any_folder"),
        11: HERE,
    },
    "forklara": {
        1: HERE, 2: LATER, 3: "en fil", 4: HERE, 5: HERE, 6: "ändrar inget", 7: HERE, 8: LATER,
        9: HERE, 10: HERE, 11: HERE,
    },
    "hamta": {
        1: HERE, 2: HERE,
        3: Elsewhere(_HAMTA, "test_a_bad_source_beside_a_good_one_takes_nothing_and_says_which"),
        4: Elsewhere(_HAMTA, "test_blank_and_zero_are_two_things"),
        5: HERE,
        6: Elsewhere(
            _HAMTA, "test_figures_are_written_and_nothing_else_of_the_workbook_is_another"
        ),
        7: Elsewhere(_HAMTA, "test_a_second_run_and_a_dry_one_write_nothing"), 8: LATER, 9: HERE,
        10: Elsewhere(_HAMTA, "test_the_answer_is_the_same_in_any_folder"),
        11: HERE,
    },
    "installera": {
        **_NO_BOOK,
        5: Elsewhere(_INSTALL, "test_a_file_in_the_way_is_kept_and_put_back"),
        8: LATER, 9: "egna texter", 10: HERE,
    },
    "jamfor": {
        1: HERE, 2: LATER,
        3: Elsewhere("e2e/test_jamfor.py", "test_what_is_beside_the_two_changes_nothing"),
        4: HERE, 5: HERE, 6: "ändrar inget", 7: HERE, 8: LATER, 9: HERE, 10: HERE, 11: HERE,
    },
    "kolada": {
        1: HERE, 2: LATER, 3: "en fil", 4: HERE, 5: HERE, 6: HERE, 7: HERE, 8: LATER, 9: HERE,
        10: HERE, 11: HERE,
    },
    "kontrollera-paket": {
        1: HERE, 2: LATER, 3: "en fil",
        4: Elsewhere("e2e/test_exportera.py", "test_a_package_that_someone_changed_is_told"),
        5: "skriver inget", 6: "ändrar inget", 7: HERE, 8: LATER, 9: HERE, 10: HERE, 11: HERE,
    },
    "mall": {
        1: HERE, 2: LATER, 3: "en fil", 4: HERE, 5: HERE, 6: "ändrar inget", 7: HERE, 8: LATER,
        9: HERE, 10: HERE, 11: HERE,
    },
    "ny-period": {
        1: HERE, 2: LATER, 3: "en fil", 4: HERE, 5: HERE, 6: HERE, 7: HERE, 8: LATER, 9: HERE,
        10: Elsewhere(
            "cycle/next_period/test_command.py", "test_the_answer_is_the_same_in_any_folder"
        ),
        11: HERE,
    },
    "pastaenden": {
        1: HERE, 2: LATER, 3: "en fil", 4: HERE, 5: HERE, 6: "ändrar inget", 7: HERE, 8: LATER,
        9: HERE, 10: HERE, 11: HERE,
    },
    "regler": {
        **_NO_BOOK, 5: "skriver inget", 8: LATER, 9: "egna texter", 10: HERE,
    },
    "samla": {
        1: HERE,
        2: Elsewhere(_SAMLA, "test_a_bomb_among_the_answers_takes_nothing_else_down"),
        3: Elsewhere(_SAMLA, "test_a_bad_file_changes_nothing_for_the_others"),
        4: Elsewhere(_SAMLA, "test_a_blank_an_error_and_zero_are_three_answers"),
        5: HERE,
        6: Elsewhere(_SAMLA, "test_ten_forms_are_taken_in_and_nothing_else_is_changed"),
        7: HERE, 8: LATER, 9: HERE,
        10: Elsewhere(_SAMLA, "test_the_answer_is_the_same_in_any_folder"),
        11: HERE,
    },
    "validera": {
        1: HERE, 2: LATER, 3: HERE, 4: HERE, 5: HERE, 6: "ändrar inget", 7: HERE,
        8: Elsewhere(
            "e2e/test_confined.py", "test_no_process_opens_another_file_or_starts_another_program"
        ),
        9: HERE,
        10: Elsewhere(
            "e2e/test_many_files.py",
            "test_neither_order_nor_workers_nor_bad_files_change_what_is_said_of_a_file",
        ),
        11: HERE,
    },
    BUTTON: {
        1: _excel("refusals", "test_each_fault_has_its_own_sentence_and_nothing_is_written"),
        2: _excel("same_answer", "test_ten_times_the_rows_cost_the_same_number_of_calls"),
        3: _excel("refusals", "test_a_missing_sheet_is_a_finding_and_the_rest_is_done"),
        4: _excel("live_book", "test_a_value_a_blank_an_error_and_an_uncomputed_formula"),
        5: _excel("undo_and_marks", "test_undo_puts_every_cell_back"),
        6: _excel("undo_and_marks", "test_a_formula_of_the_authors_that_reads_kontroll_survives"),
        7: _excel("same_answer", "test_kontrollera_writes_no_figures"),
        8: "öppen",
        9: _excel("live_book", "test_a_text_stays_a_text_when_it_is_entered"),
        10: _excel("same_answer", "test_the_button_gives_the_same_workbook_as_the_command_line"),
        11: _excel("odd_books", "test_there_is_an_answer_and_nothing_is_lost"),
    },
})  # fmt: skip
"""Each cell by command and the promise's number."""
