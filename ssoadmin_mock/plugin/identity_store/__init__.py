"""What moto has of identitystore, for moto and for users who reach into it."""
