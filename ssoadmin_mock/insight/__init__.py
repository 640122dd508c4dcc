"""Who has access to which account: matrices of a running mock and of worlds, and the difference of two."""
