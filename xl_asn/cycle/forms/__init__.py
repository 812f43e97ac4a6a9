"""Forms out and answers in: what is handed out of a workbook, and how it is taken back into it."""
