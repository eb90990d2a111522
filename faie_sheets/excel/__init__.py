"""The edge towards spreadsheets in general: what any workbook is, and nothing about assessments."""
