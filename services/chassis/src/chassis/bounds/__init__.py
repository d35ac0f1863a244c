"""How long we wait for others: for the database, and for who calls us."""
