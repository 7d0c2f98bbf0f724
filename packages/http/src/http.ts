import { access } from "node:fs/promises";
import {
  ChaosError,
  type DependencyKind,
  type DependencyLane,
  type KindProblem,
  type MessageReader,
  type Program,
  type StartContext,
  troubleOf,
} from "@chaos-packs/contract/kind";
import { openLink } from "@chaos-packs/proxy";
import { httpFaults } from "./faults/http-faults.ts";
import { type HttpOwn, openOwn } from "./http-own.ts";
import { httpKind } from "./kind.ts";
import { readMessages } from "./read-message.ts";
import { RuleBook } from "./rules/rule-book.ts";
import { HOLD_LIMITS, type HoldLimits } from "./tap/held-message.ts";
import { openTap } from "./tap/open-tap.ts";
import { type UpstreamAddress, upstreamAddress } from "./upstream-address.ts";

/** A request that makes a service forget what it has seen. */
export interface ResetRequest {
  readonly method: string;
  readonly path: string;
}

/** Which service, and how it is brought back to its first state. */
export type HttpOptions = (
  | { /** A service of the target's own; every lane runs one for itself. */ readonly service: Program }
  | {
      /** A service that runs already and is shared by all lanes. */
      readonly url: string;
      /** Hosts beside loopback that may be spoken to. */
      readonly allowHosts?: readonly string[];
    }
) & {
  /** Sent at each lane's reset; default none. */
  readonly reset?: ResetRequest;
  /**
   * How much of a message is kept back, and for how long, when a moment or a rule reads its body; default 1 MiB and 5 s.
   * What is larger or slower is shown without its body, and then passes as it comes.
   */
  readonly hold?: Partial<HoldLimits>;
};

/** An HTTP service that the target calls. Throws at its start what `upstreamAddress` throws. */
export const http = (options: HttpOptions): DependencyKind<HttpOwn> => ({
  readMessages: readMessages as (dependency: string) => MessageReader,
  ...httpKind,
  faults: httpFaults,
  check: () => checkService(options),
  async start(context) {
    const shared = "url" in options ? upstreamAddress(options.url, options.allowHosts ?? []) : undefined;
    return {
      version: "service" in options ? options.service.name : options.url,
      async openLane() {
        if (shared) return openLane(context, shared, options);
        const { service } = options as { readonly service: Program };
        const program = await context.launch(service);
        return openLane(context, { host: "127.0.0.1", port: program.port }, options, { program, service });
      },
      async [Symbol.asyncDispose]() {},
    };
  },
});

/** Whether the module of a service of the target's own is there. */
async function checkService(options: HttpOptions): Promise<readonly KindProblem[]> {
  if (!("service" in options) || !("entry" in options.service.run)) return [];
  const { entry } = options.service.run;
  return access(entry).then(
    () => [],
    () => [{ says: `there is no file ${entry.pathname}`, todo: "Build the service first, or correct `run.entry`." }],
  );
}

function openLane(
  { name, patterns, seed }: StartContext,
  upstream: UpstreamAddress,
  { reset, hold }: HttpOptions,
  running?: { readonly program: AsyncDisposable; readonly service: Program },
): DependencyLane<HttpOwn> {
  const host = upstream.host.includes(":") ? `[${upstream.host}]` : upstream.host;
  const limits = { ...HOLD_LIMITS, ...hold };
  const readyPath = running && "path" in running.service.ready ? running.service.ready.path : undefined;
  const own = openOwn(`http://${host}:${upstream.port}`);
  return {
    own,
    control: undefined,
    link({ by, watch, connection, unseen }) {
      const rules = new RuleBook(seed + by.index);
      return openLink({
        by,
        dependency: name,
        upstream,
        // Whether the host is loopback or was named on purpose has been seen to at the start.
        isRemoteAllowed: true,
        url: (port) => `http://127.0.0.1:${port}`,
        tap: (each) => openTap(each, { by, dependency: name, patterns, watch, rules, limits, unseen }),
        rule: (rule) => rules.lay(rule),
        connection,
        seed: seed + by.index,
      });
    },
    // Only a service that is run for the lane is looked at, by the path that shows it to be ready.
    trouble: async (signal) =>
      readyPath && troubleOf(() => own.request("GET", readyPath, undefined, {}, signal), signal),
    async reset() {
      if (!reset) return;
      const { status } = await own.request(reset.method, reset.path);
      if (status >= 400) throw resetFailed(name, reset, status);
    },
    async [Symbol.asyncDispose]() {
      await own[Symbol.asyncDispose]();
      await running?.program[Symbol.asyncDispose]();
    },
  };
}

const resetFailed = (name: string, { method, path }: ResetRequest, status: number): ChaosError =>
  new ChaosError("RESET_FAILED", {
    expected: `${name} to forget its state at ${method} ${path}`,
    came: `it answered ${status}`,
    todo: "Give the service that route, or leave out `reset`.",
  });
