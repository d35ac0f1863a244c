"""What the law of codes asks of events."""
