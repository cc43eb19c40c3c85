"""The accounts with which a visitor looks round, and what is printed about them."""

from people.models import User

ORGANISATION = "Wessmere Advice and Redress"
PASSWORD = "kettle-harbour-lantern"  # noqa: S105  # nosec B105: for invented people only

SHOWN = (
    ("caseworker", "A caseworker"),
    ("supervisor", "Their supervisor"),
    ("lead", "The lead of casework"),
    ("hr", "HR"),
    ("frameworks", "The framework admin"),
    ("admin", "The organisation admin"),
    ("data.protection", "The data-protection lead"),
    ("representative", "The staff representative"),
    ("external", "An external reviewer"),
    ("caseworker1", "A caseworker"),
    ("supervisor1", "Their supervisor"),
)


def lines() -> list[str]:
    """Return what to print about the demonstration's accounts; nothing where there are none."""
    addresses = {f"{name}@example.org": role for name, role in SHOWN}
    found = dict(User.objects.filter(email__in=addresses).values_list("email", "name"))
    rows = [
        f"  {address:<30} {role} ({found[address]})"
        for address, role in addresses.items()
        if address in found
    ]
    if not rows:
        return []
    return ["Demonstration accounts, all with the password " + PASSWORD, *rows]
