from django.urls import path

from posts import views

urlpatterns = [
    path("schrijven/", views.write, name="write"),
    path("schrijven/mensen", views.people_to_call, name="people_to_call"),
    path("berichten/<int:pk>/bewerken/", views.edit, name="edit_post"),
    path("berichten/<int:pk>/eerder/", views.revisions, name="revisions"),
    path("berichten/<int:pk>/betrokken/", views.involved, name="involved"),
    path("berichten/<int:pk>/intrekken/", views.withdraw, name="withdraw_post"),
    path("berichten/<int:pk>/terugzetten/", views.restore, name="restore_post"),
    path("berichten/<int:pk>/verwijderen/", views.remove, name="remove_post"),
    path("berichten/<int:pk>/stadium/", views.move_stage, name="move_stage"),
    path("berichten/<int:pk>/antwoord/", views.accept, name="accept_answer"),
    path("berichten/<int:pk>/antwoord/weg/", views.take_back, name="take_back_acceptance"),
    path("berichten/<int:pk>/gelezen/", views.read, name="read_post"),
]
