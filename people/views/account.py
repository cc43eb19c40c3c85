"""One's own account, and the page on which somebody invited sets their password."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import DomainError
from people import presenters
from people.forms import AcceptInvitationForm
from people.forms.mail_choice import MailChoiceForm
from people.requests import Request
from people.services.invitations import accept_invitation, digest_of, find_invitation
from people.services.mail_choice import choose_mail
from people.views.acts import Page, perform

KEPT_DIGEST = "people.invitation"


@require_safe
def account_detail(request: Request) -> HttpResponse:
    context = presenters.own_account(request.user, request.scope, request.today)
    return render(request, "people/account_detail.html", context)


@require_http_methods(["GET", "POST"])
def mail_choice(request: Request) -> HttpResponse:
    """Choose when one is told by e-mail."""
    form = MailChoiceForm(request.POST or None, initial={"choice": request.user.mail_choice})
    page = Page(
        heading=_("When you are told by e-mail"),
        back=reverse("account_detail"),
        done=_("Your choice is saved."),
        lead=_(
            "E-mails say that something waits, never what or about whom. Your home page always "
            "shows all of it. What cannot wait, and what you are owed to be told, comes at once."
        ),
    )
    return perform(request, form, partial(choose_mail, by=request.user), page)


@login_not_required
@require_safe
@never_cache
def invitation_open(request: Request, token: str) -> HttpResponse:
    """Take the token out of the address, so that nothing the page links to can learn it."""
    request.session[KEPT_DIGEST] = digest_of(token)
    return redirect("invitation_accept")


@login_not_required
@sensitive_post_parameters()
@never_cache
def invitation_accept(request: Request) -> HttpResponse:
    digest = request.session.get(KEPT_DIGEST, "")
    invitation = find_invitation(digest, timezone.now())
    if invitation is None:
        return render(request, "people/invitation_over.html")
    form = AcceptInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(digest=digest, password=form.cleaned_data["password"])
        except ValidationError as error:
            form.add_error("password", error)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            request.session.pop(KEPT_DIGEST, None)
            messages.success(request, _("Your password is set. Sign in with it."))
            return redirect("account_login")
    return render(
        request, "people/invitation_accept.html", {"form": form, "person": invitation.user}
    )
