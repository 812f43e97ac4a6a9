"""What a document says: frozen values, no files, no Excel."""
