"""New workbooks: masters, pages, charts, buttons."""
