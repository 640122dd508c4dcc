"""A toy API of the protocol JSON 1.1."""
