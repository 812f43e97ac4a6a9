"""What must hold of Beräkna whatever is done to a workbook: laws, hard cases, a year in a row."""
