"""Dated thresholds with their source, and the one reader of them."""
