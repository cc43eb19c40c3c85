"""Addresses of journals, profiles and records."""

from django.urls import path

from frameworks import converters  # noqa: F401  # gives the converter "key"
from records.views import booklet, document, journal, levels, profile, record, recruitment, sign_off

urlpatterns = [
    path("expected-of-me/", levels.expected_of_me, name="expected_of_me"),
    path("pathways/", levels.pathway_list, name="pathway_list"),
    path("pathways/<key:code>/<key:key>/", levels.pathway_detail, name="pathway_detail"),
    path("journal/", journal.journal, name="journal"),
    path("journal/write/", journal.journal_write, name="journal_write"),
    path("journal/entries/<int:pk>/", journal.journal_entry, name="journal_entry"),
    path("journal/entries/<int:pk>/change/", journal.journal_change, name="journal_change"),
    path("journal/entries/<int:pk>/share/", journal.journal_share, name="journal_share"),
    path("journal/entries/<int:pk>/delete/", journal.journal_delete, name="journal_delete"),
    path("people/<int:pk>/journal/", journal.person_journal, name="person_journal"),
    path("journal/profile/", profile.my_profile, name="my_profile"),
    path("people/<int:pk>/profile/", profile.person_profile, name="person_profile"),
    path(
        "people/<int:person_pk>/areas/<int:area_pk>/evidence/",
        profile.evidence_list,
        name="evidence_list",
    ),
    path("evidence/<int:pk>/", profile.evidence_detail, name="evidence_detail"),
    path("record/", record.my_record, name="my_record"),
    path("record/views/", record.record_views, name="record_views"),
    path("records/people/", record.record_people, name="record_people"),
    path("people/<int:pk>/record/", record.record_detail, name="record_detail"),
    path("people/<int:pk>/record/export/", document.record_export, name="record_export"),
    path("people/<int:pk>/record/sign-off/", sign_off.record_sign_off, name="record_sign_off"),
    path("sign-offs/<int:pk>/", sign_off.sign_off_detail, name="sign_off_detail"),
    path("sign-offs/<int:pk>/sign/", sign_off.record_sign, name="record_sign"),
    path(
        "framework/<key:code>/<int:number>/booklet.pdf",
        booklet.framework_booklet,
        name="framework_booklet",
    ),
    path("recruitment-packs/", recruitment.recruitment_pack_list, name="recruitment_pack_list"),
    path(
        "framework/<key:code>/<int:number>/recruitment-pack/",
        recruitment.recruitment_pack,
        name="recruitment_pack",
    ),
    path(
        "framework/<key:code>/<int:number>/recruitment-pack.pdf",
        recruitment.recruitment_pack_file,
        name="recruitment_pack_file",
    ),
    path("documents/check/", document.document_check, name="document_check"),
]
