"""Addresses of supervision."""

from django.urls import path

from supervision.views import board, capability, plan, standards

urlpatterns = [
    path("team/", board.team_board, name="team_board"),
    path("team/below/", board.team_below, name="team_below"),
    path("service-standards/", standards.service_standards, name="service_standards"),
    path("plan/", plan.plan, name="plan"),
    path("plan/add/", plan.plan_add, name="plan_add"),
    path("plan/<int:pk>/change/", plan.plan_change, name="plan_change"),
    path("plan/<int:pk>/done/", plan.plan_done, name="plan_done"),
    path("plan/<int:pk>/reopen/", plan.plan_reopen, name="plan_reopen"),
    path("plan/<int:pk>/remove/", plan.plan_remove, name="plan_remove"),
    path("people/<int:pk>/plan/", plan.person_plan, name="person_plan"),
    path("people/<int:pk>/capability/", capability.capability_list, name="capability_list"),
    path("people/<int:pk>/capability/open/", capability.capability_open, name="capability_open"),
    path(
        "people/<int:pk>/capability/reason/",
        capability.capability_reason,
        name="capability_reason",
    ),
    path("capability/<int:pk>/", capability.capability_detail, name="capability_detail"),
    path("capability/<int:pk>/say/", capability.capability_say, name="capability_say"),
    path("capability/<int:pk>/help/", capability.capability_agree, name="capability_agree"),
    path("capability/<int:pk>/sign/", capability.capability_sign, name="capability_sign"),
    path("capability/<int:pk>/hand-on/", capability.capability_hand_on, name="capability_hand_on"),
]
