import type { Answers, Given } from "./answers.ts";
import type { Asker } from "./asker.ts";
import { completeAnswers } from "./complete-answers.ts";
import type { FolderHints } from "./found/folder-hints.ts";

const PACKS = ["db-pool", "pubsub", "worker-failures"];

/** Asks for what flags did not say, with what the folder tells as the usual answers. */
export async function askAnswers(asker: Asker, given: Given, hints: FolderHints, folder: string): Promise<Answers> {
  const usual = completeAnswers(given, hints, folder);
  const name = given.name ?? (await asker.text("What is the service called?", usual.name));
  const pack = given.pack ?? (await asker.choose("Which pack?", PACKS, usual.pack));
  const roles = given.start.length > 0 ? given : { ...given, ...(await askRoles(asker, given, hints)) };
  const servers = await askServers(asker, given, usual);
  const port = given.port ?? (await asker.text("Which variable tells a program its port?", usual.port));
  const promise = given.promise.length > 0 || pack !== "db-pool" ? given.promise : await askPoolSize(asker);
  const request =
    given.request ?? (await asker.text('A request to record, such as POST /notes {"title":"one"} (empty: none)'));
  const done =
    given.done ??
    (request === "" ? "" : await asker.text("How is it seen to be done? GET /notes/{title}, or … $.status=done"));
  const said = { ...given, ...roles, ...servers, name, pack, port, promise, request: request || undefined };
  // What was refused at the terminal is not taken from the folder after all.
  return completeAnswers({ ...said, done: done || undefined }, { roles: [] }, name);
}

/** One role after the other, until nothing is said. */
async function askRoles(
  asker: Asker,
  given: Given,
  hints: FolderHints,
): Promise<Pick<Given, "start" | "ready" | "replicas">> {
  const start: string[] = [];
  const ready = [...given.ready];
  const replicas = [...given.replicas];
  for (;;) {
    const hint = hints.roles.find((each) => !start.some((role) => role.startsWith(`${each.name}=`)));
    const asks =
      start.length === 0
        ? "What starts the API? (api=node src/api.js)"
        : "Another role? (worker=node src/worker.js; none: no more)";
    const usual = hint ? `${hint.name}=${hint.command}` : start.length === 0 ? undefined : "none";
    const role = await asker.text(asks, usual);
    if (role === "" || role === "none") return { start, ready, replicas };
    start.push(role);
    const [, name = "api"] = /^([a-z][\w-]*)=/.exec(role) ?? [];
    const when = await asker.text(
      `When is ${name} ready? A path that answers 200, or a text that it writes`,
      "not known",
    );
    if (when !== "not known") ready.push(`${name}=${when}`);
    const count = await asker.text(`How many replicas of ${name}?`, "1");
    if (count !== "1") replicas.push(`${name}=${count}`);
  }
}

async function askServers(
  asker: Asker,
  given: Given,
  usual: Answers,
): Promise<Pick<Given, "postgres" | "redis" | "http">> {
  const postgres =
    given.postgres ?? (await asker.text("Postgres? (DATABASE_URL=schema.sql)", usual.postgres ?? "none"));
  const redis = given.redis ?? (await asker.text("Redis? (REDIS_URL)", usual.redis ?? "none"));
  if (given.http.length > 0) return { postgres, redis, http: given.http };
  const http: string[] = [];
  for (;;) {
    const upstream = await asker.text("An HTTP upstream? (OCR_URL=./fake-ocr.js)", "none");
    if (upstream === "none" || upstream === "") return { postgres, redis, http };
    http.push(upstream);
  }
}

async function askPoolSize(asker: Asker): Promise<readonly string[]> {
  const size = await asker.text("How many connections does its pool keep? (pg keeps 10)", "no promise");
  return size === "no promise" ? [] : [`poolSize=${size}`];
}
