"""Preview: what the apps to which a page's link is passed on will show of it.

In: the path of a page of this site. The page is asked for as a preview bot asks, through the site's
own middleware and without a server (fetch.py), read (page.py), its picture measured (picture.py),
and held against what each app is known to need (apps.py, judge.py). Out: a Report, as data or in
words (words.py). Called by the command sharekit_check_page.
"""

from sharekit.buttons.preview.check import Report, check
from sharekit.buttons.preview.fetch import NoPage
from sharekit.buttons.preview.words import write_json, write_table

__all__ = ["NoPage", "Report", "check", "write_json", "write_table"]
