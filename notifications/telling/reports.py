"""What is reported, to who judges it; what was decided, to who wrote it and who reported it. Never who reported."""

from notifications.models import Notice, Telling
from notifications.telling.news import News
from posts.judging import judges_of
from posts.models import Case, Judgement, Report

Kind = Notice.Kind


def reported(telling: Telling, case_id: int, **_more: int | None) -> News | None:
    """Also what was hidden and has other words now."""
    case = Case.objects.waiting().filter(pk=case_id).first()
    if case is None:
        return None
    news = News(telling.at, None, case_id=case_id, event=telling.event)
    news.tell(judges_of(case), Kind.REPORTED)
    return news


def settled(telling: Telling, case_id: int, judgement_id: int, **_more: int | None) -> News | None:
    judgement = Judgement.objects.select_related("case").filter(pk=judgement_id).first()
    if judgement is None:
        return None
    news = News(telling.at, None, case_id=case_id, event=telling.event)
    if judgement.what not in (Judgement.What.LEAVE, Judgement.What.GONE):
        news.tell([judgement.case.about_id], Kind.JUDGED)
    reports = Report.objects.filter(case=case_id, at__lte=telling.at, reporter__isnull=False)
    news.tell(reports.values_list("reporter", flat=True), Kind.JUDGED)
    return news
