from wagtail import hooks

from posts.choosers import POST, PostChooser


@hooks.register("register_admin_viewset")
def post_chooser() -> PostChooser:
    return POST
