"""One customer's process: the receiver, the detection loop, the responder and the control socket."""
