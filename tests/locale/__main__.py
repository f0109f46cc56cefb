"""Renews every catalog, and tells what nobody has translated yet."""

from tests.locale.catalogs import LANGUAGES, renew

for language in LANGUAGES:
    for message in renew(language):
        print(f"{language}: {message.id}")
