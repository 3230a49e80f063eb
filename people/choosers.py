"""Choosing a colleague in the administration."""

from django.utils.translation import gettext_lazy as _

from kenniscafe.choosing import ByName, Choose, ChooseResults, SeenChooser
from people.models import User


class ByPersonName(ByName):
    name_field = "name"


class ChoosePerson(Choose):
    filter_form_class = ByPersonName
    ordering = "name"


class ChoosePersonResults(ChooseResults):
    filter_form_class = ByPersonName
    ordering = "name"


class PersonChooser(SeenChooser):
    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults


PERSON = PersonChooser(
    "person_chooser",
    model=User,
    url_prefix="kies/collega",
    icon="user",
    choose_one_text=_("Choose a colleague"),
    choose_another_text=_("Choose somebody else"),
)
