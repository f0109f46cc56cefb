"""Settling: referrals that waited are approved, and rewards are issued, once each.

In: rows of referrals and rewards, and the conversions behind them. Out: their next states, and
calls of the site's ISSUE and WITHDRAW. Called by the task, and by what changes a single referral.

Each transaction begins with `lock`, and touches tables in one order: advocate, referral, promotion,
reward. A worker that dies has either changed a state or not; the next one finds the rest.
"""
