from wagtail import hooks

from cms.read_only import register_read_only

from .models import Delivery
from .viewsets import DeliveryViewSet

register_read_only(Delivery)


@hooks.register("register_admin_viewset")
def delivery_viewset() -> object:
    """List the deliveries under Reports."""
    return DeliveryViewSet()
