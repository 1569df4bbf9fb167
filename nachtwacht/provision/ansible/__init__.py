"""What Ansible carries to a host: one module of ours and what it is made of."""
