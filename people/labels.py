"""The organisation's own words, set once; framework texts keep theirs."""

from django.utils.translation import gettext_lazy as _

from people.organisation import current_organisation

#: key -> (what the word is for, the word used until the organisation sets its own)
LABELS = {
    "client": (_("The person the organisation helps"), _("client")),
    "clients": (_("The people the organisation helps"), _("clients")),
    "supervisor": (_("Whoever supervises a caseworker"), _("supervisor")),
    "supervisors": (_("Those who supervise caseworkers"), _("supervisors")),
    "office": (_("Where a team works"), _("office")),
    "offices": (_("Where teams work"), _("offices")),
    "hr": (_("The people who keep staff records"), _("HR")),
}


def labels_of(own_words: dict[str, str]) -> dict[str, str]:
    """Return every label: the organisation's own word where it set one, else ours."""
    return {key: own_words.get(key) or str(default) for key, (_use, default) in LABELS.items()}


def label(key: str) -> str:
    """Return one label of this organisation. An unknown key is a fault of the code: KeyError."""
    return labels_of(current_organisation().labels)[key]
