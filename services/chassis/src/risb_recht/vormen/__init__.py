"""How a number, a day and a moment are written, and what does not belong in a text."""
