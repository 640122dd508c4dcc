"""Worlds to test with."""

from __future__ import annotations

from typing import Any

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"

WORLD: dict[str, Any] = {
    "organization": {
        "management_account": {"name": "acme", "email": "root@acme.example"},
        "accounts": {"log-archive": {}},
        "organizational_units": {
            "Workloads": {
                "accounts": {"dev": "111122223333"},
                "organizational_units": {
                    "Prod": {"accounts": {"prod": {"id": "444455556666", "email": "prod@acme.example"}, "shop": {}}}
                },
            },
            "Closed": {"accounts": {"old": {"status": "SUSPENDED"}}},
        },
    },
    "delegated_administrators": ["log-archive"],
    "instance": {
        "name": "acme",
        "region": "eu-west-1",
        "additional_regions": ["eu-central-1"],
        "network": {"VpceAccessRequired": True, "AllowSourceIps": ["192.0.2.0/24"]},
        "tags": {"team": "identity"},
    },
    "access_control_attributes": {
        "CostCenter": "${path:enterprise.costCenter}",
        "Team": ["${path:enterprise.division}"],
    },
    "customer_managed_policies": [
        {"name": "Boundary", "path": "/security/", "description": "d", "document": POLICY, "accounts": "all"},
        {"name": "Extra", "organizational_units": ["Workloads"]},
    ],
    "users": {
        "ada": {
            "given_name": "Ada",
            "family_name": "Lovelace",
            "display_name": "Ada L.",
            "email": "ada@acme.example",
            "attributes": {"Title": "Countess", "Name": {"MiddleName": "King"}, "Timezone": "Europe/London"},
        },
        "bob": None,
        "eve": {"attributes": {"Emails": [{"Value": "eve@acme.example", "Type": "home"}]}},
    },
    "groups": {"staff": {"description": "Everybody", "members": ["ada", "bob"]}, "empty": None},
    "permission_sets": {
        "Admin": {
            "description": "All of it",
            "session_duration": "PT8H",
            "relay_state": "https://console.aws.amazon.com/s3",
            "managed_policies": ["AdministratorAccess"],
            "tags": {"level": "high"},
        },
        "Reader": {
            "managed_policies": ["job-function/ViewOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
            "customer_managed_policies": ["Extra", {"name": "Boundary", "path": "/security/"}],
            "inline_policy": POLICY,
            "permissions_boundary": {"customer_managed_policy": {"name": "Boundary", "path": "/security/"}},
            "outdated_in": ["prod"],
        },
        "Bounded": {
            "permissions_boundary": {"managed_policy": "PowerUserAccess"},
            "inline_policy": '{ "Version": "2012-10-17",\n'
            '  "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"} }',
            "provisioned_to": ["shop"],
        },
    },
    "assignments": [
        {"permission_set": "Admin", "groups": "staff", "accounts": "all"},
        {"permission_set": "Reader", "users": ["bob", "eve"], "groups": ["staff"], "organizational_units": ["Prod"]},
        {"permission_set": "Reader", "users": "eve", "accounts": ["dev"]},
        {"permission_set": "Admin", "users": "11111111-1111-4111-8111-111111111111", "accounts": ["dev"]},
    ],
    "issuers": {
        "okta": {
            "oidc_jwt": {
                "IssuerUrl": "https://acme.okta.example",
                "ClaimAttributePath": "email",
                "IdentityStoreAttributePath": "emails.value",
                "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
            },
            "tags": {"team": "identity"},
        }
    },
    "applications": {
        "payroll": {
            "account": "dev",
            "description": "Pays",
            "status": "DISABLED",
            "portal_options": {
                "Visibility": "DISABLED",
                "SignInOptions": {"Origin": "APPLICATION", "ApplicationUrl": "https://payroll.acme.example"},
            },
            "assignment_required": False,
            "user_background_sessions": "ENABLED",
            "users": ["ada"],
            "groups": ["staff"],
            "access_scopes": {"sso:account:access": ["instance", "reports"], "s3:access_grants:read_write": None},
            "grants": {
                JWT_BEARER: {
                    "JwtBearer": {
                        "AuthorizedTokenIssuers": [
                            {"TrustedTokenIssuerArn": "okta", "AuthorizedAudiences": ["audience"]}
                        ]
                    }
                },
                "refresh_token": {"RefreshToken": {}},
            },
            "authentication_methods": {
                "IAM": {
                    "Iam": {
                        "ActorPolicy": {
                            "Version": "2012-10-17",
                            "Statement": [
                                {
                                    "Effect": "Allow",
                                    "Action": "sso-oauth:CreateTokenWithIAM",
                                    "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                                    "Resource": "*",
                                }
                            ],
                        }
                    }
                }
            },
            "tags": {"team": "finance"},
        },
        "reports": None,
    },
}
"""A world with something of everything."""
