from django.urls import path

from assessments.views import assign, judge, lists, moving, my_rounds, read, rounds, write
from frameworks import converters  # noqa: F401  # gives the converter "key"

urlpatterns = [
    path("framework/<key:code>/<int:number>/put-in-use/", moving.version_move, name="version_move"),
    path(
        "framework/<key:code>/<int:number>/put-in-use/<int:team_pk>/",
        moving.version_move_team,
        name="version_move_team",
    ),
    path("reviews/", lists.review_list, name="review_list"),
    path("reviews/new/", assign.review_find_file, name="review_find_file"),
    path("reviews/new/<int:case_pk>/", assign.review_assign, name="review_assign"),
    path("reviews/<int:pk>/", read.review_detail, name="review_detail"),
    path("reviews/<int:pk>/write/", write.review_write, name="review_write"),
    path("reviews/<int:pk>/write/behaviours/", write.review_behaviours, name="review_behaviours"),
    path("reviews/<int:pk>/check/", write.review_check, name="review_check"),
    path("reviews/<int:pk>/share/", read.review_share, name="review_share"),
    path("reviews/<int:pk>/earlier/", read.review_earlier, name="review_earlier"),
    path("reviews/<int:pk>/reply/", read.review_reply, name="review_reply"),
    path("reviews/<int:pk>/add/", read.review_add, name="review_add"),
    path("reviews/<int:pk>/close/", read.review_close, name="review_close"),
    path("reviews/<int:pk>/withdraw/", read.review_withdraw, name="review_withdraw"),
    path(
        "people/<int:person_pk>/areas/<int:area_pk>/judgements/",
        judge.judgement_list,
        name="judgement_list",
    ),
    path(
        "people/<int:person_pk>/areas/<int:area_pk>/judge/",
        judge.judgement_add,
        name="judgement_add",
    ),
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/plan/", rounds.round_plan, name="round_plan"),
    path("rounds/mine/", my_rounds.round_mine, name="round_mine"),
    path("rounds/mine/<int:pk>/seen/", my_rounds.round_seen, name="round_seen"),
    path(
        "rounds/mine/<int:pk>/reviewers/<int:reviewer_pk>/object/",
        my_rounds.round_object,
        name="round_object",
    ),
    path("rounds/objections/<int:pk>/", rounds.objection_decide, name="objection_decide"),
    path("rounds/files/<int:pk>/replace/", rounds.drawn_replace, name="drawn_replace"),
    path("rounds/<int:pk>/", rounds.round_detail, name="round_detail"),
    path("rounds/<int:pk>/files/", rounds.round_files, name="round_files"),
    path("rounds/<int:pk>/draw/", rounds.round_draw, name="round_draw"),
    path("rounds/<int:pk>/start/", rounds.round_start, name="round_start"),
    path("rounds/<int:pk>/end/", rounds.round_end, name="round_end"),
    path("rounds/<int:pk>/withdraw/", rounds.round_withdraw, name="round_withdraw"),
    path("monitoring/", my_rounds.monitoring_list, name="monitoring_list"),
    path("people/<int:pk>/monitoring/", my_rounds.monitoring_set, name="monitoring_set"),
]
