from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from pages.queries.tag import tag_page
from people.views.request import me
from tags.models import Tag
from tags.queries import standing


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """A tag that was merged leads to the one it became, for whoever may know of that one."""
    asked = get_object_or_404(Tag, slug=slug)  # visibility: judged on what it became
    became = standing(asked)
    found = get_object_or_404(Tag.objects.visible_to(me(request)), pk=became.pk)
    if found != asked:
        return redirect(found, permanent=True)
    shown = tag_page(me(request), found, number=request.GET.get("page"))
    return render(request, "pages/tag.html", {"found": shown})
