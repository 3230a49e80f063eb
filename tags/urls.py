from django.urls import path

from tags import views

urlpatterns = [
    path("tags/zoek", views.tag_suggestions, name="tag_suggestions"),
    path("tags/<slug:slug>/bewerken/", views.edit, name="edit_tag"),
    path("tags/<slug:slug>/samenvoegen/", views.merge, name="merge_tag"),
]
