"""Rules: one file each. Being there is being registered."""
