"""The outlet behind a web address."""

from __future__ import annotations

from urllib.parse import urlsplit

from truceline.read.words import outlets


def outlet_of(url: str) -> str | None:
    """The name of the outlet, the host name where the outlet is not in the list, None where the address has no host."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    host = host.removeprefix("www.").removesuffix(".")
    labels = host.split(".")
    for n in range(len(labels) - 1):
        known = outlets().get(".".join(labels[n:]))
        if known:
            return known
    return host or None
