"""Drawing: what the templates of the admin show of the report's tables and chains."""
