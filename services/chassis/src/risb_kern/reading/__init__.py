"""What comes in, read one way only."""
