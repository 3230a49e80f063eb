"""Nothing of somebody is forgotten when they ask for what is theirs, or leave: every table that names a person is named."""

from django.apps import apps

from people.models import User
from people.personal import registered

AS_THEY_ARE = "what was done stays, by the name that is left"
OF_EDITORS = "what editors made stays, by the name that is left"
LEFT_OUT = {
    "kenniscafe.AuditEntry": AS_THEY_ARE,
    "pages.HomePage": OF_EDITORS,
    "pages.StandardPage": OF_EDITORS,
    "pages.HandbookPage": OF_EDITORS,
    "wagtailcore.Page": OF_EDITORS,
    "wagtailcore.Revision": OF_EDITORS,
    "wagtailcore.ModelLogEntry": AS_THEY_ARE,
    "wagtailcore.PageLogEntry": AS_THEY_ARE,
    "wagtailcore.WorkflowState": OF_EDITORS,
    "wagtailcore.TaskState": OF_EDITORS,
    "wagtailcore.Comment": OF_EDITORS,
    "wagtailcore.CommentReply": OF_EDITORS,
    "wagtailcore.UploadedFile": OF_EDITORS,
    "wagtaildocs.Document": OF_EDITORS,
    "wagtailimages.Image": OF_EDITORS,
}


def naming_people() -> set[str]:
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is User
    }


def test_every_table_that_names_a_person_is_registered() -> None:
    held = set().union(*(personal.holds for personal in registered()))
    assert naming_people() - held - LEFT_OUT.keys() == set()
    assert (held | LEFT_OUT.keys()) - naming_people() == set(), "no such table any more"
    assert held & LEFT_OUT.keys() == set()
