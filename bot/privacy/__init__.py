"""`/privacy`: what is stored about somebody, their export, their deletion."""
