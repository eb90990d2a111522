"""The gate: what a file is, and whether a library may parse it without harm."""
