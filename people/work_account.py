"""Signing in with an account of the organisation: OpenID Connect, when the environment names a provider.

An identity is what the provider calls somebody (`sub`), never an address. Once bound it stays that person's, whatever
address the provider gives it later; an address only ever helps to find who somebody is the first time.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import jwt
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError, ProviderException
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kenniscafe.permissions import RuleBroken
from people.actions import add_person
from people.models import User

PROVIDER: Final = "work"
SIGNED_BY: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
# What a provider may answer that no provider should.
NONSENSE = (AttributeError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Identity:
    subject: str
    email: str  # empty unless the provider vouches for it
    name: str


class IdentityRefused(RuleBroken):
    pass


class AddressIsNotVerified(IdentityRefused):
    message = _("Your work account does not say that your e-mail address is yours.")


class NobodyKnown(IdentityRefused):
    message = _(
        "Nobody is known here with your address. Ask whoever runs the café for an invitation."
    )


class BindWhileSignedIn(IdentityRefused):
    message = _(
        "Whoever runs the café connects a work account from within: sign in with your password, "
        "and connect it under My account, Devices."
    )


class AddressIsAnothers(IdentityRefused):
    message = _("The address of this work account belongs to somebody else here.")


class BoundAlready(IdentityRefused):
    message = _("Another work account is connected here already, and stays.")


def is_offered() -> bool:
    return bool(settings.OIDC_ISSUER)


def account_of(person: User) -> SocialAccount | None:
    found: SocialAccount | None = SocialAccount.objects.filter(
        user=person, provider=PROVIDER
    ).first()
    return found


def who_comes(identity: Identity, bound: User | None) -> User:
    """Whom this identity brings in; `bound` is whose it is already."""
    known: User | None = None
    if identity.email:
        known = User.objects.filter(email=identity.email).first()
    person = _still_theirs(bound, known) if bound else _found(identity, known)
    if not person.may_enter:
        raise NobodyKnown
    return person


def _still_theirs(bound: User, known: User | None) -> User:
    if known is not None and known != bound and known.is_superuser:
        raise AddressIsAnothers
    return bound


def _found(identity: Identity, known: User | None) -> User:
    if not identity.email:
        raise AddressIsNotVerified
    if known is None:
        return _new_person(identity)
    if known.is_superuser:
        raise BindWhileSignedIn
    if known.may_enter:
        bind(known, subject=identity.subject)
    return known


def bind(person: User, *, subject: str) -> None:
    """Of two at once the second hears that it is done."""
    if account_of(person) is not None:
        raise BoundAlready
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=person, provider=PROVIDER, uid=subject, extra_data={})
    except IntegrityError:
        raise BoundAlready from None


def _new_person(identity: Identity) -> User:
    if not settings.OIDC_CREATE:
        raise NobodyKnown
    with transaction.atomic():
        person = add_person(None, email=identity.email, name=identity.name or identity.email)
        bind(person, subject=identity.subject)
    return person


class WorkAccountAdapter(DefaultSocialAccountAdapter):
    """allauth asks here what to do with who comes back; people.views.work_account answers."""

    def pre_social_login(self, request: Any, sociallogin: SocialLogin) -> None:
        from people.views.work_account import came_back

        came_back(request, sociallogin)

    def populate_user(self, request: Any, sociallogin: SocialLogin, data: Any) -> Any:
        """Who is new is made by our action, from what was checked."""
        return sociallogin.user

    def on_authentication_error(
        self,
        request: Any,
        provider: Any,
        error: str = AuthError.UNKNOWN,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        from people.views.work_account import gave_up

        gave_up(request, error, exception)


class CarefulAdapter(OpenIDConnectOAuth2Adapter):
    """The token is checked by its signature, and both answers must be about the same person."""

    def complete_login(self, request: Any, app: Any, token: Any, **more: Any) -> SocialLogin:
        try:
            if self.openid_config["issuer"].rstrip("/") != settings.OIDC_ISSUER:
                raise ProviderException("Somebody else answers for the issuer.")
            claims = self._decode_id_token(app, more["response"]["id_token"])
            told = (
                self._fetch_user_info(token.token)
                if "userinfo_endpoint" in self.openid_config
                else {}
            )
            if told and told["sub"] != claims["sub"]:
                raise ProviderException("Two answers about two people.")
            claims = claims | told | {"nonce": claims.get("nonce")}
            claims["sub"] = subject_of(self.openid_config["issuer"], claims["sub"])
            login: SocialLogin = self.get_provider().sociallogin_from_response(request, claims)
        except NONSENSE as wrong:
            raise ProviderException("The provider said what could not be read.") from wrong
        login.claims = claims
        login.account.extra_data = {}  # what else the provider tells is not ours to keep
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            read: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key_of(id_token),
                algorithms=SIGNED_BY,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                options={"require": ["exp", "iat", "sub", "aud", "iss"]},
                leeway=30,
            )
        except jwt.PyJWTError as wrong:
            raise ProviderException("The token is not theirs, not ours or too old.") from wrong
        return read

    def _key_of(self, id_token: str) -> jwt.PyJWK:
        """By its name; a provider with one key need not name it."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        name = jwt.get_unverified_header(id_token).get("kid")
        [key] = [
            key
            for key in keys
            if key.public_key_use in (None, "sig") and name in (None, key.key_id)
        ]
        return key


def subject_of(issuer: str, subject: object) -> str:
    """What one issuer calls somebody says nothing about who that is at another."""
    return sha256(f"{issuer}\0{subject}".encode()).hexdigest()


def identity_in(claims: dict[str, Any], nonce: str) -> Identity:
    if not secrets.compare_digest(str(claims.get("nonce")).encode(), nonce.encode()):
        raise ProviderException("An answer to another question.")
    vouched = claims.get("email_verified") is True
    email = str(claims.get("email") or "").strip().lower() if vouched else ""
    return Identity(str(claims["sub"]), email, str(claims.get("name") or ""))
