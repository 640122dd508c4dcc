"""What every operation shares: the service model, validation, pagination, idempotency, errors and the registry."""
