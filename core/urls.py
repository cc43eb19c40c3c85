from django.urls import path

from core import views

urlpatterns = [
    path("drafts/", views.draft_save, name="draft_save"),
]
