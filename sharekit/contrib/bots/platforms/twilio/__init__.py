"""SMS by Twilio: signed forms in, messages out, and a search for what the site missed."""
