const WORDS = [
  "GET ",
  "POST ",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "/a?b=c ",
  "HTTP/1.1",
  "HTTP/1.0",
  "HTTP/1.1 200 OK",
  "HTTP/1.1 100 Continue\r\n\r\n",
  "HTTP/1.1 204 No Content\r\n\r\n",
  "\r\n",
  "\r\n\r\n",
  "\n",
  "\n\n",
  "\r",
  "host: x\r\n",
  "Content-Length: 5\r\n",
  "content-length: 5, 5\r\n",
  "content-length: 5\r\ncontent-length: 6\r\n",
  "content-length: -1\r\n",
  "content-length: 99999999999999999999\r\n",
  "transfer-encoding: chunked\r\n",
  "transfer-encoding: gzip, chunked\r\n",
  "transfer-encoding : chunked\r\n",
  "connection: close\r\n",
  "content-type: application/x-ndjson\r\n",
  "expect: 100-continue\r\n",
  "upgrade: websocket\r\n",
  " folded\r\n",
  "5\r\nhello\r\n",
  "5;x=1\r\nhello\r\n",
  "0\r\n\r\n",
  "0\r\nx-sum: 1\r\n\r\n",
  "ffffffffff\r\n",
  "hello",
  '{"a":1}',
] as const;

const MESSAGES = [
  "GET /a HTTP/1.1\r\nhost: x\r\n\r\n",
  "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello",
  "POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
  "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
  "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
] as const;

/** Traffic that is almost HTTP: whole messages, parts of them in any order, and bytes of any kind. */
export function badTraffic(random: () => number): Buffer {
  const parts: Buffer[] = [];
  const of = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const count = Math.floor(random() * 24);
  for (let index = 0; index < count; index++) {
    const kind = random();
    if (kind < 0.35) parts.push(Buffer.from(of(MESSAGES)));
    else if (kind < 0.95) parts.push(Buffer.from(of(WORDS)));
    else parts.push(Buffer.from(Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256))));
  }
  const bytes = Buffer.concat(parts);
  // Some bytes are others, as on a line that nobody checks.
  if (random() < 0.3 && bytes.length > 0) {
    for (let flips = Math.floor(random() * 4); flips >= 0; flips--)
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  }
  return bytes;
}
