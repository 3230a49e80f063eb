from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("pages.urls")),
    path("", include("people.urls")),
    path("", include("tags.urls")),
    path("", include("communities.urls")),
    path("", include("posts.urls")),
    path("", include("threads.urls")),
    path("", include("archive.urls")),
    path("", include("themes.urls")),
    path("", include("notifications.urls")),
    path("", include("search.urls")),
    path("beheer/", include(wagtailadmin_urls)),
]
handler400 = "kenniscafe.edges.not_understood"
handler500 = "kenniscafe.edges.fallen_over"
