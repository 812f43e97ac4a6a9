"""Every statement of a document's texts, judged against its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_asn.calculation.calculated import Calculated
from xl_asn.documents.document import Document
from xl_asn.documents.texts import Texts
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.grid import CellRef
from xl_asn.parameters.board import Board
from xl_asn.prose.about import About, Amounts
from xl_asn.prose.amounts import tie_amount
from xl_asn.prose.clauses import clauses
from xl_asn.prose.figures import Figure, Kind, figures_of
from xl_asn.prose.goal_book import Goals
from xl_asn.prose.goal_statements import tie_other
from xl_asn.prose.listed import each_alone, with_their_unit
from xl_asn.prose.marks import status_words
from xl_asn.prose.passages import Passage, passages
from xl_asn.prose.statements import Judgement, Statement
from xl_asn.prose.subjects import Subjects, subjects_of
from xl_asn.prose.times import tie_times

_NOTHING_SAID = {
    Kind.ASIDE: "", Kind.NUMBER: "ett antal som ingen tabell har",
    Kind.BARE_SIGN: "talet saknas",
}  # fmt: skip


@our_arithmetic()
def statements_of(
    document: Document, calculated: Calculated, board: Board
) -> tuple[Statement, ...]:
    """Return every figure of a document's texts, in order, with what it is tied to.

    Figures that say nothing (a year, an age) are among them, so that none can be lost unseen.
    """
    subjects = subjects_of(document, calculated.tables, board)
    return statements_in(tuple(passages(Texts.of(document))), document, calculated, subjects)


@our_arithmetic()
def statements_in(
    texts: Sequence[Passage], document: Document, calculated: Calculated, subjects: Subjects
) -> tuple[Statement, ...]:
    """Return every figure of some texts, tied, where the caller knows what they may name."""
    amounts = Amounts(subjects, calculated, document.period)
    goals = Goals(document, calculated, subjects)
    figures = figures_of((passage.text for passage in texts), status_words(document.scale))
    return tuple(
        statement
        for passage, known_here in zip(texts, figures, strict=True)
        if known_here
        for statement in _of_passage(amounts, goals, passage, known_here)
    )


def _of_passage(
    amounts: Amounts, goals: Goals, passage: Passage, figures: Sequence[Figure]
) -> Iterator[Statement]:
    last: tuple[Figure, About] | None = None
    agreed: set[CellRef] = set()
    told = with_their_unit(figures, passage.text)
    found = tuple(clauses(passage.text, told))
    if told is not figures:
        found = tuple(each_alone(found, amounts.subjects.book))
    alone = sum(clause.figure.kind.is_amount for clause in found) == 1
    for clause in found:
        kind = clause.figure.kind
        if kind in _NOTHING_SAID:
            why = clause.figure.word if kind is Kind.ASIDE else _NOTHING_SAID[kind]
            judgement = Judgement.NONE if kind is Kind.ASIDE else Judgement.UNTIED
            value = clause.figure.value
            yield Statement(passage, clause, judgement, why, value=value)
        elif kind.is_amount:
            goes_on = last is not None and last[0] is clause.previous
            statement, about = tie_amount(
                amounts, passage, clause, last[1] if last and goes_on else None
            )
            last = (clause.figure, about)
            if statement.tie and statement.judgement is Judgement.AGREES:
                agreed.add(statement.tie.cell)
            if kind is Kind.LEVEL and about.why and not about.told:
                continue  # "oförändrad" and "enligt budget" are said of much else than amounts
            if not (about.told or alone):
                yield _doubted(statement, "ett av flera belopp utan namn")
            elif statement.tie and not about.named and statement.tie.cell in agreed:
                # "Underskottet är 5,3 mnkr. […] ett underskott på 1,2 mnkr" is a part, said later.
                yield _doubted(statement, "texten har redan sagt hela beloppet")
            else:
                yield statement
        elif kind is Kind.TIMES:
            yield tie_times(amounts, passage, clause)
        else:
            yield tie_other(goals, passage, clause)


def _doubted(statement: Statement, why: str) -> Statement:
    """Return the statement without its alarm; one that agrees is left alone."""
    if statement.judgement is not Judgement.DISAGREES:
        return statement
    return statement._replace(judgement=Judgement.UNTIED, reason=why, tie=None)
