from django_tasks import task

from people.mail import mail_new_password_link


@task()
def mail_new_password_link_later(email: str) -> None:
    mail_new_password_link(email)
