"""Routes the app's addresses of the API."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, JsonResponse
from django.urls import path

from sharekit.models import MAY_SEE
from tests.support.orders.models import Order


@permission_required(MAY_SEE, raise_exception=True)
def count(request: HttpRequest) -> JsonResponse:
    """Answer with the number of orders."""
    return JsonResponse({"orders": Order.objects.count()})


urlpatterns = [path("count/", count, name="api-orders")]
