"""Job families, and every way of laying out a JD workbook that a person would call the same JD.

- :mod:`.families` holds job families as models;
- :mod:`.layout` says how a workbook may be laid out, :mod:`.layouts` names some layouts;
- :mod:`.sections` lays a family out in the cells of :mod:`.cells`;
- :mod:`.writers` writes them down with XlsxWriter and openpyxl, :mod:`.sheetjs` hands them to
  SheetJS;
- :mod:`.compare` says what a layout keeps of a family, and so what must be read from its workbook.
"""
