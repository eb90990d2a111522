"""The names of the package and the module that each comes from; imported when first used."""

from .catalogue import Kind
from .entry import Entry, Group, Severity
from .exceptions import FaieSheetsError, UnusableSourceError
from .follow_up import Act, FollowUp, Letter, ToDo
from .lookup import example, follow_up_of, to_do_about
from .problem import NOWHERE, Place, Problem, errors
from .wording import address, listed, quoted

__all__ = [
    "NOWHERE",
    "Act",
    "Entry",
    "FaieSheetsError",
    "FollowUp",
    "Group",
    "Kind",
    "Letter",
    "Place",
    "Problem",
    "Severity",
    "ToDo",
    "UnusableSourceError",
    "address",
    "errors",
    "example",
    "follow_up_of",
    "listed",
    "quoted",
    "to_do_about",
]
