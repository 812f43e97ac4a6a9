"""Document types: one file each, declared once as pydantic row models."""
