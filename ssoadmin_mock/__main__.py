"""``python -m ssoadmin_mock`` is the command ``ssoadmin-mock``."""

from __future__ import annotations

import sys

from ssoadmin_mock.cli import main

if __name__ == "__main__":
    sys.exit(main())
