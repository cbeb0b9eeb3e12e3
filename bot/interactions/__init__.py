"""What a click is and what it is answered with: custom ids, components of cards, fitting text. No Discord library."""
