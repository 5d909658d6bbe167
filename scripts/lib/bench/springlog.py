"""Writes the log of a made-up Spring service: the same one for the same seed and texts."""

import random
import re

# Of 100,000 lines: what the comparison with grep-like tools is defined on.
BATCH = 100_000
HITS = 500
NEAR_MISSES = 5_000
FRAMES = 20_000
FRAMES_OF_A_TRACE = 20

_LEVELS = [" INFO"] * 12 + ["DEBUG"] * 6 + [" WARN"] * 2 + ["ERROR"]
_PACKAGES = [
    "o.a.c.core", "o.a.coyote.http11", "o.a.tomcat.util.net", "o.s.b.w.embedded.tomcat",
    "o.s.web.servlet", "o.s.security.web", "o.h.engine.jdbc.spi", "c.z.hikari.pool",
    "c.e.orders.web", "c.e.orders.service", "c.e.billing.client", "c.e.agent.poll",
]
_CLASSES = [
    "StandardService", "DispatcherServlet", "FilterChainProxy", "HikariPool", "OrderController",
    "InvoiceService", "GatewayClient", "SessionRegistry", "CertificateReloader", "AuditWriter",
    "ConnectionMonitor", "HandshakeStatistics", "KeyStoreWatcher", "EventScheduler",
]
_MESSAGES = [
    "GET /api/orders/{n}?page={n} HTTP/1.1 200 {n} bytes in {n} ms",
    "POST /api/invoices HTTP/1.1 201 {n} bytes in {n} ms, session {h}",
    "Completed initialization of connector [https-jsse-nio-{n}] in {n} ms",
    "Processed {n} events of agent {h}, {n} remain in the queue",
    "Connection {n} of pool orders returned after {n} ms, {n} idle, {n} active",
    "Opened connection to https://gateway{n}.example.com:8443/ with TLSv1.3",
    "Handshake with 10.0.{n}.{n} done in {n} ms, cipher suite TLS_AES_256_GCM_SHA384",
    "Certificate CN=node{n}.example.com is valid for {n} more days",
    "Keystore /etc/orders/keystore.p12 is unchanged since {n} s",
    "Session {h} expired, user user{n}@example.com must log on again",
    "select o.id, o.total from orders o where o.customer = {n} and o.state = 'OPEN'",
    "Retrying request {h} to inventory after status 503, attempt {n} of 5",
    "Authentication of user{n}@example.com succeeded from 192.168.{n}.{n}",
    "Message {h} sent to topic order-events, partition {n}, offset {n}",
    "Cache products: {n} hits, {n} misses, {n} entries, {n} evictions",
    "Scheduled task refreshCertificates finished, next run in {n} s",
    "Request timeout is {n} ms, connection timeout is {n} ms, read timeout is {n} ms",
    "Closing session {h} of host node{n}.example.com, reason: logout",
]
_FRAMES = [
    "org.apache.catalina.core.ApplicationFilterChain.internalDoFilter(ApplicationFilterChain.java:{n})",
    "org.springframework.web.filter.OncePerRequestFilter.doFilter(OncePerRequestFilter.java:{n})",
    "java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:{n})",
    "java.base/sun.security.ssl.TransportContext.dispatch(TransportContext.java:{n})",
    "java.base/sun.nio.ch.NioSocketImpl.connect(NioSocketImpl.java:{n})",
    "com.example.orders.service.InvoiceService.lambda$send${n}(InvoiceService.java:{n})",
    "org.apache.tomcat.util.net.NioEndpoint$SocketProcessor.doRun(NioEndpoint.java:{n})",
]
_COPIES = 8  # of each text, with other heads
_PLACEHOLDER = re.compile(r"<[a-z-]+>")


def write(path, size, texts, literals, seed):
    """Writes at least `size` bytes to `path`; returns how many lines hold one of `texts`."""
    make = _Maker(texts, literals, seed)
    hits = written = 0
    second = 0
    with open(path, "wb") as log:
        while written < size:
            batch = make.batch(second)
            log.write(batch)
            written += len(batch)
            hits += HITS
            second += 60
    return hits


def write_each(path, texts, seed):
    """Writes a line for each of `texts`, in their order."""
    make = _Maker(texts, [], seed)
    with open(path, "wb") as log:
        for index, record in enumerate(make.texts[::_COPIES]):
            log.write(("2026-01-01 00:%02d:%06.3f%s" % (
                index // 60 % 60, index % 60, record)).encode())


class _Maker:
    """Pools of finished lines without their times, from which batches are drawn."""

    def __init__(self, texts, literals, seed):
        self.random = random.Random(seed)
        self.ordinary = self._harmless(
            [self._head() + self._filled(self.random.choice(_MESSAGES)) for _ in range(40_000)],
            literals)
        self.frames = [
            "\tat " + self._filled(self.random.choice(_FRAMES)) + "\n" for _ in range(4_000)]
        self.near = self._harmless(
            [self._head() + self._spoilt(self.random.choice(literals)) for _ in range(20_000)]
            if literals else [], literals)
        self.texts = [self._head() + _PLACEHOLDER.sub(self._value, text) + "\n"
                      for text in texts for _ in range(_COPIES)]

    def batch(self, second):
        """100,000 lines that are written within a minute from `second` on."""
        choice = self.random.choices
        traces = FRAMES // FRAMES_OF_A_TRACE
        plain = BATCH - HITS - NEAR_MISSES - FRAMES
        records = choice(self.texts, k=HITS) + choice(self.ordinary, k=plain)
        frames = choice(self.frames, k=FRAMES)
        # Half of the hits, and as many other lines as it takes, are followed by a stack trace.
        for index in range(traces):
            at = index * 2 if index < HITS // 2 else index + HITS
            trace = frames[index * FRAMES_OF_A_TRACE:(index + 1) * FRAMES_OF_A_TRACE]
            records[at] += "".join(trace)
        records += choice(self.near, k=NEAR_MISSES)
        self.random.shuffle(records)
        day, rest = divmod(second, 86_400)
        minute = "2026-%02d-%02d %02d:%02d:" % (
            1 + day // 28 % 12, 1 + day % 28, rest // 3_600, rest // 60 % 60)
        count = len(records)
        times = ["%s%06.3f" % (minute, 60 * index / count) for index in range(count)]
        return "".join([time + record for time, record in zip(times, records)]).encode()

    def _head(self):
        pick = self.random.choice
        return " %s 4711 --- [%15s] %-40s : " % (
            pick(_LEVELS), "nio-8443-exec-%d" % self.random.randrange(1, 200),
            pick(_PACKAGES) + "." + pick(_CLASSES))

    def _filled(self, text):
        parts = re.split(r"(\{[nh]\})", text)
        return "".join(self._number() if part == "{n}" else self._hex() if part == "{h}" else part
                       for part in parts)

    def _number(self):
        return str(self.random.randrange(1, 10 ** self.random.randrange(1, 5)))

    def _hex(self):
        return "%016x" % self.random.getrandbits(64)

    def _value(self, placeholder):
        return "7" if placeholder.group() in ("<n>", "<line>", "<port>") else "node7.example.com"

    def _spoilt(self, literal):
        """A literal with one letter changed, or its end missing."""
        at = self.random.randrange(len(literal) // 2, len(literal))
        if self.random.random() < 0.5:
            return literal[:at]
        return literal[:at] + ("x" if literal[at] != "x" else "y") + literal[at + 1:]

    @staticmethod
    def _harmless(lines, literals):
        pattern = re.compile("|".join(map(re.escape, literals)) or "$^")
        return [line + "\n" for line in lines if not pattern.search(line)]
