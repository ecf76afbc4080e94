from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from .visible import forget_menus

        for signal in (page_published, page_unpublished, post_page_move, post_delete):
            signal.connect(forget_menus, dispatch_uid="newsroom.menus")
