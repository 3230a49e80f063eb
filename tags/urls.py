from django.urls import path

from tags import views

urlpatterns = [
    path("tags/zoek", views.tag_suggestions, name="tag_suggestions"),
]
