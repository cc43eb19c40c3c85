from django.urls import path, register_converter

from frameworks import views
from frameworks.models.keys import KEY_PATTERN


class KeyConverter:
    """The code of a framework or the key of a statement."""

    regex = KEY_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "key")

urlpatterns = [
    path("frameworks/", views.framework_list, name="framework_list"),
    path("frameworks/search/", views.framework_search, name="framework_search"),
    path("loaded-frameworks/", views.framework_register, name="framework_register"),
    path("framework/<key:code>/use/", views.framework_use, name="framework_use"),
    path("framework/<key:code>/", views.framework_detail, name="framework_detail"),
    path("framework/<key:code>/<int:number>/", views.framework_detail, name="framework_version"),
    path("framework/<key:code>/<int:number>/about/", views.framework_about, name="framework_about"),
    path(
        "framework/<key:code>/<int:number>/competencies/<key:key>/",
        views.competency_detail,
        name="competency_detail",
    ),
    path(
        "framework/<key:code>/<int:number>/areas/<key:key>/",
        views.area_detail,
        name="area_detail",
    ),
]
