"""Returned forms → assessments, and a batch of them → the intake."""
