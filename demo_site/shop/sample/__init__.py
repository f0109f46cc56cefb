"""Invents six weeks of the shop: shared goods, orders, advocates and their friends.

In: the goods, the promotion, and the time until which the weeks last. Out: what the shop's own
functions and sharekit wrote about them, so that reports and admin show something. The same time
gives the same weeks, except for random codes and numbers.
"""
