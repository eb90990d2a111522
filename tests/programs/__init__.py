"""Real programs for tests: LibreOffice, Gnumeric, Node.js, Poppler, the Open XML SDK's validator.

Each module wraps one program in a few functions that take and return paths and plain values:

- :mod:`.libreoffice` recalculates, fills and prints workbooks and resolves drop-downs;
- :mod:`.gnumeric` fills workbooks and converts them between formats;
- :mod:`.node` runs scripts that use spreadsheet libraries of npm;
- :mod:`.poppler` reads the pages of a PDF;
- :mod:`.open_xml` says whether Excel would open a workbook without repair;
- :mod:`.extras` has the packages of the extra ``scale``.

A function whose program is absent skips the test that called it, with the reason. With
``FAIE_REQUIRE_PROGRAMS=1`` in the environment, as in CI, it fails the test instead.

No function changes its input. Outputs go to the folder given, under the input's stem.
"""
