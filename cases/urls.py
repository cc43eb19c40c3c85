"""Addresses of the register. No reference stands in one: a reference could tell of a client."""

from django.urls import path, re_path

from cases.views import (
    case_file,
    conflict,
    holding_action,
    holding_policy,
    naming,
    service_area,
    upload,
)

urlpatterns = [
    path("cases/", case_file.case_list, name="case_list"),
    path("cases/add/", case_file.case_add, name="case_add"),
    path("cases/uploads/", upload.upload_add, name="upload_add"),
    path("cases/uploads/<int:pk>/", upload.upload_detail, name="upload_detail"),
    path("cases/uploads/<int:pk>/apply/", upload.upload_apply, name="upload_apply"),
    path("cases/uploads/<int:pk>/abandon/", upload.upload_abandon, name="upload_abandon"),
    path("cases/uploads/<int:pk>/errors.csv", upload.upload_errors, name="upload_errors"),
    re_path(
        r"^cases/uploads/case-files\.(?P<ending>csv|xlsx)$",
        upload.upload_template,
        name="upload_template",
    ),
    path("cases/<int:pk>/", case_file.case_detail, name="case_detail"),
    path("cases/<int:pk>/change/", case_file.case_change, name="case_change"),
    path("cases/<int:pk>/hand-over/", case_file.case_hand_over, name="case_hand_over"),
    path("cases/<int:pk>/parts/add/", case_file.case_part_add, name="case_part_add"),
    path(
        "cases/<int:pk>/holding-actions/add/",
        holding_action.holding_action_add,
        name="holding_action_add",
    ),
    path(
        "holding-actions/<int:pk>/",
        holding_action.holding_action_detail,
        name="holding_action_detail",
    ),
    path(
        "holding-actions/<int:pk>/answer/",
        holding_action.holding_action_answer,
        name="holding_action_answer",
    ),
    path(
        "holding-actions/<int:pk>/close/",
        holding_action.holding_action_close,
        name="holding_action_close",
    ),
    path(
        "holding-actions/policies/",
        holding_policy.holding_policy_list,
        name="holding_policy_list",
    ),
    path(
        "holding-actions/policies/<slug:kind>/",
        holding_policy.holding_policy_change,
        name="holding_policy_change",
    ),
    path("cases/<int:pk>/restrict/", naming.case_restrict, name="case_restrict"),
    path("cases/<int:pk>/name/", naming.case_name_reviewer, name="case_name_reviewer"),
    path("restrictions/<int:pk>/end/", naming.restriction_end, name="restriction_end"),
    path("named-reviewers/<int:pk>/end/", naming.sight_end, name="sight_end"),
    path("conflicts/", conflict.conflict_list, name="conflict_list"),
    path("conflicts/add/", conflict.conflict_add, name="conflict_add"),
    path("conflicts/<int:pk>/end/", conflict.conflict_end, name="conflict_end"),
    path("service-areas/", service_area.service_area_list, name="service_area_list"),
    path("service-areas/add/", service_area.service_area_add, name="service_area_add"),
    path(
        "service-areas/<int:pk>/change/",
        service_area.service_area_change,
        name="service_area_change",
    ),
]
