"""Addresses of supervision."""

from django.urls import path

from supervision.views import board, plan

urlpatterns = [
    path("team/", board.team_board, name="team_board"),
    path("plan/", plan.plan, name="plan"),
    path("plan/add/", plan.plan_add, name="plan_add"),
    path("plan/<int:pk>/change/", plan.plan_change, name="plan_change"),
    path("plan/<int:pk>/done/", plan.plan_done, name="plan_done"),
    path("plan/<int:pk>/reopen/", plan.plan_reopen, name="plan_reopen"),
    path("plan/<int:pk>/remove/", plan.plan_remove, name="plan_remove"),
    path("people/<int:pk>/plan/", plan.person_plan, name="person_plan"),
]
