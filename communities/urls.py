from django.urls import include, path

from communities.views import answers, doors, log, members, places

one_community = [
    path("meedoen/", members.join, name="join_community"),
    path("aankloppen/", doors.ask, name="ask_to_join"),
    path("verlaten/", members.leave, name="leave_community"),
    path("volgen/", members.choose_level, name="choose_community_level"),
    path("leden/", members.members, name="community_members"),
    path("leden/<slug:handle>/rol/", members.change_role, name="change_role"),
    path("leden/<slug:handle>/weg/", members.remove, name="remove_member"),
    path("uitnodigen/", doors.invite, name="community_invite"),
    path("uitnodigen/gast/", doors.invite_guest, name="invite_guest"),
    path("beheer/", doors.manage, name="community_manage"),
    path("beheer/instellingen/", places.settings, name="community_settings"),
    path("beheer/begin-hier/", places.open_begin_here, name="open_begin_here"),
    path("wat-er-gebeurde/", log.of_community, name="community_log"),
    path("beheer/archief/", places.archive, name="community_archive"),
    path("beheer/heropenen/", places.reopen, name="reopen_community"),
]
urlpatterns = [
    path("nieuwe-community/", places.start, name="start_community"),
    path("communities/<slug:slug>/", include(one_community)),
    path("cafe-beheer/wat-er-gebeurde/", log.of_cafe, name="cafe_log"),
    path("verzoeken/<int:pk>/binnenlaten/", answers.let_in, name="let_in"),
    path("verzoeken/<int:pk>/afwijzen/", answers.decline_request, name="decline_request"),
    path("verzoeken/<int:pk>/intrekken/", answers.withdraw_request, name="withdraw_request"),
    path("uitnodigingen/<int:pk>/aannemen/", answers.accept_invitation, name="accept_invitation"),
    path("uitnodigingen/<int:pk>/afslaan/", answers.decline_invitation, name="decline_invitation"),
    path(
        "uitnodigingen/<int:pk>/intrekken/",
        answers.withdraw_invitation,
        name="withdraw_invitation",
    ),
]
