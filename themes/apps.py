from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "themes"

    def ready(self) -> None:
        from people.permissions import TO_COME_IN, know_who_may
        from people.personal import export_nothing, keep_all
        from people.personal import register as register_personal
        from posts import slots
        from themes.permissions import owns_a_theme
        from themes.slot import SLOT

        # Whose theme it is and who hung a post on it: roles in what others made, which keep the name that is left.
        holds = ("themes.ThemePage", "themes.Contribution")
        register_personal("themes", holds=holds, export=export_nothing, leave=keep_all)
        know_who_may(TO_COME_IN, owns_a_theme)
        slots.register("thema", SLOT)
