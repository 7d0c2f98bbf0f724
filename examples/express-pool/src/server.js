import { createApp } from "./app.js";
import { config } from "./config.js";
import { pool } from "./pool.js";

const server = createApp().listen(config.port, () => console.log(`listening on port ${server.address().port}`));

function shutDown() {
  server.close(async () => {
    await pool.end();
    process.exit(0);
  });
}
process.on("SIGINT", shutDown);
process.on("SIGTERM", shutDown);
