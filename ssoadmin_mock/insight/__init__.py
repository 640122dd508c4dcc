"""Who has access to which account, as matrices of a mock and of worlds; and what CloudTrail records of calls."""
