// A bare job service: it takes jobs on, and tells how they are and what they have made.
import http from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
pool.on("error", () => {});

const routes = {
  async "POST /jobs"() {
    const { rows } = await pool.query(
      "with job as (insert into jobs (input) values ('some words to count') returning id), queued as (insert into queue (job) select id from job) select id from job",
    );
    return rows[0];
  },
  async "GET /jobs"(id) {
    const { rows } = await pool.query("select status from jobs where id = $1", [id]);
    return rows[0];
  },
  async "GET /results"(id) {
    const { rows } = await pool.query("select line from results where job = $1 order by line", [id]);
    return rows;
  },
};

const server = http.createServer(async (request, response) => {
  const [, path, id] = request.url.split("/");
  try {
    const answer = await routes[`${request.method} /${path}`](id);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
  } catch (error) {
    response.statusCode = 503;
    response.end(String(error));
  }
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
process.once("SIGTERM", () => server.close(() => pool.end()));
