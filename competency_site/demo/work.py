"""What the demonstration's cases are about: service areas, and the words that fill a sentence."""

from dataclasses import dataclass
from random import Random

from cases.enums import WorkKind

FRAMEWORK = "ombudsman-association"
EASY = (WorkKind.STRAIGHTFORWARD, WorkKind.LESS_STRAIGHTFORWARD)
HARD = (WorkKind.MODERATELY_COMPLEX, WorkKind.COMPLEX)


@dataclass(frozen=True)
class Work:
    """One service area.

    :ivar prefix: the letters with which references of its case files begin.
    :ivar kinds: kinds of work, the more usual ones more often.
    :ivar words: for each slot of a sentence the words that may stand there.
    """

    key: str
    name: str
    prefix: str
    team: str
    needs_functional_knowledge: bool
    kinds: tuple[WorkKind, ...]
    words: dict[str, tuple[str, ...]]

    def fill(self, text: str, random: Random) -> str:
        """Return the sentence with its slots filled, each slot with one choice throughout."""
        slots = {}
        for slot, choices in self.words.items():
            word = random.choice(choices)
            slots[slot] = word
            slots[f"{slot}_cap"] = word[0].upper() + word[1:]
            slots[f"{slot}_short"] = word.removeprefix("the ")
        filled = text.format(**slots)
        return filled[0].upper() + filled[1:]


HOUSING = "Housing and homelessness"
MONEY = "Money and benefits"
COMPLAINTS = "Complaints and redress"

WORK = (
    Work(
        "homelessness",
        "Homelessness",
        "HL",
        HOUSING,
        True,
        (*EASY, *HARD, WorkKind.MODERATELY_COMPLEX),
        {
            "papers": ("the housing file", "the medical letters", "the letters of the council"),
            "issue": ("priority need", "local connection", "the suitability of the offer"),
            "other": ("the council", "the housing officer"),
            "limit": ("the review deadline", "the move-out day"),
            "step": ("the review request", "the request for interim housing"),
            "help": ("the housing specialist", "the duty solicitor"),
            "second": ("the belongings in storage", "the children's school places"),
            "fact": ("nobody had asked about their health", "the first offer came by phone only"),
        },
    ),
    Work(
        "possession",
        "Rent arrears and possession",
        "RP",
        HOUSING,
        False,
        (*EASY, *EASY, WorkKind.MODERATELY_COMPLEX),
        {
            "papers": ("the rent account", "the tenancy papers", "the court papers"),
            "issue": ("the validity of the notice", "the amount of the arrears"),
            "other": ("the landlord", "the landlord's agent"),
            "limit": ("the hearing", "the end of the notice period"),
            "step": ("the defence", "the repayment offer"),
            "help": ("the duty solicitor", "the money adviser"),
            "second": ("the stopped housing benefit", "the council tax arrears"),
            "fact": ("two payments had been made in cash", "the rent rose without a letter"),
        },
    ),
    Work(
        "repairs",
        "Repairs and conditions",
        "RC",
        HOUSING,
        False,
        (*EASY, *EASY, WorkKind.MODERATELY_COMPLEX),
        {
            "papers": ("the repair reports", "the photographs", "the messages to the landlord"),
            "issue": ("the cause of the damp", "the landlord's duty to repair"),
            "other": ("the landlord", "the repairs contractor"),
            "limit": ("the surveyor's visit", "the date promised for the works"),
            "step": ("the repair notice", "the claim for damage"),
            "help": ("the environmental health officer", "the housing specialist"),
            "second": ("the child's asthma", "the broken window lock"),
            "fact": ("the boiler had failed three times", "nobody had come on the agreed day"),
        },
    ),
    Work(
        "debt",
        "Debt",
        "DB",
        MONEY,
        True,
        (*EASY, *HARD),
        {
            "papers": ("the bank statements", "the creditors' letters", "the budget sheets"),
            "issue": ("the order of the debts", "the liability for the joint loan"),
            "other": ("the lender", "the collection agency", "the energy supplier"),
            "limit": ("the end of the breathing space", "the enforcement visit"),
            "step": ("the debt relief application", "the repayment plan"),
            "help": ("the insolvency helpline", "the debt specialist"),
            "second": ("the rent arrears", "the prepayment meter"),
            "fact": ("the loan was in two names", "a payment had been taken twice"),
        },
    ),
    Work(
        "benefits",
        "Benefits and appeals",
        "BA",
        MONEY,
        False,
        (*EASY, *EASY, *HARD),
        {
            "papers": ("the decision letters", "the assessment report", "the medical letters"),
            "issue": ("the overpayment", "the daily living points", "the date of the claim"),
            "other": ("the department", "the decision maker"),
            "limit": ("the appeal deadline", "the tribunal day"),
            "step": ("the reconsideration request", "the appeal"),
            "help": ("the welfare rights line", "the tribunal representative"),
            "second": ("the carer's own claim", "the council tax reduction"),
            "fact": ("the form was sent in on time", "the assessor had asked only once"),
        },
    ),
    Work(
        "public-services",
        "Complaints about public services",
        "PS",
        COMPLAINTS,
        True,
        (*EASY, *HARD, WorkKind.COMPLEX),
        {
            "papers": ("the complaint history", "the body's case notes", "the recorded calls"),
            "issue": ("the delay", "the remedy", "the reasons given for the refusal"),
            "other": ("the body complained about", "the complaints manager"),
            "limit": ("the reply date", "the end of the review period"),
            "step": ("the draft decision", "the request for evidence"),
            "help": ("the clinical adviser", "the legal adviser"),
            "second": ("the unanswered data request", "the distress to the family"),
            "fact": ("the first complaint was never logged", "the call was cut off"),
        },
    ),
    Work(
        "private-services",
        "Complaints about landlords and firms",
        "PF",
        COMPLAINTS,
        False,
        (*EASY, *EASY, WorkKind.MODERATELY_COMPLEX),
        {
            "papers": ("the contract", "the emails between the parties", "the job sheets"),
            "issue": ("the service charge", "the standard of the work", "the delay"),
            "other": ("the firm", "the managing agent"),
            "limit": ("the reply date", "the time limit for the complaint"),
            "step": ("the draft decision", "the early settlement"),
            "help": ("the technical adviser", "the legal adviser"),
            "second": ("the missed refund", "the neighbour's like complaint"),
            "fact": ("the price was never put in writing", "the agent had changed in between"),
        },
    ),
)

BY_TEAM = {team: tuple(w for w in WORK if w.team == team) for team in (HOUSING, MONEY, COMPLAINTS)}
