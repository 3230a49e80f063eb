from django.urls import path

from notifications.views import notices, preferences

urlpatterns = [
    path("meldingen/", notices.notices, name="notices"),
    path("meldingen/gelezen/", notices.read_all, name="read_notices"),
    path("meldingen/<int:pk>/gelezen/", notices.read, name="read_notice"),
    path("meldingen/afstellen/", preferences.preferences, name="notice_preferences"),
    path("meldingen/afstellen/terug/", preferences.forget, name="forget_preferences"),
    path("meldingen/afmelden/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
]
