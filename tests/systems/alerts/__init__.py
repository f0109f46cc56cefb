"""Kills the processes that make letters to editors: everybody must have each letter once.

kills.py  a program: forks a worker, which kills itself at a step, and lets others do the rest
"""
