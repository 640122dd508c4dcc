"""The API that other directories provision an instance's users and groups with, SCIM."""
