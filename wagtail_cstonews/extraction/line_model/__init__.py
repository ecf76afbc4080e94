"""The line model: an ensemble of small convolutional networks that scores each line of a page, in numpy."""
