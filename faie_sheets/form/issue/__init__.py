"""Template + roster → one form for each engineer, and the manifest of what was issued to whom."""
