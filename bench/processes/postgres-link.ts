import { postgres, statement } from "@chaos-packs/postgres";
import { serveLink } from "./serve-link.ts";

serveLink((url) => postgres({ url, schema: "create table bench (id int)" }), {
  wanted: statement(/^select/, () => ({ of: "bench" })),
  unwanted: statement(/^insert into bench/, () => ({ of: "bench" })),
});
