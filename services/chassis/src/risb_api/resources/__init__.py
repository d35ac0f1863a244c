"""Resources that every service offers: missed events, the agenda, the timeline of a case."""
