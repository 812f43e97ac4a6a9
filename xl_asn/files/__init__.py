"""Workbook files to and from grids: the only importer of workbook libraries."""
