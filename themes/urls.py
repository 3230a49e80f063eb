from django.urls import path

from themes import views

urlpatterns = [
    path("themas/", views.themes, name="themes"),
    path("themas/<slug:slug>/", views.theme, name="theme"),
]
