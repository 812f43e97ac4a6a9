"""Workbooks read: bounded, truthfully, and refused with a code that says why."""
