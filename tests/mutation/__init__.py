"""Mutation testing: small changes of the package, and whether a test notices them (docs/explanation/testing.md)."""
