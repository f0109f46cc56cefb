"""What a customer gets to hear: new messages -> answers, state and figures, in one transaction."""
