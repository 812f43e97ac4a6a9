"""The handbook, and the script that writes its generated pages."""
