"""The buttons: one function each, called from VBA with the file that waits for the answer.

Everything is imported inside the functions: the import is part of every press, and *Om* needs none
of what *Beräkna* needs.
"""

from __future__ import annotations

from xl_asn.excel.answers import Outcome, RefusedError, answered, done


def berakna(answer: str) -> None:
    """Check, compute, and write figures, marks and the program's own sheets."""

    def work() -> Outcome:
        from xl_asn.excel.run import compute_book  # noqa: PLC0415

        return compute_book()

    answered(answer, work)


def kontrollera(answer: str) -> None:
    """Check only: write *Kontroll* and the marks, and no figures."""

    def work() -> Outcome:
        from xl_asn.excel.run import check_book  # noqa: PLC0415

        return check_book()

    answered(answer, work)


def angra(answer: str) -> None:
    """Put everything back as it was before the last *Beräkna*."""

    def work() -> Outcome:
        from xl_asn.excel.run import undo_book  # noqa: PLC0415

        return undo_book()

    answered(answer, work)


def exportera(answer: str) -> None:
    """Write the board's document in every format; with errors, ask whether a draft will do."""

    def work() -> Outcome:
        from xl_asn.excel.run import export_report  # noqa: PLC0415

        return export_report(draft=False)

    answered(answer, work)


def exportera_utkast(answer: str) -> None:
    """Write the board's document whatever the errors, marked UTKAST on every page."""

    def work() -> Outcome:
        from xl_asn.excel.run import export_report  # noqa: PLC0415

        return export_report(draft=True)

    answered(answer, work)


def ny_mall(answer: str) -> None:
    """Make a new master and open it; from an older master, with its data moved over."""

    def work() -> Outcome:
        from xl_asn.excel.run import make_master  # noqa: PLC0415

        return make_master()

    answered(answer, work)


def nasta_fel(answer: str) -> None:
    """Select the next cell with a finding."""

    def work() -> Outcome:
        from xl_asn.excel.session import active_book, active_cell, the_app  # noqa: PLC0415
        from xl_asn.excel.walk import go_to_next  # noqa: PLC0415

        app = the_app()
        book = active_book(app)
        return done(go_to_next(book, active_cell(app, book)))

    answered(answer, work)


def forklara(answer: str) -> None:
    """Say what the active cell is."""

    def work() -> Outcome:
        from xl_asn.excel.run import explain_cell  # noqa: PLC0415

        return explain_cell()

    answered(answer, work)


def hjalp(answer: str) -> None:
    """Open the handbook."""

    def work() -> Outcome:
        from xl_asn.excel.own_files import handbook, show  # noqa: PLC0415

        path = handbook()
        if path is None:
            message = "Handboken finns inte på datorn. Kör xl-asn --hjalp i ett kommandofönster."
            raise RefusedError(message)
        show(path)
        return done(f"Handboken är öppnad: {path}")

    answered(answer, work)


def om(answer: str) -> None:
    """Say which versions are at work."""

    def work() -> Outcome:
        import platform  # noqa: PLC0415
        from importlib.metadata import version  # noqa: PLC0415

        from xl_asn import __version__  # noqa: PLC0415
        from xl_asn.documents.catalogue import document_types  # noqa: PLC0415
        from xl_asn.parameters.dated import shipped_rule_set  # noqa: PLC0415

        versions = [declared.template_version() for declared in document_types().values()]
        return done(
            f"xl_asn {__version__} med regelverk {shipped_rule_set()} och mallversion "
            f"{max(versions)}, på Python {platform.python_version()} och xlwings "
            f"{version('xlwings')}."
        )

    answered(answer, work)
