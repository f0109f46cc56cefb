"""What receiving, deciding and sending know of a conversation: who answers, stops, figures."""
