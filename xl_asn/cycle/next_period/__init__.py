"""The next period's workbook from this one: a case in, what to write in a copy of it out.

What is carried over is declared beside each column (``documents/carrying.py``); here it is carried
out. No file is read or written: whoever asks writes the values and pages into a copy.
"""
