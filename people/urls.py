from django.urls import path

from people.views import account, arrangements, persons, placing, teams

urlpatterns = [
    path("account/mail/", account.mail_choice, name="mail_choice"),
    path("people/", persons.person_list, name="person_list"),
    path("people/new/", persons.person_create, name="person_create"),
    path("people/<int:pk>/", persons.person_detail, name="person_detail"),
    path("people/<int:pk>/change/", persons.person_change, name="person_change"),
    path("people/<int:pk>/leave/", persons.person_leave, name="person_leave"),
    path("people/<int:pk>/invite/", persons.person_invite, name="person_invite"),
    path("people/<int:pk>/stop/", persons.person_sign_in_stop, name="person_sign_in_stop"),
    path("people/<int:pk>/allow/", persons.person_sign_in_allow, name="person_sign_in_allow"),
    path("people/<int:pk>/posts/new/", placing.post_create, name="post_create"),
    path("posts/<int:pk>/change/", placing.post_change, name="post_change"),
    path("posts/<int:pk>/end/", placing.post_end, name="post_end"),
    path("posts/<int:pk>/level/", placing.level_set, name="level_set"),
    path("people/<int:pk>/supervisor/", placing.line_set, name="line_set"),
    path("lines/<int:pk>/end/", placing.line_end, name="line_end"),
    path("people/<int:pk>/cover/new/", placing.cover_create, name="cover_create"),
    path("cover/<int:pk>/end/", placing.cover_end, name="cover_end"),
    path("people/<int:pk>/roles/new/", placing.role_give, name="role_give"),
    path("roles/<int:pk>/end/", placing.role_end, name="role_end"),
    path("teams/", teams.team_list, name="team_list"),
    path("teams/new/", teams.team_create, name="team_create"),
    path("teams/<int:pk>/change/", teams.team_change, name="team_change"),
    path("settings/", teams.organisation_change, name="organisation_change"),
    path("people/<int:pk>/arrangements/", arrangements.arrangement_list, name="arrangement_list"),
    path("people/<int:pk>/absences/new/", arrangements.absence_create, name="absence_create"),
    path("absences/<int:pk>/change/", arrangements.absence_change, name="absence_change"),
    path("absences/<int:pk>/take-back/", arrangements.absence_take_back, name="absence_take_back"),
    path(
        "people/<int:pk>/adjustments/new/", arrangements.adjustment_create, name="adjustment_create"
    ),
    path("adjustments/<int:pk>/agree/", arrangements.adjustment_agree, name="adjustment_agree"),
    path(
        "adjustments/<int:pk>/take-back/",
        arrangements.adjustment_take_back,
        name="adjustment_take_back",
    ),
    path("adjustments/<int:pk>/end/", arrangements.adjustment_end, name="adjustment_end"),
    path("account/", account.account_detail, name="account_detail"),
    path("invitation/", account.invitation_accept, name="invitation_accept"),
    path("invitation/<str:token>/", account.invitation_open, name="invitation_open"),
]
