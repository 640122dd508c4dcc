"""What the id of an account looks like."""

from __future__ import annotations

import re

ACCOUNT_ID = "[0-9]{12}"
"""A regular expression for the id of an account, to be part of others."""

is_account_id = re.compile(ACCOUNT_ID).fullmatch
"""Tells whether a text is the id of an account."""
