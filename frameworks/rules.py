"""Who may do what with frameworks. Reading one in use is everybody's; see ``reading``.

The predicates ask the scope that they are given; they know no person.
"""

from typing import Any

import rules


@rules.predicate
def is_framework_admin(scope: Any) -> bool:
    """Say whether the user keeps the frameworks."""
    return scope.has("framework_admin")


@rules.predicate
def is_organisation_admin(scope: Any) -> bool:
    """Say whether the user keeps what the organisation says of itself."""
    return scope.has("organisation_admin")


# The policy. Source: DOMAIN, section 1; issue 2, stage A, 4 and 5.
PERMISSIONS = {
    # Say that the organisation uses a framework, or no longer does: its pages become public.
    "frameworks.adopt": is_framework_admin,
    # See drafts, write in them, publish them, throw them away.
    "frameworks.edit": is_framework_admin,
    # Keep the list of the organisation's values and aims, and what carries them.
    "frameworks.keep_values": is_framework_admin | is_organisation_admin,
    # Say what an area is to one of another framework, and end that.
    "frameworks.keep_maps": is_framework_admin,
    # Say whether search engines may list the public pages.
    "frameworks.open_to_search_engines": is_framework_admin | is_organisation_admin,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
