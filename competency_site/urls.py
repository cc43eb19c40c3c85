"""Every address: the pages of this floor, accounts, and the addresses of each app."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from competency_site import views

APPS = ("core", "frameworks", "people", "cases", "assessments", "supervision", "records")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("session/", views.session_extend, name="session_extend"),
    path("theme.css", views.theme_css, name="theme_css"),
    path("accessibility/", views.accessibility_statement, name="accessibility_statement"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("health/", views.health, name="health"),
    path("account/", include("competency_site.account_urls")),
    *(path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error
