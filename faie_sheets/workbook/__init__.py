"""Workbooks in general: what may be read, how it is read and written; nothing about assessments."""
