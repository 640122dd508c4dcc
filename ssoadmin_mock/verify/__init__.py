"""Holds the mock's rules against the real service, with the probes that stand beside them."""
