import { isLoopback } from "../listening/loopback.ts";
import { type Address, parseAddress, parseListen } from "./address.ts";
import { fieldsByName, JsonFields, nameOfJson } from "./json-fields.ts";
import { below, type Problem, type Reading, readingOf } from "./problem.ts";
import type { PopulatedProxy, ProxyChange, ProxySpec, ToxicSpec } from "./proxy-spec.ts";
import { readToxic } from "./read-toxic.ts";

/** What may be asked of a proxy. */
export interface Limits {
  /** True: addresses on other machines are taken. */
  readonly isRemoteAllowed: boolean;
}

// "Logger" is what some versions of Toxiproxy show of a proxy by mistake; so it stands in files made from that.
const known = ["name", "listen", "upstream", "enabled", "toxics", "logger"];

/** Reads a proxy as `POST /proxies` takes it. */
export function readNewProxy(value: unknown, limits: Limits): Reading<ProxySpec> {
  const problems: Problem[] = [];
  const proxy = readProxy(value, "", limits, problems);
  return readingOf(proxy && { ...proxy, isEnabled: proxy.isEnabled ?? true, toxics: proxy.toxics ?? [] }, problems);
}

/** Reads a list of proxies as `POST /populate` and the config file have it. */
export function readProxies(value: unknown, limits: Limits): Reading<readonly PopulatedProxy[]> {
  const problems: Problem[] = [];
  const proxies: PopulatedProxy[] = [];
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      const proxy = readProxy(each, below("", index), limits, problems);
      if (proxy) proxies.push(proxy);
    }
    refuseDuplicates(value, problems);
  } else {
    problems.push({ path: "", code: "BODY_NOT_POSSIBLE", expected: "an array of proxies", came: nameOfJson(value) });
  }
  return readingOf(proxies, problems);
}

/**
 * Reads a change of the proxy with this name. Toxics may be named, and are left alone: clients send a proxy as they know
 * it, and have not always heard of its toxics.
 */
export function readProxyChange(value: unknown, name: string, limits: Limits): Reading<ProxyChange> {
  const problems: Problem[] = [];
  const fields = new JsonFields(value, "", known, problems);
  const given = fields.string("name") || name;
  if (given !== name) fields.refuse("name", `the name to stay ${JSON.stringify(name)}`, nameOfJson(given));
  const listen = readAddress(fields, "listen", parseListen, limits);
  const upstream = fields.get("upstream") === "" ? missing(fields, "upstream") : readUpstream(fields, limits);
  const isEnabled = fields.boolean("enabled");
  return readingOf({ listen, upstream, isEnabled }, problems);
}

function readProxy(value: unknown, path: string, limits: Limits, problems: Problem[]): PopulatedProxy | undefined {
  const before = problems.length;
  const fields = new JsonFields(value, path, known, problems);
  if (problems.length > before && !fields.has("name") && !fields.has("upstream")) return undefined;
  const name = fields.string("name") || missing(fields, "name");
  const upstream = fields.get("upstream") ? readUpstream(fields, limits) : missing(fields, "upstream");
  const listen = fields.has("listen") ? readAddress(fields, "listen", parseListen, limits) : parseListen("");
  const isEnabled = fields.boolean("enabled");
  const toxics = readToxics(fields.array("toxics"), below(path, "toxics"), problems);
  if (problems.length > before || !name || !upstream || !listen) return undefined;
  return { name, listen, upstream, isEnabled, toxics };
}

function missing(fields: JsonFields, name: string): undefined {
  if (fields.get(name) === undefined || fields.get(name) === "") {
    fields.refuse(name, name, "it is missing", "MISSING_FIELD");
  }
}

function readUpstream(fields: JsonFields, limits: Limits): Address | undefined {
  const address = readAddress(fields, "upstream", parseAddress, limits);
  if (address?.port !== 0) return address;
  fields.refuse("upstream", "a port from 1 to 65535", `it is "${address.text}"`, "ADDRESS_NOT_POSSIBLE");
  return undefined;
}

function readAddress(
  fields: JsonFields,
  name: "listen" | "upstream",
  parse: (text: string) => Address | undefined,
  { isRemoteAllowed }: Limits,
): Address | undefined {
  const text = fields.string(name);
  if (text === undefined) return undefined;
  const address = parse(text);
  if (!address) {
    fields.refuse(name, "host:port with a port up to 65535", nameOfJson(text), "ADDRESS_NOT_POSSIBLE");
  } else if (!isRemoteAllowed && !isLoopback(address.host)) {
    const expected = "an address on loopback, unless started with --allow-remote";
    fields.refuse(name, expected, nameOfJson(text), "NOT_LOOPBACK");
    return undefined;
  }
  return address;
}

function readToxics(
  values: readonly unknown[] | undefined,
  path: string,
  problems: Problem[],
): readonly ToxicSpec[] | undefined {
  const names = new Set<string>();
  return values?.flatMap((value, index) => {
    const toxic = readToxic(value, below(path, index), problems);
    if (!toxic) return [];
    if (toxic.connection !== undefined) {
      const expected = "no connection: a new proxy has none yet";
      problems.push({
        path: below(below(path, index), "connection"),
        code: "BODY_NOT_POSSIBLE",
        expected,
        came: nameOfJson(toxic.connection),
      });
    }
    if (names.has(toxic.name)) {
      const came = `${JSON.stringify(toxic.name)} is there twice`;
      problems.push({
        path: below(below(path, index), "name"),
        code: "DUPLICATE",
        expected: "a name of its own",
        came,
      });
    }
    names.add(toxic.name);
    return [toxic];
  });
}

/** Names and ports that stand twice in one list. */
function refuseDuplicates(values: readonly unknown[], problems: Problem[]): void {
  const names = new Set<unknown>();
  const listens = new Set<string>();
  for (const [index, value] of values.entries()) {
    const path = below("", index);
    const fields = fieldsByName(value);
    const [name, listen, enabled] = ["name", "listen", "enabled"].map((field) => fields.get(field));
    const refuse = (field: string, expected: string, what: unknown) =>
      problems.push({
        path: below(path, field),
        code: "DUPLICATE",
        expected,
        came: `${JSON.stringify(what)} is there twice`,
      });
    if (typeof name === "string" && name !== "") {
      if (names.has(name)) refuse("name", "a name of its own", name);
      names.add(name);
    }
    const address = typeof listen === "string" && enabled !== false ? parseListen(listen) : undefined;
    if (!address || address.port === 0) continue;
    const at = `${address.host} ${address.port}`;
    if (listens.has(at)) refuse("listen", "an address of its own", listen);
    listens.add(at);
  }
}
