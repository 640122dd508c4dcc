"""A toy API of the protocol REST-JSON, of which most operations are not signed."""
