"""Updates every catalog, and lists untranslated messages."""

from tests.locale.catalogs import LANGUAGES, renew

for language in LANGUAGES:
    for message in renew(language):
        print(f"{language}: {message.id}")
