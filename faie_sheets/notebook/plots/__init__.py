"""Results drawn with matplotlib, which the extra ``plot`` installs.

Met is green, one level short amber, more than one a dark orange: told apart by colour-blind
readers, and by their darkness on a black-and-white print. Texts, ticks and grounds are those of the
style that matplotlib is set to, dark ones included.
"""

from faie_sheets.notebook.plots.gaps import plot_gaps
from faie_sheets.notebook.plots.levels import plot_levels
from faie_sheets.notebook.plots.matrix import plot_matrix

__all__ = ["plot_gaps", "plot_levels", "plot_matrix"]
