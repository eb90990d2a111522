"""``diff_jd``: finds what changed between two revisions of a JD."""

from __future__ import annotations

from faie_sheets.jd.read_jd import read_jd
from faie_sheets.problems import Problems, errors
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.revision import JdDiff
from faie_sheets.revision import effects
from faie_sheets.revision.matching import MatchedRevisions
from faie_sheets.revision.model import of_model
from faie_sheets.revision.record_of_change import new_entries, of_record, with_entries
from faie_sheets.revision.texts import of_texts
from faie_sheets.workbook.read.source import Source


def diff_jd(old: JobDescription | Source, new: JobDescription | Source) -> JdDiff:
    """Find what changed between two revisions of a JD, and which change entries mention it.

    Competencies and ranks are matched by code and name; then by name, since lists get renumbered
    (unless only names were swapped); then by code; then by similar name. Weights, requirements and
    scales are compared as figures, texts word by word. The layout of the workbooks is ignored, as
    are the names that programs give to pictures.

    What an entry in the record of change says is not judged. An entry *names* a change if it
    contains the code or the whole name of the competency or rank and, for a weight, a required
    level or a level of a scale, its figure too. The search is literal: it finds no paraphrases.

    Args:
        old: the earlier revision: a JD, or a path, bytes or a binary file object to read it from.
        new: the later revision.

    Returns:
        The differences, each with the new entries that name it; how they affect people; the new
        entries in the record of change, verbatim; and the errors of both revisions.

    Raises:
        UnusableSourceError: a source is not a JD workbook.

    Example:
        >>> import faie_sheets as fs
        >>> from dataclasses import replace
        >>> new = fs.builtin.jd()
        >>> heavier = {"AIAE05": 10, "AIAE10": 3}
        >>> old = replace(
        ...     new,
        ...     competencies=tuple(
        ...         replace(c, weight=heavier.get(c.code, c.weight)) for c in new.competencies
        ...     ),
        ...     changes=new.changes[:3],
        ... )
        >>> for change in fs.diff_jd(old, new):
        ...     print(change.subject, change.what, change.old, change.new, change.named_in)
        AIAE05 Cloud & Deployment Platforms the weight 10% 5% ('4',)
        AIAE10 Human-Centric Power Skills the weight 3% 10% ()
        >>> [entry.number for entry in fs.diff_jd(old, new).entries]
        [4]
    """
    revisions = MatchedRevisions(_read(old), _read(new))
    before, now = revisions.old, revisions.new
    found = (*of_model(revisions), *of_texts(before, now), *of_record(before, now))
    entries = new_entries(before, now)
    differences = tuple(with_entries(effects.with_effects(found, revisions), entries, revisions))
    totals = tuple(effects.totals(revisions))
    return JdDiff(
        old=before.revision,
        new=now.revision,
        old_fingerprint=before.fingerprint,
        new_fingerprint=now.fingerprint,
        differences=differences,
        effects=tuple(effects.sentences(differences, totals, revisions)),
        totals=totals,
        entries=entries,
        problems=Problems(errors([*before.problems, *now.problems])),
    )


def _read(jd: JobDescription | Source) -> JobDescription:
    return jd if isinstance(jd, JobDescription) else read_jd(jd)
