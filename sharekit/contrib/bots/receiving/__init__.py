"""What platforms deliver: bytes -> who signed them -> events -> one INSERT -> the answer.

Nothing else happens here, because a platform that waits delivers again.
"""
