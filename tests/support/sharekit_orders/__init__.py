"""An optional app of another package: orders, a setting, a task, an entry in each registry."""
