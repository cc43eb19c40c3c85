"""What the models of people hold about whom (core.classification)."""

from core.classification import NOT_PERSONAL, identity, none, secret, sensitive, work

_FROM_TO = {"from_on": work("user"), "to_on": work("user")}

PERSONAL_DATA = {
    "User": {
        "id": identity("self"),
        "email": identity("self"),
        "name": identity("self"),
        "password": secret("self"),
        "is_active": work("self"),
        "joined_at": work("self"),
        "last_login": work("self"),
        "version": none(),
        "mail_choice": work("self"),
    },
    "Invitation": {
        "id": none(),
        "user": identity("user"),
        "invited_by": identity("invited_by"),
        "token_digest": secret("user"),
        "sent_at": work("user"),
        "expires_at": work("user"),
        "accepted_at": work("user"),
    },
    "Organisation": NOT_PERSONAL,
    "Team": NOT_PERSONAL,
    "Post": {
        "id": none(),
        "user": identity("user"),
        "team": work("user"),
        "title": work("user"),
        "kind": work("user"),
        "hours": work("user"),
        **_FROM_TO,
    },
    "PostLevel": {
        "id": none(),
        "post": work("post__user"),
        "framework": none(),
        "role_level": work("post__user"),
        "from_on": work("post__user"),
        "to_on": work("post__user"),
    },
    "Line": {
        "id": none(),
        "person": identity("person"),
        "supervisor": identity("supervisor"),
        "from_on": work("person"),
        "to_on": work("person"),
    },
    "Cover": {
        "id": none(),
        "covered": identity("covered"),
        "deputy": identity("deputy"),
        "from_on": work("covered"),
        "to_on": work("covered"),
    },
    "AccessRole": {"id": none(), "user": identity("user"), "role": work("user"), **_FROM_TO},
    "Absence": {
        "id": none(),
        "user": identity("user"),
        "from_on": sensitive("user"),
        "to_on": sensitive("user"),
    },
    "Adjustment": {
        "id": none(),
        "user": identity("user"),
        "agreed": sensitive("user", by="recorded_by", free_text=True),
        "to_do": sensitive("user", by="recorded_by", free_text=True),
        "hr_may_see": work("user"),
        "recorded_by": identity("recorded_by"),
        "recorded_at": work("recorded_by"),
        "agreed_by": identity("agreed_by"),
        "agreed_at": work("agreed_by"),
        "from_on": sensitive("user"),
        "to_on": sensitive("user"),
    },
}
