"""``read_forms``: a folder of returned files → the intake; every file is accounted for once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from faie_sheets.errors import UnusableSourceError
from faie_sheets.excel.source import Source, SourceFile, load
from faie_sheets.forms.manifest import FILE_NAME
from faie_sheets.problems import Kind, Place, Problem, errors
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.form import Manifest
from faie_sheets.records.intake import FileOutcome, Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Status
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.returned.read import read_loaded
from faie_sheets.scoring import score

Sources = Source | Iterable[Source]

# What spreadsheet programs and file managers leave in a folder beside the files of people.
_CLUTTER_PREFIXES = (".", "~$")
_CLUTTER_NAMES = {"thumbs.db", "desktop.ini", FILE_NAME}


@dataclass(frozen=True)
class _Read:
    """One file: what was read of it, or why nothing could be."""

    name: str
    sha256: str
    assessment: Assessment | None
    problems: tuple[Problem, ...]
    modified: float


def read_forms(
    folder_or_sources: Sources,
    jd: JobDescription,
    roster: Roster | None = None,
    manifest: Manifest | None = None,
    *,
    ignore: Collection[str | os.PathLike[str]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Intake:
    """Read and score a batch of returned forms. One bad file never stops the others.

    Args:
        folder_or_sources: a folder (its sub-folders too), one file, or any number of paths,
            bytes and binary file objects.
        jd: the JD that decides weights, scales and requirements.
        roster: who was to be assessed; names, units and ranks are then the roster's.
        manifest: what was issued; used as the roster is, where there is no roster.
        ignore: files that are not returned forms, such as the summary of an earlier run.
        progress: called after each file with the number done and the number in all.

    Returns:
        The intake: a result for each engineer with a readable form, an outcome for each file,
        every problem, and who has not returned a form. Of several forms of one engineer the
        one saved last counts; the others are superseded.

    Raises:
        TypeError: what is given is none of these; a bad file is never an exception.

    Example:
        >>> import faie_sheets as fs
        >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
        >>> intake.count(fs.Outcome.REJECTED) >= 1
        True
    """
    listed = _listed_engineers(roster, manifest)
    found = list(_sources(folder_or_sources, {Path(path).resolve() for path in ignore}))
    reads = []
    for done, (name, source) in enumerate(found, 1):
        reads.append(_read(name, source, jd))
        if progress:
            progress(done, len(found))
    superseded = _superseded(reads)
    results, files = [], []
    problems = [*errors(jd.problems), *(roster.problems if roster else ())]
    if not found:
        given = [source for source in _several(folder_or_sources) if not isinstance(source, bytes)]
        problems.append(Place(", ".join(map(str, given))).problem(Kind.NOTHING_FOUND))
    for number, read in enumerate(reads):
        if number in superseded:
            # Its own problems need nobody's attention: the form that counts has its own.
            problems.append(_superseded_problem(read, reads[superseded[number]]))
            files.append(FileOutcome(read.name, read.sha256, Outcome.SUPERSEDED))
            continue
        problems += read.problems
        outcome = Outcome.REJECTED
        if read.assessment:
            result = score(_as_listed(read.assessment, listed), jd)
            problems += _list_problems(read.assessment, jd, listed, roster)
            results.append(result)
            complete = result.status is Status.COMPLETE
            outcome = Outcome.SCORED if complete else Outcome.INCOMPLETE
        files.append(FileOutcome(read.name, read.sha256, outcome))
    returned = {result.engineer.id.casefold() for result in results}
    missing = tuple(person for id_, person in listed.items() if id_ not in returned)
    return Intake(jd, tuple(results), tuple(files), tuple(problems), missing)


def _sources(given: Sources, ignored: Collection[Path]) -> Iterable[tuple[str, Source]]:
    """Every file once, with the name that it is accounted for by; folders opened, in order."""
    several = _several(given)
    seen: set[Path] = set()
    for position, source in enumerate(several, 1):
        if isinstance(source, str | os.PathLike):
            path = Path(source)
            files = _files(path) if path.is_dir() else [path]
            # With several folders the whole path keeps files of one name apart.
            above = None if len(several) > 1 else path if path.is_dir() else path.parent
            for file in files:
                if file.resolve() not in ignored and file.absolute() not in seen:
                    seen.add(file.absolute())
                    yield str(file.relative_to(above) if above else file), file
        else:
            name = getattr(source, "name", None)
            yield name if name and isinstance(name, str) else f"<file {position}>", source


def _several(given: Sources) -> list[Source]:
    if isinstance(given, str | os.PathLike | bytes) or hasattr(given, "read"):
        return [given]  # type: ignore[list-item]  # mypy does not narrow by hasattr
    return list(given)


def _files(folder: Path) -> list[Path]:
    closed: list[Path] = []
    # A folder that may not be opened is accounted for like a file that may not.
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    paths = [Path(root) / name for root, _, names in walk for name in names]
    return sorted([path for path in paths if not _is_clutter(path.name)] + closed)


def _is_clutter(name: str) -> bool:
    return name.startswith(_CLUTTER_PREFIXES) or name.casefold() in _CLUTTER_NAMES


def _read(name: str, source: Source, jd: JobDescription) -> _Read:
    loaded: SourceFile | None = None
    try:
        loaded = dataclasses.replace(load(source), name=name)
        assessment = read_loaded(loaded, jd)
    except UnusableSourceError as error:
        problems = tuple(dataclasses.replace(problem, file=name) for problem in error.problems)
        return _Read(name, loaded.sha256 if loaded else "", None, problems, 0.0)
    modified = loaded.path.stat().st_mtime if loaded.path else 0.0
    return _Read(name, loaded.sha256, assessment, assessment.problems, modified)


def _superseded(reads: list[_Read]) -> dict[int, int]:
    """Number of each superseded file → number of the engineer's form that counts."""
    by_engineer: dict[str, list[int]] = {}
    for number, read in enumerate(reads):
        if read.assessment:
            by_engineer.setdefault(read.assessment.engineer.id.casefold(), []).append(number)
    superseded: dict[int, int] = {}
    for numbers in by_engineer.values():
        newest = max(numbers, key=lambda n: (_saved(reads[n]), _chosen(reads[n]), n))
        superseded |= {number: newest for number in numbers if number != newest}
    return superseded


def _chosen(read: _Read) -> int:
    """How many levels a form has: of two saved in one second, the fuller is the later one."""
    ratings = read.assessment.ratings if read.assessment else ()
    return sum(rating.level is not None for rating in ratings)


def _saved(read: _Read) -> dt.datetime:
    """When a form was last saved: by its own word before the file system's."""
    try:
        saved = dt.datetime.fromisoformat(read.assessment.saved if read.assessment else "")
    except ValueError:
        return dt.datetime.fromtimestamp(read.modified, dt.UTC)
    return saved if saved.tzinfo else saved.replace(tzinfo=dt.UTC)


def _superseded_problem(read: _Read, newer: _Read) -> Problem:
    who = read.assessment.engineer.who if read.assessment else ""
    when = f"{_saved(newer):%Y-%m-%d %H:%M}"
    if read.sha256 == newer.sha256:
        why = "both are the same, byte for byte"
    elif _saved(newer) > _saved(read):
        why = f"it was saved last, {when}"
    elif _chosen(newer) > _chosen(read):
        why = f"both were saved {when}, and it has more levels"
    else:
        why = f"both were saved {when}, and it comes last"
    return Place(read.name).problem(Kind.FORM_SUPERSEDED, who=who, other=newer.name, why=why)


def _listed_engineers(roster: Roster | None, manifest: Manifest | None) -> dict[str, Engineer]:
    """Employee ID without case → the engineer as HR lists them."""
    people = roster or ((form.engineer for form in manifest) if manifest else ())
    return {engineer.id.casefold(): engineer for engineer in people}


def _as_listed(assessment: Assessment, listed: Mapping[str, Engineer]) -> Assessment:
    """The assessment with the engineer's data as HR lists them, where HR does."""
    theirs = assessment.engineer
    ours = listed.get(theirs.id.casefold())
    if ours is None:
        return assessment
    facts = {f.name: getattr(ours, f.name) or getattr(theirs, f.name)
             for f in dataclasses.fields(Engineer)}  # fmt: skip
    facts["target_rank"] = theirs.target_rank or ours.target_rank
    return dataclasses.replace(assessment, engineer=Engineer(**facts))


def _list_problems(
    assessment: Assessment,
    jd: JobDescription,
    listed: Mapping[str, Engineer],
    roster: Roster | None,
) -> Iterator[Problem]:
    """Where the form and HR's list do not agree on who is assessed, or for which rank."""
    theirs, place = assessment.engineer, Place(assessment.file)
    other = (roster.file or "the roster") if roster else "the manifest"
    ours = listed.get(theirs.id.casefold())
    if listed and ours is None:
        yield place.problem(Kind.ENGINEER_UNKNOWN, who=theirs.who, other=other)
    elif ours and theirs.target_rank:
        rank = jd.find_rank(ours.target_rank)
        if rank and rank.code != theirs.target_rank:
            ranks = {"value": theirs.target_rank, "expected": rank.code}
            yield place.problem(Kind.ENGINEER_TARGET_DIFFERS, **ranks, other=other)
