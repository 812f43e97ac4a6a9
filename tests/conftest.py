"""What every test needs: hypothesis finds the same examples each time, so a red test stays red."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
