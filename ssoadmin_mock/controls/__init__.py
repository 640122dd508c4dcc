"""What AWS has no API for: in this process, over HTTP, and of a running server."""
