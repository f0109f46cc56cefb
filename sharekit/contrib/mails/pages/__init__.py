"""The pages of readers: subscribe, confirm, stop.

In: requests. Out: pages that need no JavaScript, set no cookie and stay out of caches and search
engines. A GET changes nothing, because scanners open every link of a mail. Called by urls.py and
the template tag.
"""
