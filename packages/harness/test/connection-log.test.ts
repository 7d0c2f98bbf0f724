import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionLog } from "../src/lane/connection-log.ts";

const seen = () => ({ by: { role: "worker", index: 0, incarnation: 1 }, dependency: "postgres", at: 1 });
const told = ({ events }: ConnectionLog) => events.map(({ phase, connection }) => `${phase} ${connection}`);

test("connections of two links are told apart, though each counts from 1", () => {
  const log = new ConnectionLog();
  const [one, other] = [log.listen(seen), log.listen(seen)];
  one({ phase: "dialled", connection: 1 });
  other({ phase: "dialled", connection: 1 });
  other({ phase: "refused", connection: 1 });
  one({ phase: "closed", connection: 1 });
  other({ phase: "closed", connection: 1 });
  assert.deepEqual(told(log), ["dialled 1", "dialled 2", "refused 2", "closed 1", "closed 2"]);
});

test("the late closing of a connection that former roles had is left out", () => {
  const log = new ConnectionLog();
  const [former, fresh] = [log.listen(seen), log.listen(seen)];
  former({ phase: "dialled", connection: 1 });
  log.begin();
  fresh({ phase: "dialled", connection: 1 });
  former({ phase: "closed", connection: 1 });
  former({ phase: "dialled", connection: 2 });
  former({ phase: "closed", connection: 2 });
  assert.deepEqual(told(log), ["dialled 2", "dialled 3", "closed 3"]);
});

test("events of a link that does not number its connections are kept as they are", () => {
  const log = new ConnectionLog();
  log.listen(seen)({ phase: "dialled" });
  assert.deepEqual(told(log), ["dialled undefined"]);
});
