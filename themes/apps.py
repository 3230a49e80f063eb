from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "themes"

    def ready(self) -> None:
        from people.permissions import TO_COME_IN, know_who_may
        from posts import slots
        from themes.permissions import owns_a_theme
        from themes.slot import SLOT

        know_who_may(TO_COME_IN, owns_a_theme)
        slots.register("thema", SLOT)
