"""Who may do what to a review or about a person. Predicates first; the table at the foot.

Each predicate takes the scope of the user (``people.scope.Scope``) and the object. Whether the
state of a record allows an act is asked by the service, not here.
"""

import rules

from assessments.models import Action, Dispute, FileReview
from people.enums import Role
from people.scope import Scope


@rules.predicate
def is_reviewer(scope: Scope, review: FileReview) -> bool:
    return review.reviewer_id == scope.user_id


@rules.predicate
def is_second_reviewer(scope: Scope, review: FileReview) -> bool:
    return review.second_reviewer_id == scope.user_id


@rules.predicate
def is_about_me(scope: Scope, review: FileReview) -> bool:
    return review.person_id == scope.user_id and review.shared_at is not None


@rules.predicate
def supervises_reviewed(scope: Scope, review: FileReview) -> bool:
    return review.person_id in scope.supervises


@rules.predicate
def leads_casework(scope: Scope, _object: object = None) -> bool:
    return scope.has(Role.LEAD_OF_CASEWORK)


@rules.predicate
def oversees_reviewed(scope: Scope, review: FileReview) -> bool:
    return review.person_id in scope.oversees


@rules.predicate
def is_not_reviewed(scope: Scope, review: FileReview) -> bool:
    return review.person_id != scope.user_id


@rules.predicate
def owns(scope: Scope, action: Action) -> bool:
    return action.owner_id == scope.user_id


@rules.predicate
def raised(scope: Scope, action: Action) -> bool:
    return action.raised_by_id == scope.user_id


@rules.predicate
def leads_person_of(scope: Scope, action: Action) -> bool:
    return action.person_id != scope.user_id and scope.leads(action.person_id)


@rules.predicate
def supervises_somebody(scope: Scope, _object: object = None) -> bool:
    return bool(scope.supervises) and scope.has(Role.SUPERVISOR, Role.LEAD_OF_CASEWORK)


@rules.predicate
def supervises_person(scope: Scope, person_id: int) -> bool:
    return person_id in scope.supervises and person_id != scope.user_id


@rules.predicate
def oversees_person(scope: Scope, person_id: int) -> bool:
    return person_id in scope.oversees and person_id != scope.user_id


@rules.predicate
def leads_and_is_other(scope: Scope, person_id: int) -> bool:
    return scope.has(Role.LEAD_OF_CASEWORK) and person_id != scope.user_id


@rules.predicate
def decides_about(scope: Scope, review: FileReview) -> bool:
    return Dispute.objects.open().filter(review=review, decider=scope.user_id).exists()


@rules.predicate
def is_author(scope: Scope, dispute: Dispute) -> bool:
    return dispute.author_id == scope.user_id


@rules.predicate
def is_who_disputes(scope: Scope, dispute: Dispute) -> bool:
    return dispute.person_id == scope.user_id


@rules.predicate
def is_decider(scope: Scope, dispute: Dispute) -> bool:
    return dispute.decider_id == scope.user_id


rules.add_rule("assessments.assign_review_somewhere", supervises_somebody | leads_casework)
rules.add_rule("assessments.assign_review_of", supervises_person | oversees_person | leads_casework)
rules.add_rule("assessments.write_review", is_reviewer | is_second_reviewer)
rules.add_rule("assessments.ask_second_review", leads_casework & is_not_reviewed)
rules.add_rule(
    "assessments.open_from_finding",
    is_reviewer | is_second_reviewer | (leads_casework & is_not_reviewed) | decides_about,
)
rules.add_rule("assessments.talk_about_dispute", is_author)
rules.add_rule("assessments.assign_dispute", leads_casework & ~is_author & ~is_who_disputes)
rules.add_rule("assessments.decide_dispute", is_decider)
rules.add_rule("assessments.agree_outcome", is_reviewer | is_second_reviewer)
rules.add_rule(
    "assessments.decide_outcome",
    leads_casework & is_not_reviewed & ~is_reviewer & ~is_second_reviewer,
)
rules.add_rule("assessments.share_review", is_reviewer)
rules.add_rule("assessments.read_earlier_points", is_reviewer)
rules.add_rule("assessments.reply_to_review", is_about_me)
rules.add_rule("assessments.add_to_review", (is_reviewer | supervises_reviewed) & is_not_reviewed)
rules.add_rule("assessments.close_review", supervises_reviewed & is_not_reviewed)
rules.add_rule(
    "assessments.withdraw_review",
    (is_reviewer | supervises_reviewed | oversees_reviewed | leads_casework) & is_not_reviewed,
)
rules.add_rule("assessments.raise_action", (is_reviewer | supervises_reviewed) & is_not_reviewed)
rules.add_rule("assessments.do_action", owns)
rules.add_rule("assessments.verify_action", (raised | leads_person_of) & ~owns)
rules.add_rule("assessments.steer_action", raised | leads_person_of)
rules.add_rule("assessments.decide_below_standard", supervises_person)
rules.add_rule("assessments.judge", supervises_person)
rules.add_rule("assessments.check_work_of", supervises_person)
rules.add_rule("assessments.praise", supervises_person | oversees_person)
rules.add_rule("assessments.run_rounds", leads_casework)
rules.add_rule("assessments.change_rules", leads_casework)
rules.add_rule("assessments.set_monitoring_of", supervises_person | leads_and_is_other)
