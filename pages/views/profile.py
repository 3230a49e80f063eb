from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pages.queries.profile import profile_page
from people.models import User
from people.views.request import me


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    seen = User.objects.visible_to(me(request)).with_profile()
    person = get_object_or_404(seen, handle=handle)
    page = profile_page(me(request), person)
    return render(request, "pages/profile.html", {"person": person, "page": page})
