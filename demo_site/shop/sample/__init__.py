"""What `load_shop` loads: the goods, the promotion, and six invented weeks of the shop.

In: the time until which the weeks last. Out: what the shop's own functions and sharekit wrote about
shared goods, orders, advocates and their friends, so that reports and admin show something. The
weeks are the same in every demo, except for random codes and numbers.
"""
