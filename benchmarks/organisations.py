"""Made-up organisations for the simulation of rounds: teams of 1 to 30, conflicts, holders, deputies."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from assessments.drawing import File, Population, files_asked, share_of_month
from assessments.reviewers import Asked, Reviewer, Staff

RATES = (6, 3, 3, 3, 3, 1)
FULL_HOURS, FULL_FILES = Fraction(37), 20


@dataclass(frozen=True)
class Made:
    """One organisation: what its round is drawn from, and who may review."""

    population: Population
    staff: Staff
    barred: dict[int, frozenset[int]]

    def asked(self, file: File) -> Asked:
        return Asked(file.key, file.person, self.barred.get(file.key, frozenset()))


def make_organisation(random: Random, teams: int) -> Made:
    """Make an organisation with a manager, and teams of 1 to 30 people with a supervisor each."""
    manager, person, file = 1, 1, 0
    reviewers = [Reviewer(manager, None)]
    team_of: dict[int, int] = {}
    above: dict[int, int] = {}
    supervisors, away = {manager}, []
    asked: dict[int, int] = {}
    files: list[File] = []
    for team in range(1, teams + 1):
        person += 1
        supervisor = person
        supervisors.add(supervisor)
        team_of[supervisor], above[supervisor] = team, manager
        if random.random() < 0.15:
            away.append(supervisor)
        else:
            reviewers.append(Reviewer(supervisor, team))
        members = [person + n for n in range(1, random.randint(1, 30))]
        person += len(members)
        above |= dict.fromkeys(members, supervisor)
        team_of |= dict.fromkeys(members, team)
        for member in [*members, *([supervisor] if random.random() < 0.3 else [])]:
            held = random.choice((0, 1, 2, 5, 12, 25))
            share = share_of_month(
                hours=Fraction(random.choice((7, 18, 37))),
                full_hours=FULL_HOURS,
                files=held,
                full_files=FULL_FILES,
                present=Fraction(random.choice((4, 4, 4, 2)), 4),
            )
            if held:
                asked[member] = files_asked(
                    rate=random.choice(RATES), share=share, reviewed_lately=False
                )
            for _n in range(held):
                file += 1
                files.append(File(file, member, random.randint(1, 4), random.random() < 0.5))
    reviewers = _with_deputies(reviewers, away, random)
    everybody = sorted(team_of)
    barred = {
        each.key: frozenset(random.sample(everybody, min(len(everybody), random.randint(1, 3))))
        for each in files
        if random.random() < 0.3
    }
    staff = Staff(tuple(reviewers), team_of, above, supervisors, most=random.choice((5, 20)))
    return Made(Population({}, asked, tuple(files)), staff, barred)


def _with_deputies(reviewers: list[Reviewer], away: list[int], random: Random) -> list[Reviewer]:
    """Let another supervisor stand in for each who is away, where there is one."""
    found = list(reviewers)
    for supervisor in away:
        place = random.randrange(len(found))
        deputy = found[place]
        found[place] = deputy._replace(stands_in_for=deputy.stands_in_for | {supervisor})
    return found
