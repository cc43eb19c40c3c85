from django.urls import path

from frameworks import converters  # noqa: F401  # gives the converters "key" and "address"
from frameworks.views import (
    adopting,
    comparing,
    draft_front,
    draft_levels,
    draft_rules,
    drafts,
    levels,
    maps,
    parts,
    reading,
    replacing,
    search_engines,
    sheets,
    values,
)

urlpatterns = [
    path("frameworks/", reading.framework_list, name="framework_list"),
    path("frameworks/search/", reading.framework_search, name="framework_search"),
    path("loaded-frameworks/", adopting.framework_register, name="framework_register"),
    path(
        "loaded-frameworks/search-engines/",
        search_engines.search_engines,
        name="framework_search_engines",
    ),
    path("robots.txt", search_engines.robots_txt, name="robots_txt"),
    path(
        "framework/<key:code>/<int:number>/changes/",
        comparing.version_compare,
        name="version_compare",
    ),
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
    path("framework/<key:code>/next-version/", drafts.draft_start, name="draft_start"),
    path("framework/<key:code>/adapt/", drafts.framework_derive, name="framework_derive"),
    path("framework-drafts/<key:code>/sheet.<slug:ending>", sheets.draft_sheet, name="draft_sheet"),
    path("framework-drafts/<key:code>/", drafts.draft_detail, name="draft_detail"),
    path("framework-drafts/<key:code>/changes/", drafts.draft_compare, name="draft_compare"),
    path("framework-drafts/<key:code>/publish/", drafts.draft_publish, name="draft_publish"),
    path("framework-drafts/<key:code>/discard/", drafts.draft_discard, name="draft_discard"),
    path("framework-drafts/<key:code>/front/", draft_front.draft_front, name="draft_front"),
    path(
        "framework-drafts/<key:code>/uses/<str:purpose>/", draft_front.draft_use, name="draft_use"
    ),
    path("framework-drafts/<key:code>/levels/add/", draft_levels.level_add, name="level_add"),
    path(
        "framework-drafts/<key:code>/levels/<key:key>/remove/",
        draft_levels.level_remove,
        name="level_remove",
    ),
    path("framework-drafts/<key:code>/bands/add/", draft_levels.band_add, name="band_add"),
    path(
        "framework-drafts/<key:code>/bands/<key:key>/remove/",
        draft_levels.band_remove,
        name="band_remove",
    ),
    path(
        "framework-drafts/<key:code>/rules/<key:key>/", draft_rules.rule_detail, name="rule_detail"
    ),
    path(
        "framework-drafts/<key:code>/rules/<key:key>/<int:alternative>/<int:line>/",
        draft_rules.rule_line,
        name="rule_line",
    ),
    path(
        "framework-drafts/<key:code>/rules/<key:key>/<int:alternative>/<int:line>/remove/",
        draft_rules.rule_line_remove,
        name="rule_line_remove",
    ),
    path("framework-drafts/<key:code>/add/<slug:sort>/", parts.part_add, name="part_add"),
    path(
        "framework-drafts/<key:code>/<slug:sort>/<key:key>/", parts.part_detail, name="part_detail"
    ),
    *[
        path(
            f"framework-drafts/<key:code>/<slug:sort>/<address:key>/{address}/",
            view,
            name=view.__name__,
        )
        for address, view in (
            ("change", parts.part_change),
            ("move", parts.part_move),
            ("leave-out", parts.part_drop),
            ("put-back", parts.part_put_back),
            ("replaced-by", replacing.part_replace),
        )
    ],
    path("framework-links/", maps.map_list, name="map_list"),
    path("framework-links/add/", maps.map_add, name="map_add"),
    path("framework-links/<int:pk>/end/", maps.map_end, name="map_end"),
    path("values/", values.value_list, name="value_list"),
    path("values/add/", values.value_add, name="value_add"),
    path("values/<int:pk>/end/", values.value_end, name="value_end"),
    path("values/<int:pk>/link/", values.value_link, name="value_link"),
    path("values/links/<int:pk>/remove/", values.value_unlink, name="value_unlink"),
]
