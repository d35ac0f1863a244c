"""What the edge of every API knows without a framework: who asks, and how its document is written."""
