#!/usr/bin/env python3
"""How large, quick and frugal the deployed function is: prints a table.

    tests/bench/function.py target/lambda/jiayuan-function

Start to first poll and warm requests are measured by a Runtime API of our own, which hands out events and
takes the answers over plain sockets; JIAYUAN_RIE names AWS's emulator, which is asked as well. No table is
needed: the requests are those that end before the store.
"""

import http.client
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).resolve().parent.parent
STARTS, WARM = 25, 1000
LIMITS = {"size": 6.0, "native": 10.0, "pinned": 5.0, "warm": 1.0, "memory": 20.0}


class RuntimeApi:
    """What Lambda speaks to a runtime: one connection at a time, as fast as Python can."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.connections = {}

    def request(self):
        """The next request: its connection, line and body."""
        import select

        while True:
            ready, _, _ = select.select([self.listener, *self.connections], [], [], 20)
            if not ready:
                raise SystemExit("the function does not poll")
            for one in ready:
                if one is self.listener:
                    connection, _ = self.listener.accept()
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self.connections[connection] = b""
                    continue
                data = one.recv(1 << 16)
                if not data:
                    del self.connections[one]
                    continue
                self.connections[one] += data
                whole = self.whole(one)
                if whole:
                    return whole

    def whole(self, connection):
        data = self.connections[connection]
        head, found, rest = data.partition(b"\r\n\r\n")
        if not found:
            return None
        lines = head.decode("latin-1").lower().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:])
        if headers.get("transfer-encoding") == "chunked":
            if not rest.endswith(b"0\r\n\r\n"):
                return None
            body, self.connections[connection] = rest, b""
        else:
            length = int(headers.get("content-length", 0))
            if len(rest) < length:
                return None
            body, self.connections[connection] = rest[:length], rest[length:]
        return connection, head.decode("latin-1").split("\r\n")[0], body

    def event(self, connection, event, number):
        body = json.dumps(event).encode()
        deadline = int(time.time() * 1000) + 10_000
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"Lambda-Runtime-Aws-Request-Id: {number}\r\nLambda-Runtime-Deadline-Ms: {deadline}\r\n"
            "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:f\r\n"
            "Lambda-Runtime-Trace-Id: Root=1-0-0\r\n\r\n"
        )
        connection.sendall(head.encode() + body)

    def accepted(self, connection):
        connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")


def environment(reply, address, roots):
    settings = {
        "AWS_LAMBDA_RUNTIME_API": address,
        "AWS_LAMBDA_FUNCTION_NAME": "function",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_LOG_STREAM_NAME": "log",
        "AWS_LAMBDA_LOG_GROUP_NAME": "log",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "id",
        "AWS_SECRET_ACCESS_KEY": "key",
        "JIAYUAN_SECRET": "0f" * 32,
        "JIAYUAN_RECIPIENT": "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
        "JIAYUAN_REPLY": str(reply),
    }
    return settings | ({"JIAYUAN_TLS_ROOTS": str(roots)} if roots else {})


def first_poll(binary, reply, roots):
    """Milliseconds from the start of the process to its first poll, sorted."""
    times = []
    for _ in range(STARTS):
        api = RuntimeApi()
        begun = time.perf_counter()
        process = subprocess.Popen([binary], env=environment(reply, api.address, roots))
        try:
            api.request()
            times.append((time.perf_counter() - begun) * 1000)
        finally:
            process.kill()
            process.wait()
    return sorted(times)


def warm(binary, reply, events):
    """Milliseconds from event to answer for each of the events, and the most memory held, in MB."""
    api = RuntimeApi()
    process = subprocess.Popen([binary], env=environment(reply, api.address, None))
    times = {name: [] for name in events}
    try:
        connection, _, _ = api.request()
        for number in range(WARM):
            for name, (event, status) in events.items():
                begun = time.perf_counter()
                api.event(connection, event, number)
                answering, _, body = api.request()
                times[name].append((time.perf_counter() - begun) * 1000)
                assert f'"statusCode":{status}'.encode() in body, body[:400]
                api.accepted(answering)
                connection, _, _ = api.request()
        held = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        peak = next(line for line in held.splitlines() if line.startswith("VmHWM"))
        return times, int(peak.split()[1]) / 1024
    finally:
        process.kill()
        process.wait()


def emulated(binary, reply, emulator, event):
    """Milliseconds of a warm invocation through AWS's own emulator, which adds its own time."""
    ports = []
    for _ in range(2):
        with socket.create_server(("127.0.0.1", 0)) as free:
            ports.append(free.getsockname()[1])
    settings = os.environ | environment(reply, "", None)
    del settings["AWS_LAMBDA_RUNTIME_API"]
    process = subprocess.Popen(
        [emulator, "--runtime-interface-emulator-address", f"127.0.0.1:{ports[0]}",
         "--runtime-api-address", f"127.0.0.1:{ports[1]}", binary],
        env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", ports[0]), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        times = []
        for _ in range(200):
            connection = http.client.HTTPConnection("127.0.0.1", ports[0], timeout=20)
            begun = time.perf_counter()
            connection.request("POST", "/2015-03-31/functions/function/invocations", json.dumps(event))
            answer = json.loads(connection.getresponse().read())
            times.append((time.perf_counter() - begun) * 1000)
            assert answer["statusCode"] == 200, answer
            connection.close()
        return times
    finally:
        process.terminate()
        process.wait()


def main():
    binary = os.path.abspath(sys.argv[1])
    events = TESTS / "it/events"
    load = lambda name: json.loads((events / f"{name}.json").read_text())
    requests = {
        "health": (load("get_health"), 200),
        "challenge": (load("get_challenge_through_cdn"), 200),
        "a plain form to its check page": (load("post_report_form"), 200),
    }
    with tempfile.TemporaryDirectory() as folder:
        reply = pathlib.Path(folder)
        (reply / "intake.json").write_bytes((TESTS / "it/function_intake.json").read_bytes())
        (reply / "zh-CN.html").write_text("<title>%%title%%</title><main>%%main%%</main>")
        system = pathlib.Path("/etc/ssl/certs/ca-certificates.crt").read_text()
        end = "-----END CERTIFICATE-----\n"
        roots = reply / "roots.pem"
        roots.write_text(end.join(system.split(end)[:4]) + end)

        rows = [("binary", f"{os.path.getsize(binary) / 1e6:.2f} MB", f"≤ {LIMITS['size']} MB")]
        for name, file in [("native", None), ("pinned", roots)]:
            times = first_poll(binary, reply, file)
            shown = f"{statistics.median(times):.1f} ms (fastest {times[0]:.1f}, slowest {times[-1]:.1f})"
            rows.append((f"start to first poll, {name} roots", shown, f"≤ {LIMITS[name]} ms"))
        times, memory = warm(binary, reply, requests)
        for name, taken in times.items():
            shown = f"{statistics.median(taken):.2f} ms p50, {statistics.quantiles(taken, n=100)[98]:.2f} p99"
            rows.append((f"warm: {name}, the loop included", shown, f"≤ {LIMITS['warm']} ms over the loop"))
        rows.append((f"most memory after {WARM * len(requests)} requests", f"{memory:.1f} MB", f"≤ {LIMITS['memory']} MB"))
        if emulator := os.environ.get("JIAYUAN_RIE"):
            taken = emulated(binary, reply, emulator, requests["health"][0])
            rows.append(("warm: health through AWS's emulator", f"{statistics.median(taken):.2f} ms p50", "its own time included"))
    print("| figure | here | wanted |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
