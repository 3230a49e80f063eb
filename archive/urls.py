from django.urls import path

from archive import views

urlpatterns = [
    path("archief/", views.archive, name="archive"),
    path("archief/<int:pk>/", views.bookmark, name="bookmark"),
    path("archief/<int:pk>/weg/", views.drop, name="drop_bookmark"),
    path("bewaren/", views.keep, name="keep"),
]
