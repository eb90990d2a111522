"""Everything that can be wrong: the catalogue, the problems that are made from it, the exceptions.

A :class:`Problem` is one thing wrong. All that is said of its :class:`Kind` is one entry of the
catalogue, so that a message can be tested, counted and documented by its code.
"""

import lazy_loader

# The names are in __init__.pyi, for type checkers too. The catalogue is imported when a kind is
# first asked for: the command line answers without it.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
