"""What is coming in a case, and the process that carries it out."""
