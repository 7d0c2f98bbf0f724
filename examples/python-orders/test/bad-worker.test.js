import assert from "node:assert/strict";
import test from "node:test";
import { childProcess, defineTarget, kill, stop } from "@chaos-packs/contract";
import { openChaos } from "@chaos-packs/harness";
import { hasPython } from "../has-python.js";

const skip = hasPython ? false : "there is no python3 from 3.10 on this machine";

const SERVE = `
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
def serve(port): http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
`;

/** A target whose only worker is this program. */
const worker = (program, ready = { path: "/" }) =>
  defineTarget({
    name: "a bad worker",
    dependencies: {},
    roles: {
      worker: childProcess({
        command: ["python3", "-u", "-c", SERVE + program],
        ready,
        readyWithinMs: 5_000,
        env: ({ port }) => ({ PORT: String(port) }),
      }),
    },
    capabilities: [],
  });

const refused = (program, ready) => assert.rejects(openChaos(worker(program, ready))).then(() => {});
const errorOf = (program, ready) => openChaos(worker(program, ready)).then(
  () => assert.fail("it was ready"),
  (error) => error,
);

test("of a worker that dies at boot the last lines are shown, its traceback included", { skip }, async () => {
  const { code, message } = await errorOf("import psycopg_of_another_world");
  assert.equal(code, "ROLE_DIED");
  assert.match(message, /No module named 'psycopg_of_another_world'/);
  assert.match(message, /exit code 1/);
});

test("of a worker that binds another port the one that was expected is told", { skip }, async () => {
  const error = await errorOf("print('listening on 0', flush=True); serve(0)");
  console.log(error.message);
  assert.equal(error.code, "ROLE_NOT_READY");
});

test("garbage", { skip }, async () => {
  const chaos = await openChaos(worker("import threading\nsys.stdout.buffer.write(bytes(range(256)) * 4000); sys.stdout.buffer.flush()\nserve(int(os.environ['PORT']))"));
  try { assert.ok(chaos.replica("worker").isRunning()); } finally { await chaos[Symbol.asyncDispose](); }
});
test("sigterm", { skip }, async () => {
  const chaos = await openChaos(worker("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nserve(int(os.environ['PORT']))"));
  try { console.log(await chaos.replica("worker").stop(300)); } finally { await chaos[Symbol.asyncDispose](); }
});
