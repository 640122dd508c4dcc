"""What moto has of sso-admin, for moto and for users who reach into it."""
