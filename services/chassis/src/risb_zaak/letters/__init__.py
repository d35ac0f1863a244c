"""Facts set as an accessible letter, and the way it leaves."""
