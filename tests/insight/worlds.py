"""Worlds to ask about."""

from __future__ import annotations

from typing import Any

OFFICE: dict[str, Any] = {
    "organization": {
        "management_account": {"id": "123456789012", "name": "acme"},
        "accounts": {"dev": "111122223333", "prod": "444455556666", "sandbox": "777788889999"},
    },
    "users": {"ada": None, "bob": None, "eve": None},
    "groups": {"admins": {"members": ["ada"]}, "staff": {"members": ["ada", "bob"]}},
    "permission_sets": {"Admin": None, "Reader": {"outdated_in": ["prod"]}},
    "assignments": [
        {"permission_set": "Admin", "users": "ada", "groups": ["staff", "admins"], "accounts": "dev"},
        {"permission_set": "Reader", "groups": "staff", "accounts": ["dev", "prod"]},
        {"permission_set": "Reader", "users": "eve", "accounts": ["acme"]},
    ],
}
"""Ada is an administrator of dev in three ways, eve reads in the management account, and nobody is in sandbox."""
