from django.urls import path, re_path

from people.views import (
    account,
    accounts,
    devices,
    directory,
    door,
    invites,
    second_factor,
    work_account,
)

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
    path(
        "aanmelden/werkaccount/",
        work_account.begin,
        {"provider_id": "work"},
        name="openid_connect_login",
    ),
    path(
        "aanmelden/werkaccount/terug/",
        work_account.back,
        {"provider_id": "work"},
        name="openid_connect_callback",
    ),
    path("aanmelden/tweede-stap/", second_factor.second_step, name="mfa_authenticate"),
    path("aanmelden/opnieuw/", second_factor.password_again, name="account_reauthenticate"),
    path("aanmelden/opnieuw/code/", second_factor.code_again, name="mfa_reauthenticate"),
    path(
        "aanmelden/opnieuw/passkey/",
        second_factor.passkey_again,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/apparaten/", devices.devices, name="mfa_index"),
    path("account/apparaten/andere/", devices.end_others, name="end_other_devices"),
    path("account/apparaten/<int:pk>/", devices.end, name="end_device"),
    path("account/apparaten/app/", second_factor.add_app, name="mfa_activate_totp"),
    path("account/apparaten/app/weg/", second_factor.remove_app, name="mfa_deactivate_totp"),
    path("account/apparaten/passkey/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path(
        "account/apparaten/passkey/<int:pk>/weg/",
        second_factor.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path(
        "account/apparaten/herstelcodes/",
        second_factor.recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/apparaten/herstelcodes/nieuw/",
        second_factor.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("cafe-beheer/mensen/", accounts.accounts, name="accounts"),
    path("cafe-beheer/mensen/<slug:handle>/", accounts.one, name="one_account"),
    path("cafe-beheer/mensen/<slug:handle>/beeindigen/", accounts.end, name="end_account"),
    path("cafe-beheer/mensen/<slug:handle>/openen/", accounts.reopen, name="open_account"),
    path("cafe-beheer/mensen/<slug:handle>/beheerder/", accounts.administer, name="administer"),
    path("cafe-beheer/uitnodigen/", invites.invites, name="invites"),
    path("uitgenodigd/<int:pk>/intrekken/", invites.withdraw, name="withdraw_invite"),
    path("welkom/<slug:token>/", invites.use, name="come_in"),
    path("account/", account.account, name="account"),
    path("account/profiel/", account.edit_profile, name="edit_profile"),
    path("account/portret/", account.redraw_portrait, name="redraw_portrait"),
    path("account/wachtwoord/", door.change_password, name="account_change_password"),
    path("account/tijdzone/", account.set_time_zone, name="set_time_zone"),
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
