"""Bounds in time: how long we wait for others (the database, who calls us), and how long we keep what we wrote."""
