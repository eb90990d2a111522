"""The names of the package and the module that each comes from; imported when first used."""

from .catalogue import Kind, follow_up_of, to_do_about
from .entry import Entry, Group, Severity
from .follow_up import Act, FollowUp, Letter, ToDo
from .problem import (
    NOWHERE,
    FaieSheetsError,
    Place,
    Problem,
    Problems,
    UnusableSourceError,
    errors,
    example,
)
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
    "Problems",
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
