"""Read a batch of returned forms into an intake."""
