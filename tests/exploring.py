"""How long the tests with random examples look: as long as they always find the same, or longer for new ones."""

from __future__ import annotations

import os

EXPLORES = "EXPLORE" in os.environ
"""Whether new examples are looked for. Otherwise they are the same in every run, and more of them find nothing new."""


def examples(count: int) -> int:
    """Return how many examples to try: as many with ``EXPLORE=1``, else the first third of them."""
    return count if EXPLORES else max(count // 3, 5)
