"""What a probe asserts is shown as what a test asserts."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.promises.probes", "tests.promises.reasons")
