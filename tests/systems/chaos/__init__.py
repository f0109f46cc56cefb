"""Kills a real, scaled site while readers use it, and holds its report against their own ledger.

`make chaos EVENTS=1000000 KILLS=100 SEED=1` (`python -m tests.systems.chaos`) runs it long; the
tests here run it short, and try the faults one by one. In: nothing but the programs of
PostgreSQL and Redis. Out: a table of what was killed and counted, and as the last line
`N lost, N doubled`.

    readers/    crowd.py: what readers do; ledger.py: what the report must say of it; sender.py:
                their browsers send, remember what was answered, and send again what may be
    site/       the site, its faults (faults.py) and its processes: web, worker, Redis, PostgreSQL
    killer.py   which of them dies when; watch.py knows whether the site is busy at that time
    run.py      one run from its start to its verdict
    scenario.py what the tests of single faults share; proxy.py swallows answers
"""
