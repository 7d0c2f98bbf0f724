// The upstream of the shop: every price is 7.
import { createServer } from "node:http";

createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end('{"price":7}');
}).listen(Number(process.env.PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
