"""The commands, one file each: doors to collect, aggregate and reports."""
