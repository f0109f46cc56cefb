"""Status: says up to when everything is counted, and what an operator must do.

In: the buffer, its cursors, notices of the web servers. Out: sentences and figures about counting.
Called by the admin, the API, monitoring, metrics and commands.
"""
