"""What the marketer does: starts and ends promotions, decides on referrals, blocks advocates.

In: a row and who decides. Out: an `Outcome`, which says whether it happened, in a sentence. Called
by the admin, which may call it twice or too late: each is one compare-and-set.
"""
