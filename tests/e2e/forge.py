"""The parts of GitHub's and GitLab's REST APIs that the templates use, and a release to download.

usage: forge.py FOLDER

Prints its address, then answers what it finds in FOLDER: N.json a pull request, reviews.json its
reviews, comments.json its comments, release/ the files of a release. Commit statuses that are posted
are appended to FOLDER/posted; comments are kept in comments.json, notes of a merge request in notes.json.
"""

import json
import pathlib
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

folder = pathlib.Path(sys.argv[1])
repository = "/repos/acme/widgets/"


def read(name):
    file = folder / name
    return json.loads(file.read_text()) if file.exists() else []


class Forge(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, value, status=200):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def requested(self):
        """Method and path below the repository, the query and what was sent; None without the token."""
        length = int(self.headers.get("Content-Length") or 0)
        sent = json.loads(self.rfile.read(length)) if length else None
        path, _, query = self.path.partition("?")
        if self.headers.get("Authorization") != "Bearer the-token" or not path.startswith(repository):
            return None
        return f"{self.command} {path.removeprefix(repository)}", query, sent

    def page(self, values, query):
        number = int(re.search(r"\bpage=(\d+)", query).group(1))
        self.answer(values[100 * (number - 1) : 100 * number])

    def handle_api(self):
        request = self.requested()
        if request is None:
            return self.answer({"message": "Bad credentials"}, 401)
        what, query, sent = request
        if what == "GET pulls":
            return self.page([json.loads(file.read_text()) for file in sorted(folder.glob("[0-9]*.json"))], query)
        if found := re.fullmatch(r"GET pulls/(\d+)", what):
            return self.answer(read(f"{found[1]}.json"))
        if re.fullmatch(r"GET pulls/\d+/reviews", what):
            return self.page(read("reviews.json"), query)
        if re.fullmatch(r"POST statuses/[0-9a-f]+", what):
            with open(folder / "posted", "a", encoding="utf-8") as file:
                file.write(json.dumps({"path": "repos/acme/widgets/" + what.split()[1]} | sent) + "\n")
            return self.answer({}, 201)
        return self.handle_comment(what, query, sent)

    def handle_comment(self, what, query, sent):
        comments = read("comments.json")
        if re.fullmatch(r"GET issues/\d+/comments", what):
            return self.page(comments, query)
        if (folder / "no_comments").exists():
            return self.answer({"message": "Resource not accessible by integration"}, 403)
        one = re.fullmatch(r"(PATCH|DELETE) issues/comments/(\d+)", what)
        if one:
            comments = [
                comment | (sent or {}) if comment["id"] == int(one[2]) else comment
                for comment in comments
                if one[1] == "PATCH" or comment["id"] != int(one[2])
            ]
        elif re.fullmatch(r"POST issues/\d+/comments", what):
            new = max((comment["id"] for comment in comments), default=0) + 1
            comments.append({"id": new, "user": {"login": "github-actions[bot]"}} | sent)
        else:
            return self.answer({"message": "Not Found"}, 404)
        (folder / "comments.json").write_text(json.dumps(comments))
        return self.answer({})

    def handle_gitlab(self):
        """The notes of merge request 7 of project 1, for the account 900, whose token is the-token."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if self.headers.get("PRIVATE-TOKEN") != "the-token":
            return self.answer({"message": "401 Unauthorized"}, 401)
        notes = read("notes.json")
        path, _, query = self.path.removeprefix("/api/v4/").partition("?")
        base = "projects/1/merge_requests/7/notes"
        if path == "user":
            return self.answer({"id": 900})
        if path == base and self.command == "GET":
            return self.page(notes, query)
        note = {"id": len(notes) + 1, "author": {"id": 900}, "body": parse_qs(body)["body"][0]}
        if path == base:
            notes.append(note)
        else:
            number = int(path.removeprefix(base + "/"))
            notes = [note | {"id": number} if each["id"] == number else each for each in notes]
        (folder / "notes.json").write_text(json.dumps(notes))
        return self.answer(note)

    def do_GET(self):
        if self.path.startswith("/api/v4/"):
            return self.handle_gitlab()
        if self.path.startswith("/release/"):
            file = folder / self.path[1:]
            return self.answer(file.read_bytes()) if file.is_file() else self.answer({}, 404)
        return self.handle_api()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET


server = ThreadingHTTPServer(("127.0.0.1", 0), Forge)
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
