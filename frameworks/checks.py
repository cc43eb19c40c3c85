"""What is asked of a draft before it is published. Pure: statements in, findings out.

A fault keeps a draft from being published; a remark only asks to look again. What the version
before has already, as printed by its publisher, is no fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from frameworks.comparison import compare, place_of
from frameworks.enums import ChangeSort, LevelTextSort, Purpose
from frameworks.statements import Said, Statement, Statements


@dataclass(frozen=True)
class Check:
    """One finding, with the statement that it is about; ``sort`` "" where it is about no one."""

    blocks: bool
    text: str
    sort: str = ""
    key: str = ""


def check_draft(
    said: Statements, before: Statements | None, original: Statements | None
) -> list[Check]:
    """Return what is wrong with a draft, and what is worth a second look; faults first.

    :param before: the version before; of a first version what it is derived from.
    :param original: what the framework is derived from, if it is.
    Source: issue "Frameworks", 6: check before publishing.
    """
    found = [
        *_missing(said),
        *_repeated(said, before),
        *_empty_areas(said, before),
        *_roles(said, before),
        *_uses(said, original),
        *_replacements(said, before),
        *_unexplained(said, original),
    ]
    return sorted(found, key=lambda check: not check.blocks)


def _missing(said: Statements) -> Iterator[Check]:
    if not said.by_sort[Said.CORE]:
        yield Check(True, _("There is no core competency. Add one."))
    for core in said.by_sort[Said.CORE]:
        if not said.within.get((Said.AREA, core.key)):
            text = _("“%s” has no competency area. Add one, or leave the competency out.")
            yield Check(True, text % core.title, Said.CORE, core.key)
    if len(said.by_sort[Said.DEGREE]) < 2:
        yield Check(True, _("There are fewer than two degrees. Add one."))
    for standard in said.by_sort[Said.STANDARD]:
        if not said.within.get((Said.SUPPORT, standard.key)):
            text = _("“%s” stands under no core competency. Choose at least one.")
            yield Check(True, text % standard.text, Said.STANDARD, standard.key)


def _repeated(said: Statements, before: Statements | None) -> Iterator[Check]:
    """Find the same words twice: in one place a fault, in two a remark.

    Where the version before prints both already, neither.
    """
    for sort in (Said.CORE, Said.AREA, Said.BEHAVIOUR, Said.STANDARD, Said.DEGREE, Said.LEVEL_TEXT):
        first: dict[str, Statement] = {}
        for one in said.by_sort[sort]:
            words = " ".join(one.words.casefold().split()).rstrip(".")
            other = first.setdefault(words, one)
            if other is one:
                continue
            same_place = (one.parent, one.kind, one.band) == (
                other.parent,
                other.kind,
                other.band,
            )
            if _unchanged(one, before) and _unchanged(other, before):
                continue
            text = (
                _("“%(words)s” stands twice in “%(place)s”.")
                if same_place and one.parent
                else _("“%(words)s” stands twice.")
                if same_place
                else _("“%(words)s” stands in “%(place)s” and in “%(other)s”.")
            )
            places = {"place": _where(said, one), "other": _where(said, other)}
            yield Check(same_place, text % {"words": one.words, **places}, sort, one.key)


def _where(said: Statements, one: Statement) -> str:
    """Return where a statement stands: what it stands in, or whom it is for."""
    band = said.get(Said.BAND, one.band) if one.sort == Said.LEVEL_TEXT else None
    for_whom = band.title if band else _("the texts for all role levels")
    return for_whom if one.sort == Said.LEVEL_TEXT else place_of(said, one)


def _unchanged(one: Statement, before: Statements | None) -> bool:
    theirs = before.get(*one.identity) if before else None
    return theirs is not None and _said(theirs) == _said(one)


def _said(one: Statement) -> tuple[str, ...]:
    return one.words, one.parent, one.kind, one.band


def _empty_areas(said: Statements, before: Statements | None) -> Iterator[Check]:
    if not said.by_sort[Said.BEHAVIOUR]:
        return
    for area in said.by_sort[Said.AREA]:
        if said.within.get((Said.BEHAVIOUR, area.key)):
            continue
        printed_so = (
            before is not None
            and before.get(Said.AREA, area.key) is not None
            and not before.within.get((Said.BEHAVIOUR, area.key))
        )
        if not printed_so:
            text = _("“%s” has no indicative behaviour.") % area.title
            yield Check(False, text, Said.AREA, area.key)


def _roles(said: Statements, before: Statements | None) -> Iterator[Check]:
    for band in said.by_sort[Said.BAND]:
        if not said.within.get((Said.BAND_LEVEL, band.key)):
            text = _("The band “%s” names no role level. Choose at least one, or remove it.")
            yield Check(True, text % band.title, Said.BAND, band.key)
    used = {one.band for one in _for_bands(said)}
    for band in said.by_sort[Said.BAND]:
        if band.key not in used:
            text = _("Nothing is written for the band “%s”, so its role levels have no text.")
            yield Check(False, text % band.title, Said.BAND, band.key)
    for text_row in said.by_sort[Said.LEVEL_TEXT]:
        if not text_row.text.strip():
            yield Check(
                True, _("A text about role levels is empty."), Said.LEVEL_TEXT, text_row.key
            )
    for rule in said.by_sort[Said.RULE]:
        if any(not _is_statement(said, key) for key in rule.band.split()):
            text = _(
                "The rule of progression to “%s” reads a statement of levels of competency that is"
                " not here. Change the rule."
            )
            yield Check(True, text % rule.title, Said.RULE, rule.key)
    for profile in said.by_sort[Said.PROFILE]:
        if not said.within.get((Said.PROFILE_PART, profile.key)):
            text = _("The role profile “%s” has no part. Add one, or leave the profile out.")
            yield Check(True, text % profile.title, Said.PROFILE, profile.key)
    if said.get(Said.FRONT, "levels_only") and not said.by_sort[Said.LEVEL]:
        text = _(
            "It is said to be only for its role levels, and it names none. Add a role level, or"
            " take that back."
        )
        yield Check(True, text, Said.FRONT, "levels_only")
    yield from _levels_without_text(said, before)


def _is_statement(said: Statements, key: str) -> bool:
    text = said.get(Said.LEVEL_TEXT, key)
    return text is not None and text.kind == LevelTextSort.COMPETENCY_STATEMENT


def _levels_without_text(said: Statements, before: Statements | None) -> Iterator[Check]:
    """Find each role level for which nothing is written, unless the version before has it so.

    Texts for all are for each level; so are the competencies of a version that is only for the
    levels it names.
    """
    if said.get(Said.FRONT, "levels_only"):
        return
    told = _levels_told(said)
    printed_so = before.by_sort[Said.LEVEL] if before else []
    known = {level.key for level in printed_so} - (_levels_told(before) if before else set())
    for level in said.by_sort[Said.LEVEL]:
        if level.key not in told and level.key not in known:
            text = _(
                "Nothing is written for the role level “%s”: no text or behaviour of a band that"
                " names it, no role profile, no text for all levels."
            )
            yield Check(False, text % level.title, Said.LEVEL, level.key)


def _levels_told(said: Statements) -> set[str]:
    """Return the keys of the role levels for which something is written."""
    texts = said.by_sort[Said.LEVEL_TEXT]
    if any(not text.band for text in texts):
        return {level.key for level in said.by_sort[Said.LEVEL]}
    bands = {one.band for one in _for_bands(said)}
    of_bands = {one.key for one in said.by_sort[Said.BAND_LEVEL] if one.parent in bands}
    return of_bands | {profile.kind for profile in said.by_sort[Said.PROFILE] if profile.kind}


def _for_bands(said: Statements) -> list[Statement]:
    """Return what is written for a band of role levels."""
    written = (*said.by_sort[Said.BEHAVIOUR], *said.by_sort[Said.LEVEL_TEXT])
    return [one for one in written if one.band]


def _uses(said: Statements, original: Statements | None) -> Iterator[Check]:
    uses = said.by_sort[Said.USE]
    if not uses:
        yield Check(True, _("No permitted use is named. Say what the framework may be used for."))
    for use in uses:
        label = Purpose(use.key).label.lower()
        if not use.text.strip():
            text = _("“%s” has no sentence that says so. Quote the publisher.") % label
            yield Check(True, text, Said.USE, use.key)
        elif original and use.kind == "1" and not may_permit(use.key, use.text, original):
            text = _(
                "“%s” is permitted here, and the original’s publisher does not permit it."
                " Quote the publisher’s sentence that does, or take it out."
            )
            yield Check(True, text % label, Said.USE, use.key)


def may_permit(purpose: str, sentence: str, original: Statements) -> bool:
    """Say whether an adapted framework may permit a use.

    What the original's publisher refuses stays refused. What they permit stays permitted; what
    they do not name needs words of theirs that say so. Source: DOMAIN: "A framework states its
    permitted uses with the sentence that says so"; permission is never guessed.
    """
    theirs = original.get(Said.USE, purpose)
    if theirs is not None:
        return theirs.kind == "1"
    wanted = _plain(sentence)
    told = (Said.FRONT, Said.SECTION, Said.USE)
    return bool(wanted) and any(
        wanted in _plain(one.text) for sort in told for one in original.by_sort[sort]
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .“”\"'")


def _replacements(said: Statements, before: Statements | None) -> Iterator[Check]:
    ours = {one.key for one in said.by_key.values()}
    theirs = {one.key for one in before.by_key.values()} if before else set()
    for one in said.by_sort[Said.REPLACEMENT]:
        words = {"old": one.key, "new": one.parent}
        if one.key not in theirs:
            text = _("“%(old)s” is said to be replaced, and the version before has no such key.")
            yield Check(True, text % words)
        elif one.key in ours:
            text = _("“%(old)s” is said to be replaced by “%(new)s”, and is still here.")
            yield Check(True, text % words)
        if one.parent not in ours:
            text = _("“%(old)s” is said to be replaced by “%(new)s”, which is not here.")
            yield Check(True, text % words)


def _unexplained(said: Statements, original: Statements | None) -> Iterator[Check]:
    """Ask for the reason of each adaptation; what left with its area or competency needs none."""
    if original is None:
        return
    told = (Said.CORE, Said.AREA, Said.BEHAVIOUR, Said.STANDARD)
    for difference in compare(original, said):
        one = difference.one
        if one.sort not in told or difference.why or difference.changes == (ChangeSort.MOVED,):
            continue
        if difference.new is None and _left_with_its_place(one, said):
            continue
        text = _("No reason is given for the change of “%s”.") % one.words
        here = one if difference.new else None
        yield Check(False, text, one.sort if here else "", one.key if here else "")


def _left_with_its_place(one: Statement, said: Statements) -> bool:
    above = {Said.BEHAVIOUR: Said.AREA, Said.AREA: Said.CORE}.get(Said(one.sort))
    return above is not None and said.get(above, one.parent) is None
