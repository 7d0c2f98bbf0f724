// The service under test of the examples: POST /letters/ID hands a letter to the post office at POST_OFFICE. Nothing in it
// knows of chaos. With BLIND=1 it is the broken variant: it sends again whenever no answer came.
import { createServer } from "node:http";
import { connect } from "node:net";

const office = new URL(process.env.POST_OFFICE);

/** Asks the post office one line and resolves with its answer; rejects when the connection breaks. */
const ask = (line) =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(office.port), office.hostname, () => socket.write(`${line}\n`));
    socket.once("data", (answer) => {
      resolve(String(answer).trim());
      socket.end();
    });
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed without an answer")));
  });

async function handOver(letter) {
  for (let attempt = 1; ; attempt++) {
    try {
      const mayBeThere = attempt > 1 && process.env.BLIND !== "1";
      if (mayBeThere && (await ask(`HAS ${letter}`)) === "YES") return;
      await ask(`SEND ${letter}`);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

const server = createServer(async ({ method, url }, response) => {
  const answer = (status, body) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (method !== "POST") return answer(200, {});
  const letter = url.split("/").at(-1);
  await handOver(letter).then(
    () => answer(200, { letter }),
    (error) => answer(503, { error: String(error) }),
  );
});
server.listen(Number(process.env.PORT), "127.0.0.1");
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});
