# Set up by the integrator; targets follow.
