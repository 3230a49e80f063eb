"""A window of the administration in which one chooses something colleagues made, among what one may see."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from kenniscafe.numbers import whole


class ByName(BaseFilterForm):
    q = forms.CharField(label=_("Name or title"), required=False, max_length=200)
    name_field = "title"

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        words = self.cleaned_data.get("q", "").replace("\x00", "")
        if words:
            self.is_searching, self.search_query = True, words
            objects = objects.filter(**{f"{self.name_field}__icontains": words})
        return objects


class _Seen:
    request: Any
    model_class: Any

    def seen(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model_class.objects.visible_to(self.request.user)
        return rows

    def get_object_list(self) -> QuerySet[Any]:
        return self.seen()

    def get_object(self, pk: str) -> Any:
        return self.seen().get(pk=whole(pk))

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return self.seen().filter(pk__in=[whole(pk) for pk in pks])


class Choose(_Seen, ChooseView):
    filter_form_class = ByName


class ChooseResults(_Seen, ChooseResultsView):
    filter_form_class = ByName


class Chosen(_Seen, ChosenView):
    pass


class ChosenMultiple(_Seen, ChosenMultipleView):
    pass


class SeenChooser(ChooserViewSet):
    """Whoever makes one of these narrows `seen` where what one sees is still too much."""

    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenMultiple
