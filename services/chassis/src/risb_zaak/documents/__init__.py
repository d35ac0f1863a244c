"""What is kept about a case, encrypted, for who may read it."""
