"""How it plugs into moto and botocore."""
