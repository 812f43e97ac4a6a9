"""A workbook changed: only the bytes that must change, and the file whole or not at all."""
