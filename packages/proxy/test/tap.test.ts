import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import type { Tap, TapConnection } from "../src/index.ts";
import { TestClient } from "./support/client.ts";
import { linkTo } from "./support/link.ts";
import { startEcho, startServer } from "./support/servers.ts";
import { eventually, quietWhile } from "./support/turns.ts";

/** A tap that passes all on, but for what is given. */
const passing = (connection: TapConnection, own: Partial<Tap> = {}): Tap => ({
  up: (bytes) => void connection.sendUp(bytes),
  down: (bytes) => void connection.sendDown(bytes),
  ...own,
});

/** A gate that is held until it is opened. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe("a tap", { timeout: 20_000 }, () => {
  it("sees all bytes, and only what it sends on is sent", async () => {
    const seen: string[] = [];
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      tap: (connection) => ({
        up: (bytes) => {
          seen.push(`up ${bytes}`);
          connection.sendUp(Buffer.from(String(bytes).toUpperCase()));
          return undefined;
        },
        down: (bytes) => {
          seen.push(`down ${bytes}`);
          connection.sendDown(Buffer.from(`<${bytes}>`));
          return undefined;
        },
      }),
    });
    await using client = new TestClient(link.port);
    client.write("hi");
    assert.equal(await client.until("<HI>"), "<HI>");
    assert.deepEqual(seen, ["up hi", "down HI"]);
  });

  it("may answer by itself, without the server", async () => {
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      tap: (connection) => passing(connection, { up: () => void connection.sendDown(Buffer.from("N")) }),
    });
    await using client = new TestClient(link.port);
    client.write("ssl?");
    assert.equal(await client.until("N"), "N");
    assert.equal((await server.next()).bytesRead, 0);
  });

  it("is given nothing more while it thinks, and an end waits behind it", async () => {
    const { opened, open } = gate();
    const seen: string[] = [];
    await using server = await startServer((socket) => {
      socket.on("end", () => socket.end("saw the end"));
      socket.resume();
    });
    await using link = await linkTo(server.port, {
      tap: (connection) =>
        passing(connection, {
          async up(bytes) {
            seen.push(String(bytes));
            await opened;
            connection.sendUp(bytes);
          },
        }),
    });
    await using client = new TestClient(link.port);
    client.write("one");
    await eventually(() => seen.length === 1);
    client.socket.end("two");
    await quietWhile();
    const served = await server.next();
    assert.deepEqual(seen, ["one"]);
    assert.equal(served.bytesRead, 0);
    assert.equal(served.readableEnded, false);
    open();
    assert.equal(await client.ending, "fin");
    assert.equal(served.bytesRead, 6);
    assert.equal(client.read, "saw the end");
  });

  it("hears of bytes only when the link lets them through, and what it sends is held likewise", async () => {
    const { opened, open } = gate();
    const seen: string[] = [];
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      tap: (connection) =>
        passing(connection, {
          async up(bytes) {
            seen.push(String(bytes));
            await opened;
            connection.sendUp(bytes);
          },
        }),
    });
    await using client = new TestClient(link.port);
    client.write("first");
    await eventually(() => seen.length === 1);
    const served = await server.next();
    const partition = await link.partition();
    client.write("second");
    open();
    await quietWhile();
    assert.equal(served.bytesRead, 0);
    assert.deepEqual(seen, ["first"]);
    await partition[Symbol.asyncDispose]();
    assert.equal(await client.until("second"), "firstsecond");
  });

  it("may reset its connection: the server never hears of what was held", async () => {
    let closed = 0;
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      tap: (connection) => passing(connection, { up: () => void connection.reset(), closed: () => void closed++ }),
    });
    await using client = new TestClient(link.port);
    client.write("never heard");
    assert.equal(await client.ending, "rst");
    await eventually(() => closed === 1 && link.connections() === 0);
    assert.ok(server.sockets.every((socket) => socket.bytesRead === 0));
  });

  it("hears once that its connection is gone, and sends into the void from then on", async () => {
    const connections: TapConnection[] = [];
    let closed = 0;
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      tap: (connection) => {
        connections.push(connection);
        return passing(connection, { closed: () => void closed++ });
      },
    });
    await using client = new TestClient(link.port);
    await client.echo("x");
    client.socket.end();
    await eventually(() => closed === 1);
    connections[0]?.sendUp(Buffer.from("late"));
    connections[0]?.sendDown(Buffer.from("late"));
    connections[0]?.reset();
    await quietWhile();
    assert.equal(closed, 1);
    assert.equal((await server.next()).bytesRead, 1);
    assert.equal(connections[0]?.id, 1);
  });

  it("says what is busy and what is established", async () => {
    let isBusy = true;
    let isEstablished = false;
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      tap: (connection) => passing(connection, { isBusy: () => isBusy, isEstablished: () => isEstablished }),
    });
    await using client = new TestClient(link.port);
    await client.echo("a");
    await link.fail({ how: "rst", at: "idle" });
    await using _ = await link.fail({ how: "rst", at: "mid-reply" });
    await client.echo("b");
    await client.echo("c");
    isEstablished = true;
    client.write("1234");
    assert.equal(await client.ending, "rst");
    assert.equal(client.read, "abc12");
    isEstablished = false;
    await using idle = new TestClient(link.port);
    await idle.echo("d");
    isBusy = false;
    await link.fail({ how: "rst", at: "idle" });
    assert.equal(await idle.ending, "rst");
  });

  it("hears of each end in order, may still speak before it, and holds it while it thinks", async () => {
    const { opened, open } = gate();
    const seen: string[] = [];
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      tap: (connection) =>
        passing(connection, {
          up: (bytes) => {
            seen.push(`up ${bytes}`);
            connection.sendUp(bytes);
            return undefined;
          },
          upEnd: async () => {
            seen.push("up end");
            await opened;
            connection.sendUp(Buffer.from(" bye"));
          },
          downEnd: () => {
            seen.push("down end");
            connection.sendDown(Buffer.from("!"));
            return undefined;
          },
        }),
    });
    await using client = new TestClient(link.port);
    client.socket.end("hello");
    await client.until("hello");
    await quietWhile();
    assert.deepEqual(seen, ["up hello", "up end"]);
    open();
    assert.equal(await client.ending, "fin");
    assert.equal(client.read, "hello bye!");
    assert.deepEqual(seen, ["up hello", "up end", "down end"]);
  });

  it("hears of no end when a side was torn down", async () => {
    let ends = 0;
    await using server = await startEcho();
    await using link = await linkTo(server.port, {
      tap: (connection) => passing(connection, { upEnd: () => void ends++, downEnd: () => void ends++ }),
    });
    await using client = new TestClient(link.port);
    await client.echo("x");
    client.socket.resetAndDestroy();
    await eventually(() => link.connections() === 0);
    assert.equal(ends, 0);
  });

  for (const [how, up] of Object.entries<Tap["up"]>({
    throws: () => {
      throw new Error("bad frame");
    },
    rejects: () => Promise.reject(new Error("bad frame")),
  })) {
    it(`that ${how} has its connection reset, and closing the link says so`, async () => {
      await using server = await startEcho();
      const link = await linkTo(server.port, { tap: (connection) => passing(connection, { up }) });
      await using client = new TestClient(link.port);
      client.write("x");
      assert.equal(await client.ending, "rst");
      await assert.rejects(
        async () => link[Symbol.asyncDispose](),
        (error) => isChaosError(error, "TAP_FAILED") && (error.cause as Error).message === "bad frame",
      );
    });
  }
});
