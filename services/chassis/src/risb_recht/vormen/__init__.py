"""How a number, a day and a moment are written."""
