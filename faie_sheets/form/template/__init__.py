"""JobDescription → template: the form as a workbook, with tokens for each engineer's data."""
