"""The API of an instance's users and groups, `identitystore`."""
