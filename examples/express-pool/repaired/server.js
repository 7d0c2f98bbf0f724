import { config } from "../src/config.js";
import { pool } from "../src/pool.js";
import { createApp } from "./app.js";

const server = createApp().listen(config.port, () => console.log(`listening on port ${server.address().port}`));

function shutDown() {
  server.close(async () => {
    await pool.end();
    process.exit(0);
  });
}
process.on("SIGINT", shutDown);
process.on("SIGTERM", shutDown);
