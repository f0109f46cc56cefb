"""A shop with a bot on WhatsApp: web, workers and database, of which each can be killed."""
