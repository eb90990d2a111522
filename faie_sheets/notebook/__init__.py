"""Records as notebooks show them: data frames, HTML and drawings."""
