"""Reviews under a second framework, and reviews of performance: what each may be used for differs."""

from dataclasses import replace

from assessments.content import FindingContent, ReviewContent
from assessments.enums import FindingSort
from competency_site.demo import cast
from competency_site.demo.levels import ONE_TEAM
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.tree import Tree

EACH_PERFORMANCE, EACH_SECOND = 3, 2
GOOD, IMPROVE = FindingSort.GOOD_PRACTICE, FindingSort.IMPROVEMENT

FINDINGS = (
    (
        "all.organised",
        GOOD,
        "The file opens with a plan of four steps and their days, and each was kept.",
    ),
    (
        "role.effective-writing",
        IMPROVE,
        "The final letter reaches its outcome on the third page. Put it in the first paragraph.",
    ),
    (
        "all.using-initiative-taking-action",
        GOOD,
        "Rang the landlord two days before the answer was due, and noted what was promised.",
    ),
    (
        "role.objective-analysis",
        IMPROVE,
        "The landlord’s account is set out in full and the resident’s in one line. Weigh both.",
    ),
    (
        "all.working-collaboratively",
        GOOD,
        "Asked the colleague who knows the landlord before writing, and said so on the file.",
    ),
)
"""What was seen under the framework of one team: area, sort, words."""


def purpose_of(place: int) -> Purpose:
    """Return what the review that is asked for in this place is for: each third for a review of
    performance, which its person is told from the start."""
    return Purpose.DEVELOPMENT if place % EACH_PERFORMANCE else Purpose.PERFORMANCE_REVIEW


def second_version(member: cast.Member, purpose: Purpose, place: int) -> Version | None:
    """Return the framework of one team, for each second review there that it may be used for."""
    if member.team != cast.COMPLAINTS or place % EACH_SECOND:
        return None
    versions = Version.objects.current().public().permitting(purpose)
    return versions.filter(framework__code=ONE_TEAM).first()


def with_finding(content: ReviewContent, tree: Tree, place: int) -> ReviewContent:
    """Return a sheet with one finding more, under the second framework."""
    key, sort, note = FINDINGS[place % len(FINDINGS)]
    number = 1 + max((finding.number for finding in content.findings), default=0)
    finding = FindingContent(number=number, sort=sort, area=tree.area_by_key[key].id, note=note)
    return replace(content, findings=(*content.findings, finding))
