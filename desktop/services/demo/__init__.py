"""A believable sample office, made by the same actions that a real office uses."""

from desktop.services.demo.make import PASSWORD as PASSWORD
from desktop.services.demo.make import Sample as Sample
from desktop.services.demo.make import make_sample as make_sample
