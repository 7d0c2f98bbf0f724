import { createApp } from "./app.js";
import { config } from "./config.js";
import { pool } from "./database.js";
import { openQueue } from "./queue.js";

const boss = await openQueue();

const server = createApp(boss).listen(config.port, () => console.log(`listening on port ${server.address().port}`));

function shutDown() {
  server.close(async () => {
    await boss.stop();
    await pool.end();
    process.exit(0);
  });
}
process.on("SIGINT", shutDown);
process.on("SIGTERM", shutDown);
