"""The form: its template, the forms that are issued from it, and what the cells of one say."""
