"""Link checks: what apps will show of a page when its link is shared.

In: the path of a page of this site. The page is requested as a preview bot does, through the site's
own middleware and without a server (fetch.py), parsed (page.py), its picture measured (picture.py),
and compared with the known needs of each app (apps.py, judge.py). Out: a PageCheck, as data or as
text (words.py). Called by the command sharekit_check_page; the doctor only
parses a page.
"""
