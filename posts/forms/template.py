from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from kenniscafe import richtext
from people.models import User
from posts.actions.templates import LONGEST_NAME
from posts.actions.text import LONGEST_TITLE
from posts.audience import readers
from posts.forms.fields import LONGEST_TEXT, LineField, TextField
from posts.forms.writing import KINDS
from posts.models import Template
from threads.mentions import handles_in


class TemplateForm(forms.Form):
    name = LineField(
        label=_("What is it called?"),
        max_length=LONGEST_NAME,
        help_text=_("As one chooses it: field report, question about a permit."),
    )
    soort = forms.ChoiceField(
        label=_("What does one write with it?"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
        initial=KINDS[0].value,
    )
    title = LineField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    text = TextField(
        label=_("Text to begin with"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Headings with questions under them work well."),
    )

    def __init__(
        self,
        *args: Any,
        viewer: User,
        community: Community,
        template: Template | None = None,
        **kwargs: Any,
    ) -> None:
        if template is not None:
            kwargs["initial"] = {
                "name": template.name,
                "soort": template.kind,
                "title": template.title,
                "text": richtext.to_markdown(template.html, handles=handles_in(template.html)),
            }
        super().__init__(*args, **kwargs)
        self.viewer, self.community = viewer, community
        self.html = ""

    def clean_text(self) -> str:
        text = cast(str, self.cleaned_data["text"])
        asked = richtext.mentioned_handles(text)
        known = readers(self.viewer, self.community).filter(handle__in=asked) if asked else ()
        try:
            self.html = richtext.from_markdown(text, people={one.handle: one.pk for one in known})
        except richtext.TextIsTooLong:
            raise forms.ValidationError(_("This text is too long.")) from None
        if not richtext.plain_text(self.html):
            raise forms.ValidationError(_("Write something first."))
        return text

    def said(self) -> dict[str, str]:
        said = self.cleaned_data
        return {
            "name": said["name"],
            "kind": said["soort"],
            "title": said["title"],
            "html": self.html,
        }
