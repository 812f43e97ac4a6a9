"""Rules of the family values: one cell or one row."""
