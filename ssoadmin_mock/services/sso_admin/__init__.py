"""The API of IAM Identity Center for administrators, `sso-admin`."""
