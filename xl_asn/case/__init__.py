"""The case: one workbook with all that an answer about it rests on, and what is asked of it."""
