"""The shop of the magazine: goods, a basket, orders, vouchers; an example of a site that rewards
recommendations.

Where it calls sharekit: orders.py (a conversion and a referral with each order), views.py (a code
at sign-up), rewards.py (vouchers as rewards), and the tags in its templates.
"""
