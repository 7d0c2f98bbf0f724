import type { DependencyKind } from "@chaos-packs/contract";
import { type PostgresOwn, postgres } from "@chaos-packs/postgres";
import { redis } from "@chaos-packs/redis";
import { type Compared, compareWays, type Load, type Pair, type Turns } from "../packages/proxy/bench/compare-ways.ts";
import { loadAverage } from "../packages/proxy/bench/load-average.ts";
import { directly, openLinkWay, wayThrough } from "../packages/proxy/bench/open-ways.ts";
import type { ClientSkills } from "../packages/proxy/bench/processes/client.ts";
import type { Line } from "../packages/proxy/bench/processes/member.ts";
import { startProcess } from "../packages/proxy/bench/processes/process.ts";
import { showCompared } from "../packages/proxy/bench/show-compared.ts";
import type { Way } from "../packages/proxy/bench/way.ts";
import { randomFrom } from "../packages/proxy/src/random.ts";
import type { TappedLinkSkills } from "./processes/serve-link.ts";
import { startContext } from "./processes/start-context.ts";

/** What decoding costs: links with the tap of a kind, beside a link that only passes bytes, to the same real server. */
export interface TapNumbers {
  readonly loads: readonly Compared[];
  /** Programs that wanted a core before and after, one minute's average. */
  readonly loadAverage: readonly [number, number];
  readonly goals: { readonly tapOverLink: number };
}

const CONNECTIONS = 16;
const PAIRS: readonly Pair[] = [
  { way: "direct", beside: "link" },
  { way: "tap", beside: "link" },
  { way: "tap, all wanted", beside: "link" },
];

/** Measures simple queries and GETs through links with and without their taps. */
export async function measureTaps({ rounds = 15, forMs = 200 }: Partial<Turns> = {}): Promise<TapNumbers> {
  const before = loadAverage();
  await using client = startProcess<ClientSkills>(
    new URL("../packages/proxy/bench/processes/client.ts", import.meta.url),
  );
  const loads: Compared[] = [];
  for (const { kind, entry, urlOf, loadAt } of [postgresBench, redisBench]) {
    await using started = await startContext(kind.kind, []);
    await using server = await kind.start(started.context);
    await using lane = await server.openLane("bench", started.context.signal);
    const url = urlOf(lane.own as never);
    const port = Number(new URL(url).port);
    await using link = await openLinkWay("link", port);
    await using unwanted = await openTapped("tap", entry, url, "unwanted");
    await using wanted = await openTapped("tap, all wanted", entry, url, "wanted");
    const ways = [directly(port), link, unwanted, wanted];
    loads.push(await compareWays(client, ways, PAIRS, loadAt(url), { rounds, forMs }, randomFrom(1)));
  }
  return { loads, loadAverage: [before, loadAverage()], goals: { tapOverLink: 0.7 } };
}

/** A table for people. */
export const showTaps = ({ loads, loadAverage: load, goals }: TapNumbers): readonly string[] => [
  ...loads.flatMap(showCompared),
  `goal: tap ${goals.tapOverLink} of link; load average ${load.join(" → ")}`,
];

async function openTapped(name: string, entry: URL, url: string, asked: "wanted" | "unwanted"): Promise<Way> {
  const child = startProcess<TappedLinkSkills>(entry);
  return wayThrough(name, child, await child.ask("open", url, asked));
}

interface TapBench {
  readonly kind: DependencyKind;
  /** The process with a tapped link. */
  readonly entry: URL;
  urlOf(own: never): string;
  loadAt(url: string): Load;
}

const postgresBench: TapBench = {
  kind: postgres({ schema: "create table bench (id int)" }),
  entry: new URL("./processes/postgres-link.ts", import.meta.url),
  urlOf: ({ url }: PostgresOwn) => url,
  loadAt: (url) => ({
    name: "Postgres, select 1",
    unit: "requests/s",
    connections: CONNECTIONS,
    greeting: logIn(new URL(url)),
    question: frame("Q", "select 1\0"),
    // Row description, row, command complete, ready.
    answerBytes: 34 + 12 + 14 + 6,
  }),
};

const redisBench: TapBench = {
  kind: redis(),
  entry: new URL("./processes/redis-link.ts", import.meta.url),
  urlOf: ({ client }: { client: { options: { host?: string; port?: number } } }) =>
    `redis://${client.options.host}:${client.options.port}`,
  loadAt: () => ({
    name: "Redis, GET",
    unit: "requests/s",
    connections: CONNECTIONS,
    greeting: [{ say: "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n", until: "+OK\r\n" }],
    question: "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n",
    answerBytes: "$1\r\nv\r\n".length,
  }),
};

const length = (bytes: number): string => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(bytes);
  return four.toString("latin1");
};
/** https://www.postgresql.org/docs/18/protocol-message-formats.html */
const frame = (type: string, body: string): string => `${type}${length(4 + body.length)}${body}`;

/** With a password in clear text, as our own server asks for it. */
function logIn({ username, password, pathname }: URL): readonly Line[] {
  const startup = `${length(3 << 16)}user\0${decodeURIComponent(username)}\0database\0${pathname.slice(1)}\0\0`;
  return [
    { say: `${length(4 + startup.length)}${startup}`, until: frame("R", length(3)) },
    { say: frame("p", `${decodeURIComponent(password)}\0`), until: frame("Z", "I") },
  ];
}
