"""Forms that come back."""
