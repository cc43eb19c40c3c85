from django.urls import path

from frameworks import converters  # noqa: F401  # gives the converter "key"
from frameworks.views import adopting, levels, reading, sheets

urlpatterns = [
    path("frameworks/", reading.framework_list, name="framework_list"),
    path("frameworks/search/", reading.framework_search, name="framework_search"),
    path("loaded-frameworks/", adopting.framework_register, name="framework_register"),
    path("framework/<key:code>/use/", adopting.framework_use, name="framework_use"),
    path("framework/<key:code>/", reading.framework_detail, name="framework_detail"),
    path("framework/<key:code>/<int:number>/", reading.framework_detail, name="framework_version"),
    path(
        "framework/<key:code>/<int:number>/about/", reading.framework_about, name="framework_about"
    ),
    path(
        "framework/<key:code>/<int:number>/competencies/<key:key>/",
        reading.competency_detail,
        name="competency_detail",
    ),
    path(
        "framework/<key:code>/<int:number>/areas/<key:key>/",
        reading.area_detail,
        name="area_detail",
    ),
    path(
        "framework/<key:code>/<int:number>/sheet.<slug:ending>",
        sheets.framework_sheet,
        name="framework_sheet",
    ),
    path("framework/<key:code>/sheets/", sheets.sheet_upload, name="sheet_upload"),
    path("framework/<key:code>/sheets/<int:pk>/", sheets.sheet_detail, name="sheet_detail"),
    path("framework/<key:code>/sheets/<int:pk>/apply/", sheets.sheet_apply, name="sheet_apply"),
    path(
        "framework/<key:code>/sheets/<int:pk>/abandon/", sheets.sheet_abandon, name="sheet_abandon"
    ),
    path(
        "framework/<key:code>/sheets/<int:pk>/what-is-wrong.<slug:ending>",
        sheets.sheet_faults,
        name="sheet_faults",
    ),
    path("framework/<key:code>/<int:number>/levels/", levels.level_list, name="level_list"),
    path(
        "framework/<key:code>/<int:number>/levels/<key:key>/",
        levels.level_detail,
        name="level_detail",
    ),
    path(
        "framework/<key:code>/<int:number>/levels/<key:key>/to/<key:other>/",
        levels.level_compare,
        name="level_compare",
    ),
    path(
        "framework/<key:code>/<int:number>/roles/<key:key>/",
        levels.role_profile_detail,
        name="role_profile_detail",
    ),
]
