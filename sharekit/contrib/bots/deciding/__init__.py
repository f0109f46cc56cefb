"""What a customer is answered: new messages -> answers, state and figures, in one transaction."""
