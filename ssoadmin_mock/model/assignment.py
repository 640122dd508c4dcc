"""Account assignments, and permission sets provisioned to accounts."""
