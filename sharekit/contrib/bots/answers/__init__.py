"""The answers that the site's code gives, such as the state of an order.

In: functions that the site declares, and a question with its values. Out: what each needs, and what
it gave. Publishing reads what a function needs, and deciding calls it.
"""
