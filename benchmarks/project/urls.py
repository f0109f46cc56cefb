"""Routes the measured site: collect, and the bare view that it is measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from sharekit import views


@csrf_exempt
def read_and_answer(request: HttpRequest) -> HttpResponse:
    """Read the body and answer 204: what no view that takes events can do without."""
    _ = request.body
    return HttpResponse(status=204)


urlpatterns = [
    path("bare/", read_and_answer),
    # The view at an address that the fast lane leaves alone: one server shows both doors.
    path("view/", views.events),
    path("sharekit/", include("sharekit.urls")),
]
