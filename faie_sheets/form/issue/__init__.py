"""Template + roster → one form per engineer, and the manifest of what was issued to whom."""
