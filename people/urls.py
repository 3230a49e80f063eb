from django.urls import path, re_path

from people.views import absence, account, directory, door, leaving

urlpatterns = [
    path("aanmelden/", door.sign_in, name="account_login"),
    path("afmelden/", door.sign_out, name="sign_out"),
    path("afmelden/", door.sign_out, name="account_logout"),
    path("wachtwoord-vergeten/", door.forgotten_password, name="account_reset_password"),
    path(
        "wachtwoord-vergeten/verstuurd/",
        door.look_in_your_mail,
        name="account_reset_password_done",
    ),
    re_path(
        r"^nieuw-wachtwoord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        door.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "nieuw-wachtwoord/klaar/",
        door.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/", account.account, name="account"),
    path("account/profiel/", account.edit_profile, name="edit_profile"),
    path("account/portret/", account.redraw_portrait, name="redraw_portrait"),
    path("account/wachtwoord/", door.change_password, name="account_change_password"),
    path("account/tijdzone/", account.set_time_zone, name="set_time_zone"),
    path("account/even-weg/", absence.away, name="away"),
    path("account/even-weg/<int:pk>/", absence.change_absence, name="change_absence"),
    path("account/even-weg/<int:pk>/weghalen/", absence.end_absence, name="end_absence"),
    path("account/vervangen/<int:pk>/ja/", absence.agree_to_stand_in, name="agree_to_stand_in"),
    path(
        "account/vervangen/<int:pk>/nee/", absence.decline_to_stand_in, name="decline_to_stand_in"
    ),
    path("account/mijn-gegevens/", leaving.my_data, name="my_data"),
    path("account/mijn-gegevens/<uuid:key>.zip", leaving.export_file, name="export_file"),
    path("account/weggaan/", leaving.leave, name="leave"),
    path("account/weggaan/zeker/", leaving.leave_for_sure, name="leave_for_sure"),
    path("account/gesloten/", leaving.account_closed, name="account_closed"),
    path("account/toch-blijven/", leaving.stay, name="stay"),
    path("taal/", account.set_language, name="set_language"),
    path("mensen/", directory.people, name="people"),
    path("mensen/<slug:handle>/volgen/", directory.follow_person, name="follow_person"),
    path("mensen/<slug:handle>/ontvolgen/", directory.unfollow_person, name="unfollow_person"),
    path("tags/<slug:slug>/volgen/", directory.follow_tag, name="follow_tag"),
    path("tags/<slug:slug>/ontvolgen/", directory.unfollow_tag, name="unfollow_tag"),
    path("portret/<int:seed>.svg", directory.portrait, name="portrait"),
    # These stand before Wagtail's own: our sign-in is the only door, our actions the only way to change a person,
    # and a tag is suggested to whoever may know of it.
    re_path(r"^beheer/(?:login|account|password_reset/.*)/?$", door.to_our_door),
    # What lists everything there is, whoever asks, has no door either.
    re_path(
        r"^beheer/(?:users|groups|collections|bulk/people|bulk/communities|tag-autocomplete"
        r"|api/main/images|api/main/documents"
        r"|reports/site-history)(?:/.*)?$",
        door.no_door,
    ),
    re_path(r"^beheer/snippets/$", door.no_door),
]
