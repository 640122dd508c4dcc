"""Trusted token issuers."""
