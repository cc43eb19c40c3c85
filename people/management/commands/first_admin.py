"""The first organisation admin of an installation, who then lets everybody else in."""

from typing import Any
from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from core.clock import today
from core.errors import DomainError
from people.services.first_admin import begin


class Command(BaseCommand):
    help = (
        "Add the first organisation admin and print the link with which they set a password. "
        "Refused once somebody who can sign in is one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="Full name.")
        parser.add_argument("--email", required=True, help="Address to sign in with.")
        parser.add_argument(
            "--site", default="http://127.0.0.1:8000", help="Address of this installation."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            token = begin(name=options["name"], email=options["email"], on=today())
        except ValidationError as error:
            raise CommandError(f"--email: {options['email']}: {error.messages[0]}") from error
        except DomainError as error:
            raise CommandError(error.message) from error
        link = urljoin(options["site"], reverse("invitation_open", args=[token]))
        self.stdout.write(f"Open this page within 7 days and set the password:\n{link}")
