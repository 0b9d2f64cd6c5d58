"""Taking the address before anything else is done: two programs cannot serve on one port."""

import socket

from web.settings import Settings
from web.settings_error import SettingsError


def listen(settings: Settings) -> socket.socket:
    """The socket the pages will be served on, bound. SettingsError when the address or the port cannot be had."""
    kind = socket.AF_INET6 if ":" in settings.address else socket.AF_INET
    listening = socket.socket(kind)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.address, settings.port))
        listening.listen()
    except OSError as error:
        listening.close()
        where = f"{settings.address}:{settings.port}"
        raise SettingsError(
            f"Không phục vụ được tại {where} ({error.strerror}). Dừng chương trình đang dùng địa chỉ đó, "
            "hoặc đặt GIAOBAN_PORT hay GIAOBAN_ADDRESS khác.",
            f"Nothing can be served on {where} ({error.strerror}). Stop the program that uses it, "
            "or set GIAOBAN_PORT or GIAOBAN_ADDRESS to another one.",
        ) from error
    return listening
