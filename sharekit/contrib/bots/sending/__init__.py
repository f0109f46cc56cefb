"""The outbox: what waits -> HTTP -> what became of it. Only here is urllib3 imported."""
