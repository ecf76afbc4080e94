"""A web server that answers as a test tells it."""

from http.server import BaseHTTPRequestHandler


class Handler(BaseHTTPRequestHandler):
    """Gives what the server's ``answers`` hold for a path, and notes in ``asked`` what was asked for."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers))
        answer = self.server.answers.get(self.path.partition("?")[0])
        if answer is None:
            self.send_error(404)
        elif callable(answer):
            answer(self)
        else:
            self.send(answer)

    def send(self, data, **headers):
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def leads_to(self, address, status=302):
        self.send_response(status)
        self.send_header("Location", address)
        self.end_headers()

    def log_message(self, *arguments):
        """Nothing."""
