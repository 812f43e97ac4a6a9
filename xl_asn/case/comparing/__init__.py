"""Two cases compared: what has changed between two drafts of a document, or two periods."""
