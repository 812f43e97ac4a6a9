"""What follows from a document: its own inputs, and what its neighbours give it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xl_asn.calculation.amounts import budget_deviation
from xl_asn.calculation.calculated import Calculated, calculate, with_follow_up
from xl_asn.documents.document import Document
from xl_asn.documents.inputs import follow_up, is_followed_up
from xl_asn.documents.sheets.goal_inputs import goal_inputs, goal_numbers
from xl_asn.model.goals import BudgetDeviation, Policy
from xl_asn.model.results import Result
from xl_asn.parameters.board import Parameter
from xl_asn.parameters.dated import Parameters, UnusableParameterError


def calculated_of(
    document: Document, parameters: Parameters, carried: Iterable[Result] = ()
) -> tuple[Calculated, tuple[UnusableParameterError, ...]]:
    """Return what follows from a document's inputs, and the parameters that nobody can use.

    ``carried`` are figures that an earlier report gives for cells that are blank.
    """
    policies, unusable = _policies(document, parameters)
    inputs = goal_inputs(document, policies, _deviation(document))
    tables, products = document.amount_tables(), document.products()
    calculated = calculate(tables, inputs, products, policies, carried)
    if not is_followed_up(document):
        return calculated, unusable
    try:
        policy = parameters.follow_up()
    except UnusableParameterError as error:
        return calculated, (*unusable, error)
    return with_follow_up(calculated, follow_up(document), policy), unusable


def _deviation(document: Document) -> BudgetDeviation | None:
    """Return the board's budget deviation, from the first table that tells it."""
    deviations = (budget_deviation(table) for table in document.amount_tables())
    return next((deviation for deviation in deviations if deviation is not None), None)


def _policies(
    document: Document, parameters: Parameters
) -> tuple[Mapping[int, Policy], tuple[UnusableParameterError, ...]]:
    """Return the policy of each goal with units, and the parameters that nobody can use."""
    policies: dict[int, Policy] = {}
    unusable: dict[Parameter, UnusableParameterError] = {}
    for goal in goal_numbers(document):
        try:
            policies[goal] = parameters.policy(goal)
        except UnusableParameterError as error:
            unusable.setdefault(error.parameter, error)
    for limit in parameters.unusable_limits():
        unusable.setdefault(limit.parameter, limit)
    return policies, tuple(unusable.values())
