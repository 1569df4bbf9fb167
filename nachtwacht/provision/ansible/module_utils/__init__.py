"""Parts of our Ansible module; they run on the customer's host with nothing but Python 3.10."""
