"""Writing a bot: its form, rules, examples, the chat on its draft, and publishing."""
