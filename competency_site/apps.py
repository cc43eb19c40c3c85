from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "competency_site"
    label = "site"
