"""An assessment scored, and results compared: pure, exact, no file."""
