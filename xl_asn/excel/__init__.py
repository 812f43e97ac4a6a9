"""Live Excel: the only importer of xlwings."""
