"""sso: the API of the access portal."""
