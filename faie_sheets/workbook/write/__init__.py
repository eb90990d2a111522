"""Writing: whole files or none, one look for all, and every text kept as text."""
