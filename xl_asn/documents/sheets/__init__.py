"""The sheets that documents are made of: each declared once, with its rows and what they give."""
