"""One module for each service of the samples."""

from __future__ import annotations

from collections.abc import Mapping

from samples.service.services.addressbook import AddressBook
from samples.service.services.catalog import Catalog
from samples.service.services.chat import Chat
from samples.service.services.orders import Orders
from samples.service.services.user import UserService
from samples.service.services.users import Users
from samples.service.store import Store


def implementations(store: Store) -> Mapping[str, object]:
    """Every service by its full name, all on the same store."""
    return {
        "addressbook.AddressBook": AddressBook(store),
        "chat.v1.Chat": Chat(store),
        "shop.v1.Catalog": Catalog(store),
        "shop.v1.Orders": Orders(store),
        "shop.v1.Users": Users(store),
        "user.UserService": UserService(store),
    }
