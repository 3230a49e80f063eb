from django.urls import path

from threads import views

urlpatterns = [
    path("gesprekken/<int:thread_pk>/reacties", views.reply, name="reply"),
    path("gesprekken/<int:thread_pk>/reageer", views.react, name="react"),
    path("gesprekken/<int:thread_pk>/volgen", views.watch, name="watch"),
    path("gesprekken/<int:thread_pk>/mensen", views.mentionable, name="mentionable"),
    path("gesprekken/<int:thread_pk>/<int:number>/", views.message, name="message"),
    path("gesprekken/<int:thread_pk>/<int:number>/bewerken/", views.edit, name="edit_message"),
    path(
        "gesprekken/<int:thread_pk>/<int:number>/verwijderen/",
        views.remove,
        name="remove_message",
    ),
]
