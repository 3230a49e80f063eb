"""What a link in a mail stops. Nothing is lost by it: it waits in the café."""

from communities.models import Level
from notifications.actions.preferences import choose_preferences, stop_mail
from notifications.models import Notice, Preference
from notifications.unsubscribing import Wanted
from people.models import User
from threads.actions import choose_level
from threads.models import Thread


def unsubscribe(person: User, *, wanted: Wanted) -> None:
    """Whoever holds the link speaks for the person it was sent to."""
    match wanted.what:
        case "thread":
            thread = Thread.objects.visible_to(person).filter(pk=wanted.thread_id).first()
            if thread is not None:
                choose_level(person, thread=thread, level=Level.NOTHING)
        case "bundle":
            choose_preferences(person, bundles=False)
        case "coffee":
            choose_preferences(person, rhythm=Preference.Rhythm.NEVER)
        case kind if kind in Notice.Kind.values:
            stop_mail(person, kind=kind)
