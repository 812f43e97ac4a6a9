"""Products within a row: a risk value is likelihood × consequence, each 1 to 5."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import prod

from xl_asn.model.amounts import Product
from xl_asn.model.results import Result


def computed_products(products: Iterable[Product]) -> tuple[Result, ...]:
    """Return the products whose factors are all filled in."""
    results = []
    for product in products:
        factors = [figure.value for figure in product.factors]
        known = [factor for factor in factors if factor is not None]
        if len(known) == len(factors):
            cells = tuple(figure.cell for figure in product.factors)
            value = prod(known, start=Decimal(1))
            results.append(
                Result(product.cell, product.label, product.header, value, product.formula, cells)
            )
    return tuple(results)
