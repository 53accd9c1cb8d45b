"""Clients that each keep one connection and post as fast as they are answered; prints how long each answer took, in ms.

Usage: clients.py PORT TOKEN CLIENTS EACH PATH BODY     (a body of "-" gets PATH instead of posting)
"""
import multiprocessing, socket, sys, time

port, token, clients, each, path, body = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5], sys.argv[6]
method = "GET" if body == "-" else "POST"
text = b"" if body == "-" else body.encode()
REQUEST = (f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
           f"Content-Length: {len(text)}\r\n\r\n").encode() + text


def more(link):
    piece = link.recv(65536)
    if not piece:
        raise RuntimeError("the server closed the connection")
    return piece


def answer(link):
    data = more(link)
    while b"\r\n\r\n" not in data:
        data += more(link)
    head, rest = data.split(b"\r\n\r\n", 1)
    length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
    while len(rest) < length:
        rest += more(link)
    return head[9:12], rest


def client(start):
    link = socket.create_connection(("127.0.0.1", port))
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    start.wait()
    times = []
    for _ in range(each):
        began = time.perf_counter()
        link.sendall(REQUEST)
        status, rest = answer(link)
        times.append((time.perf_counter() - began) * 1000)
        if status not in (b"200", b"201"):
            raise RuntimeError(f"{status} {rest[:300]}")
    return times


if __name__ == "__main__":
    with multiprocessing.Manager() as manager:
        start = manager.Barrier(clients)
        with multiprocessing.Pool(clients) as pool:
            for times in pool.map(client, [start] * clients, chunksize=1):
                print("\n".join(f"{one:.3f}" for one in times))
