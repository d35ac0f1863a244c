"""Events on their way: the form on the wire, out of the outbox, into the inbox, and what could not be read."""
