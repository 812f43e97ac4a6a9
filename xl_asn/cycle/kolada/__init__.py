"""Kolada: key figures of Swedish municipalities, asked for only when somebody wants them."""
