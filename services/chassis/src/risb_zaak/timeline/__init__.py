"""What was done in a case, chained by hashes."""
