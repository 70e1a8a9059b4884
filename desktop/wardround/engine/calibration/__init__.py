"""From measurements of a client to figures of the model: service demands, pace of people, shape of the day, speed."""
