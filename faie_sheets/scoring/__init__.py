"""Scoring an assessment, and comparing results: pure and exact, without files."""
