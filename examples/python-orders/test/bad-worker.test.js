import assert from "node:assert/strict";
import test from "node:test";
import { childProcess, defineTarget } from "@chaos-packs/contract/target";
import { openChaos } from "@chaos-packs/harness";
import { hasPython } from "../has-python.js";

const skip = hasPython ? false : "there is no python3 from 3.10 on this machine";

const SERVE = `
import http.server, os, signal, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_):
        pass
def serve(port):
    http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
`;
const SERVE_ITS_PORT = 'serve(int(os.environ["PORT"]))';

/** A target whose only worker is this program. */
const worker = (program) =>
  defineTarget({
    name: "a bad worker",
    dependencies: {},
    roles: {
      worker: childProcess({
        command: ["python3", "-u", "-c", `${SERVE}${program}`],
        ready: { path: "/healthz" },
        readyWithinMs: 5_000,
        env: ({ port }) => ({ PORT: String(port) }),
      }),
    },
    capabilities: [],
  });

const errorOf = (program) =>
  openChaos(worker(program)).then(
    () => assert.fail("it was ready"),
    (error) => error,
  );

async function withWorker(program, look) {
  const chaos = await openChaos(worker(program));
  try {
    return await look(chaos.replica("worker"));
  } finally {
    await chaos[Symbol.asyncDispose]();
  }
}

test("of a worker that dies at boot the end of its traceback is told", { skip }, async () => {
  const { code, message } = await errorOf("import a_module_of_another_world");
  assert.equal(code, "ROLE_DIED");
  assert.match(message, /exit code 1/);
  assert.match(message, /No module named 'a_module_of_another_world'/);
});

test("of a worker that binds another port it is told where it was expected, and what it said", { skip }, async () => {
  const { code, message } = await errorOf('print("listening somewhere"); serve(0)');
  assert.equal(code, "ROLE_NOT_READY");
  assert.match(message, /answers 200 on http:\/\/127\.0\.0\.1:\d+\/healthz/);
  assert.match(message, /listening somewhere/);
});

test("a worker that prints garbage runs on", { skip }, async () => {
  const garbage = "sys.stdout.buffer.write(bytes(range(256)) * 4_000)";
  await withWorker(`${garbage}\nsys.stdout.buffer.flush()\n${SERVE_ITS_PORT}`, (replica) => {
    assert.ok(replica.isRunning());
    assert.ok(replica.lines.length > 0);
  });
});

test("a worker that ignores SIGTERM is ended when its grace is over, and said to be killed", { skip }, async () => {
  const deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN)";
  await withWorker(`${deaf}\n${SERVE_ITS_PORT}`, async (replica) => {
    assert.equal(await replica.stop(100), "killed");
    assert.ok(!replica.isRunning());
  });
});
