"""What migrations lean on and nothing else does."""
