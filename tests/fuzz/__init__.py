"""Forms with something changed in them, by the thousand; see ``python -m fuzz --help``."""
