"""``python -m faie_sheets``: the command line."""

from faie_sheets.cli import main

if __name__ == "__main__":
    main()
