"""What a request passes before its route: the token, and the body on its way in."""
