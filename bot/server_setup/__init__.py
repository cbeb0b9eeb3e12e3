"""What a server is set up with: `/settings`, the start panel, what each feature in use needs, the hello to managers."""
