from dataclasses import dataclass

from kenniscafe.events import Event


@dataclass(frozen=True, slots=True)
class PostPublished(Event):
    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PostEdited(Event):
    """`mentioned`: whom it calls or names now and did not before."""

    post_id: int
    person_id: int
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PostWithdrawn(Event):
    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PostRestored(Event):
    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PostRemoved(Event):
    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class StageMoved(Event):
    post_id: int
    person_id: int
    stage: str


@dataclass(frozen=True, slots=True)
class AnswerAccepted(Event):
    post_id: int
    message_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class AcceptanceTakenBack(Event):
    """`person_id` is None when the reply itself was taken away."""

    post_id: int
    message_id: int
    person_id: int | None


@dataclass(frozen=True, slots=True)
class InvolvementChanged(Event):
    """Somebody got a part in a post, or has it no longer; or how many keep it changed."""

    post_id: int


@dataclass(frozen=True, slots=True)
class PostRead(Event):
    """It says that, never who: nobody but the reader may know."""

    post_id: int


@dataclass(frozen=True, slots=True)
class Voted(Event):
    """It says that, never who: a poll shows names only where it said so beforehand."""

    post_id: int


@dataclass(frozen=True, slots=True)
class PollClosed(Event):
    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class FileAdded(Event):
    file_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PostLookedAfter(Event):
    """Somebody else keeps it right, or they are asked more or less often."""

    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PostVerified(Event):
    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PostMarkedObsolete(Event):
    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PostHoldsAgain(Event):
    post_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PostMoved(Event):
    """`community_id` is None where it is for all employees now."""

    post_id: int
    person_id: int
    community_id: int | None


@dataclass(frozen=True, slots=True)
class Reported(Event):
    """Never who: that is for nobody to know. `community_id` is None where administrators judge."""

    case_id: int
    community_id: int | None


@dataclass(frozen=True, slots=True)
class HiddenAdapted(Event):
    """What was hidden has other words, and waits to be looked at again."""

    case_id: int


@dataclass(frozen=True, slots=True)
class ReportSettled(Event):
    """`person_id` decided; None where who wrote it took it away."""

    case_id: int
    judgement_id: int
    person_id: int | None


@dataclass(frozen=True, slots=True)
class PostHidden(Event):
    """By a judgement: hidden or removed."""

    post_id: int


@dataclass(frozen=True, slots=True)
class PostPutBack(Event):
    post_id: int
