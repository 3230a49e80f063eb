from django.urls import path

from posts.views import answers, drafts, files, polls, reading, taking, templates, writing

urlpatterns = [
    path("schrijven/", writing.write, name="write"),
    path("schrijven/mensen", writing.people_to_call, name="people_to_call"),
    path("schrijven/concept/", drafts.autosave, name="autosave"),
    path("schrijven/concept/<uuid:key>/weg/", drafts.drop, name="drop_draft"),
    path("schrijven/concepten/", drafts.listing, name="drafts"),
    path("berichten/<int:pk>/bewerken/", writing.edit, name="edit_post"),
    path("berichten/<int:pk>/eerder/", reading.revisions, name="revisions"),
    path("berichten/<int:pk>/betrokken/", reading.involved, name="involved"),
    path("berichten/<int:pk>/intrekken/", taking.withdraw, name="withdraw_post"),
    path("berichten/<int:pk>/terugzetten/", taking.restore, name="restore_post"),
    path("berichten/<int:pk>/verwijderen/", taking.remove, name="remove_post"),
    path("berichten/<int:pk>/stadium/", answers.move_stage, name="move_stage"),
    path("berichten/<int:pk>/antwoord/", answers.accept, name="accept_answer"),
    path("berichten/<int:pk>/antwoord/weg/", answers.take_back, name="take_back_acceptance"),
    path("berichten/<int:pk>/stem/", polls.vote, name="vote"),
    path("berichten/<int:pk>/peiling/dicht/", polls.close_poll, name="close_poll"),
    path("berichten/<int:pk>/gelezen/", reading.read, name="read_post"),
    path("bestanden/", files.add, name="add_file"),
    path("bestanden/<int:pk>/", files.preview, name="file"),
    path("bestanden/<int:pk>/weg/", files.drop, name="drop_file"),
    path("bestanden/<int:pk>/beeld/<int:width>", files.rendition, name="rendition"),
    path("bestanden/<int:pk>/blad/<int:number>", files.sheet, name="sheet"),
    path("bestanden/<int:pk>/<str:name>", files.itself, name="file_itself"),
    path("communities/<slug:slug>/sjablonen/", templates.templates, name="templates"),
    path("communities/<slug:slug>/sjablonen/<int:pk>/", templates.template, name="template"),
    path(
        "communities/<slug:slug>/sjablonen/<int:pk>/weg/",
        templates.remove_template,
        name="remove_template",
    ),
]
