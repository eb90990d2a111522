"""The form: its template, issuing forms from it, and reading them back."""
