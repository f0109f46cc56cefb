"""Two platforms of Meta: WhatsApp and Messenger share signature, handshake and the Graph API."""
