from typing import Any

import dj_database_url
import dj_email_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from kenniscafe.settings import environment
from kenniscafe.settings.environment import ROOT, env

# Where things are

DATA_DIR = environment.data_directory()
MEDIA_ROOT = DATA_DIR / "media"
SEARCH_INDEX_DIR = DATA_DIR / "index"
STATIC_ROOT = ROOT / "staticfiles"
STATIC_URL = "/static/"
MEDIA_URL = "/redactie/"  # of pictures and documents of editors: a view that asks who reads
LOCALE_PATHS = [ROOT / "locale"]

# Who may come in

SECRET_KEY = environment.own_secret(DATA_DIR)
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = environment.allowed_hosts()
METRICS_TOKEN = environment.METRICS_TOKEN  # empty: /metrics is not there
SITE_ADDRESS = environment.SITE_ADDRESS or f"http://localhost:{environment.PORT}"
CSRF_TRUSTED_ORIGINS: list[str] = [SITE_ADDRESS]
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.sign_in.CurrentPeopleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
]
PASSWORD_RESET_TIMEOUT = 30 * 60
ACCOUNT_ADAPTER = "people.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_FORMS = {
    "login": "people.forms.door.SignInForm",
    "reset_password": "people.forms.door.ForgottenPasswordForm",
    "reset_password_from_key": "people.forms.door.NewPasswordForm",
    "change_password": "people.forms.door.ChangePasswordForm",
    "user_token": "people.forms.door.PasswordLinkForm",
    "reauthenticate": "people.forms.door.ReauthenticateForm",
}
MFA_ADAPTER = "people.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 3600
MFA_TRUST_COOKIE_NAME = "trusted_device"
MFA_FORMS = {
    "authenticate": "people.forms.second_factor.CodeForm",
    "authenticate_webauthn": "people.forms.second_factor.DeviceForm",
    "reauthenticate": "people.forms.second_factor.CodeAgainForm",
    "reauthenticate_webauthn": "people.forms.second_factor.DeviceAgainForm",
    "activate_totp": "people.forms.second_factor.FirstCodeForm",
    "add_webauthn": "people.forms.second_factor.PasskeyForm",
}
# Per account what nobody needs; per address what a whole office behind one address may need on a Monday morning.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/15m/key,100/15m/ip",
    "reset_password": "20/m/ip,5/15m/key",
    "reset_password_from_key": "20/m/ip",
    "installation_code": "10/15m/ip",
    "interrupted_writing": "20/m/ip",
    "work_account": "120/m/ip",
    "come_in": "60/m/ip",
}
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Work accounts, when the environment names who keeps them

OIDC_ISSUER = environment.OIDC_ISSUER
OIDC_NAME = environment.OIDC_NAME
OIDC_CREATE = environment.OIDC_CREATE
SOCIALACCOUNT_ADAPTER = "people.work_account.WorkAccountAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "work",
                "name": OIDC_NAME,
                "client_id": environment.OIDC_CLIENT_ID,
                "secret": environment.OIDC_CLIENT_SECRET,
                "settings": {"server_url": environment.OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

# What runs

OUR_APPS = [
    "kenniscafe",
    "pages",
    "notifications",
    "themes",
    "archive",
    "posts",
    "threads",
    "communities",
    "people",
    "tags",
    "search",
    "frontend",
]
INSTALLED_APPS = [
    *OUR_APPS,
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_vite",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kenniscafe.edges.ContentPolicyMiddleware",
    "kenniscafe.edges.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.devices.DeviceMiddleware",
    "people.sign_in.PersonLanguageMiddleware",
    "pages.first_start.FirstStartMiddleware",
    "people.sign_in.AdministrationMiddleware",
    "pages.editors.EditorsMiddleware",
    "people.sign_in.InterruptedWriting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "kenniscafe.urls"
WSGI_APPLICATION = "kenniscafe.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "frontend" / "templates", ROOT / "frontend"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.shell.shell",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

# Where rows go: SQLite that survives a power cut, or PostgreSQL

DATABASES = {
    "default": dj_database_url.parse(
        environment.DATABASE_URL or f"sqlite:///{DATA_DIR / 'kenniscafe.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY"
        ),
    }
    # A thread keeps its connection, and with it what SQLite has read: opening one costs 2 ms and a cold cache.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Waits as long for somebody else's lock as SQLite does, never for ever.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c lock_timeout=10s")

CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": environment.REDIS_URL,
        }
        if environment.REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    )
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# Mail: a file in the data directory until EMAIL_URL says otherwise

DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "Kenniscafé <kenniscafe@localhost>")
if environment.EMAIL_URL:
    _mail = dj_email_url.parse(environment.EMAIL_URL)
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "kenniscafe.letters.FolderBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

# What the administrator reads: faults, not visitors

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": [], "propagate": False},
    },
}

# Language and time

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
TIME_ZONE = env.str("TIME_ZONE", "Europe/Amsterdam")
USE_TZ = True

# What the browser gets

STATICFILES_DIRS = [ROOT / "frontend" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "frontend.storage.Storage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"/static/(?:assets/.+-[\w-]{8}|.+\.[0-9a-f]{12})\.\w+$"
DJANGO_VITE = {"default": {"manifest_path": ROOT / "frontend" / "dist" / "manifest.json"}}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Wagtail: our sign-in is the only door, and nothing calls out

WAGTAIL_SITE_NAME = "Kenniscafé"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILDOCS_SERVE_METHOD = "direct"  # by its own address, which our view answers
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.forms.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "gif", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.forms.PictureForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True
SILENCED_SYSTEM_CHECKS: list[str] = []
