"""What is published for everybody."""
