"""Everything that can be wrong: the catalogue, the problems made from it, and the exceptions.

A :class:`Problem` is one thing that is wrong. Each :class:`Kind` of problem has one entry in the
catalogue, so that a message can be tested, counted and documented by its code.
"""

import lazy_loader

# The names are in __init__.pyi, for type checkers too. The catalogue is imported when a kind is
# first used, so that the command line can start without it.

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
