import { ChaosError } from "@chaos-packs/contract/kind";
import { oneAtATime } from "./one-at-a-time.ts";
import type { Reading } from "./problem.ts";
import type { PopulatedProxy, ProxyChange, ProxySpec, ToxicSpec } from "./proxy-spec.ts";
import { replaceProxies } from "./replace-proxies.ts";
import { type ProxySurroundings, ServedProxy } from "./served-proxy.ts";

/** All proxies by name. Every change is made wholly or not at all, and one at a time. */
export class Proxies implements AsyncDisposable {
  readonly #surroundings: ProxySurroundings;
  readonly #byName = new Map<string, ServedProxy>();
  readonly #inTurn = oneAtATime();
  #isClosed = false;

  constructor(surroundings: ProxySurroundings) {
    this.#surroundings = surroundings;
  }

  list(): readonly ServedProxy[] {
    return [...this.#byName.values()];
  }

  /** Throws PROXY_NOT_FOUND. */
  get(name: string): ServedProxy {
    const proxy = this.#byName.get(name);
    if (proxy) return proxy;
    throw new ChaosError("PROXY_NOT_FOUND", {
      expected: `a proxy named ${JSON.stringify(name)}`,
      came: `there are ${this.#byName.size} others`,
      todo: "GET /proxies lists them; POST /proxies makes one.",
    });
  }

  /** Throws PROXY_EXISTS, PORT_TAKEN, LISTEN_FAILED. */
  create(spec: ProxySpec): Promise<ServedProxy> {
    return this.#change(async () => {
      if (this.#byName.has(spec.name)) throw exists(spec.name);
      const [made] = await this.#replace([spec]);
      return made as ServedProxy;
    });
  }

  /** Makes and replaces proxies; one that fits already keeps its connections. Throws PORT_TAKEN, LISTEN_FAILED. */
  populate(wanted: readonly PopulatedProxy[]): Promise<readonly ServedProxy[]> {
    return this.#change(async () => {
      const specs = wanted.map((each) => fitted(each, this.#byName.get(each.name)));
      await this.#replace(specs.filter((spec) => this.#byName.get(spec.name)?.spec !== spec));
      for (const { name, toxics } of wanted) if (toxics) await this.get(name).toxics.replace(toxics);
      return specs.map(({ name }) => this.get(name));
    });
  }

  /** Toxics stay; connections do not when an address changes. Throws PROXY_NOT_FOUND, PORT_TAKEN, LISTEN_FAILED. */
  change(name: string, change: ProxyChange): Promise<ServedProxy> {
    return this.#change(async () => {
      const spec = changed(this.get(name), change);
      if (spec !== this.get(name).spec) await this.#replace([spec]);
      return this.get(name);
    });
  }

  /** Closes it with its connections. Throws PROXY_NOT_FOUND. */
  remove(name: string): Promise<void> {
    return this.#change(async () => {
      const proxy = this.get(name);
      this.#byName.delete(name);
      await proxy[Symbol.asyncDispose]();
    });
  }

  /** Enables all proxies and removes all toxics. Throws PORT_TAKEN, LISTEN_FAILED. */
  reset(): Promise<void> {
    return this.#change(async () => {
      const disabled = this.list().filter(({ spec }) => !spec.isEnabled);
      await this.#replace(disabled.map(({ spec }) => ({ ...spec, isEnabled: true, toxics: [] })));
      for (const proxy of this.list()) await proxy.toxics.replace([]);
    });
  }

  /** Throws PROXY_NOT_FOUND, TOXIC_EXISTS, TOXIC_NOT_POSSIBLE, CONNECTION_NOT_FOUND. */
  addToxic(name: string, toxic: ToxicSpec): Promise<void> {
    return this.#change(() => this.get(name).addToxic(toxic));
  }

  /** `read` makes the new toxic from the old. Throws PROXY_NOT_FOUND, TOXIC_NOT_FOUND, TOXIC_NOT_POSSIBLE. */
  changeToxic(name: string, toxic: string, read: (old: ToxicSpec) => Reading<ToxicSpec>): Promise<Reading<ToxicSpec>> {
    return this.#change(async () => {
      const proxy = this.get(name);
      const reading = read(proxy.toxics.get(toxic));
      if ("value" in reading) proxy.toxics.change(toxic, reading.value);
      return reading;
    });
  }

  /** Throws PROXY_NOT_FOUND, TOXIC_NOT_FOUND. */
  removeToxic(name: string, toxic: string): Promise<void> {
    return this.#change(() => this.get(name).toxics.remove(toxic));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inTurn(async () => {
      this.#isClosed = true;
      await Promise.all(this.list().map((proxy) => proxy[Symbol.asyncDispose]()));
      this.#byName.clear();
    });
  }

  /** Puts new proxies in the places of those with the same names. */
  async #replace(specs: readonly ProxySpec[]): Promise<readonly ServedProxy[]> {
    const replacements = specs.map((spec) => ({
      fresh: new ServedProxy(spec, this.#surroundings),
      old: this.#byName.get(spec.name),
    }));
    await replaceProxies(replacements);
    for (const { fresh } of replacements) this.#byName.set(fresh.spec.name, fresh);
    return replacements.map(({ fresh }) => fresh);
  }

  #change<T>(action: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      if (!this.#isClosed) return action();
      throw new ChaosError("CLOSING", {
        expected: "a proxy server that runs",
        came: "it is being closed",
        todo: "Start it again.",
      });
    });
  }
}

const exists = (name: string): ChaosError =>
  new ChaosError("PROXY_EXISTS", {
    expected: "a new name",
    came: `there is a proxy named ${JSON.stringify(name)}`,
    todo: "Change it with POST /proxies/{name}, replace it with POST /populate, or use another name.",
  });

/** What a proxy has to become; the very spec it has when nothing changes. */
function fitted(wanted: PopulatedProxy, old: ServedProxy | undefined): ProxySpec {
  const isEnabled = wanted.isEnabled ?? true;
  if (!old) return { ...wanted, isEnabled, toxics: wanted.toxics ?? [] };
  const { spec } = old;
  const listen = listensThere(spec, wanted.listen) ? spec.listen : wanted.listen;
  const isFitting = listen === spec.listen && spec.upstream.text === wanted.upstream.text;
  if (!isFitting) return { ...wanted, listen, isEnabled, toxics: wanted.toxics ?? [] };
  if ((wanted.isEnabled ?? spec.isEnabled) === spec.isEnabled) return spec;
  return { ...spec, isEnabled, toxics: wanted.toxics ?? old.toxics.lasting() };
}

function changed(proxy: ServedProxy, { listen, upstream, isEnabled }: ProxyChange): ProxySpec {
  const { spec } = proxy;
  const isSame =
    (listen === undefined || listensThere(spec, listen)) &&
    (upstream === undefined || upstream.text === spec.upstream.text) &&
    (isEnabled ?? spec.isEnabled) === spec.isEnabled;
  if (isSame) return spec;
  return {
    ...spec,
    listen: listen && !listensThere(spec, listen) ? listen : spec.listen,
    upstream: upstream ?? spec.upstream,
    isEnabled: isEnabled ?? spec.isEnabled,
    toxics: proxy.toxics.lasting(),
  };
}

/** Whether a proxy listens where it should; any port will do when none is asked for. */
const listensThere = ({ listen }: ProxySpec, { host, port }: ProxySpec["listen"]): boolean =>
  listen.host === host && (listen.port === port || port === 0);
