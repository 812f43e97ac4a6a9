"""Rules of the family structure: is it the right form, whole and untouched?"""
