"""The post office of the demo: what is mailed lies in a folder, and everybody can read it.

In: mails, which Django hands to backend.py. Out: files in the data folder, and the pages under
`/letters-sent/`. No mail leaves this machine.
"""
