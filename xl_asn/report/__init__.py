"""Document, results and findings as blocks of words and numbers."""
