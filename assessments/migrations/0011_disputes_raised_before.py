"""Give each review that is disputed already a dispute, with its words and its clock."""

from django.db import migrations

from people.working_days import add_working_days

WORKING_DAYS = 20


def open_disputes(apps, schema_editor):
    reviews = apps.get_model("assessments", "FileReview").objects.filter(state="disputed")
    replies = apps.get_model("assessments", "Reply").objects
    disputes = apps.get_model("assessments", "Dispute").objects
    for review in reviews.iterator():
        reply = replies.filter(review=review, sort="disputed").order_by("-id").first()
        if reply is not None:
            disputes.create(
                person_id=review.person_id,
                author_id=review.reviewer_id,
                review=review,
                text=reply.text or "-",
                raised_at=reply.at,
                due_on=add_working_days(reply.at.date(), WORKING_DAYS),
            )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_disputes")]

    operations = [migrations.RunPython(open_disputes, migrations.RunPython.noop)]
