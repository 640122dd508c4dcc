"""sso-oidc: how clients get tokens for people who have signed in."""
