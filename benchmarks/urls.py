from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from benchmarks.bare import bare, bare_insert

urlpatterns = [
    path("bare/<int:rows>/", bare),
    path("bare/insert/", csrf_exempt(bare_insert)),
    path("", include("competency_site.urls")),
]
