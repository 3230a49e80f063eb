from django.urls import URLPattern, path

from pages.views import (
    administration,
    community,
    editorial,
    first_day,
    first_start,
    metrics,
    post,
    profile,
    site,
    tag,
    today,
)

urlpatterns: list[URLPattern] = [
    path("", today.today, name="today"),
    path("berichten/<int:pk>/", post.post, name="post"),
    path("berichten/<int:pk>/tik/", post.react_to_post, name="react_to_post"),
    path("tags/<slug:slug>/", tag.tag, name="tag"),
    path("eerste-dag/", first_day.first_day, name="first_day"),
    path("eerste-dag/niet/", first_day.skip_first_day, name="skip_first_day"),
    path("eerste-start/", first_start.first_start, name="first_start"),
    path("mensen/<slug:handle>/", profile.profile, name="profile"),
    path("manifest.webmanifest", site.webmanifest, name="webmanifest"),
    path("health", site.health, name="health"),
    path("metrics", metrics.metrics, name="metrics"),
    path("communities/", community.communities, name="communities"),
    path("communities/<slug:slug>/", community.community, name="community"),
    path("cafe-beheer/", administration.administration, name="administration"),
    path("cafe-beheer/nog-eens/", administration.again, name="try_again"),
    path("over/", editorial.about, name="about"),
    path("over/<path:path>/", editorial.standing_page, name="standing_page"),
    path("handboek/", editorial.handbook, name="handbook"),
    path("handboek/<path:path>/", editorial.handbook, name="handbook_page"),
    path("redactie/<path:name>", editorial.editorial_file, name="editorial_file"),
]
