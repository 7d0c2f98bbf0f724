import { ChaosError, type Json, type Target } from "@chaos-packs/contract";
import { loadInstalled } from "../record/load-installed.ts";
import { parseDone, parseRequest } from "../record/parse-request.ts";
import type { Service } from "../service/service.ts";
import { targetOfService } from "../service/target-of-service.ts";
import type { Recorded, RecordedMessage } from "./suggest/recorded.ts";

/** What a recording needs of the harness. */
interface Harness {
  parseUntil(until: string): unknown;
  record(
    target: Target,
    options: { readonly journey: object; readonly again: boolean },
  ): Promise<{
    readonly messages: readonly RecordedMessage[];
    readonly answers: readonly Json[];
    readonly problems: readonly string[];
  }>;
}

/** What is asked of the service, as flags say it. */
interface Asked {
  readonly role: string;
  readonly request: string;
  readonly done?: string | undefined;
}

/**
 * Runs a service once with a request, on real servers.
 *
 * @throws ChaosError RECORDING_FAILED, NOT_INSTALLED, MALFORMED_REQUEST, MALFORMED_UNTIL, and what the start of a role throws
 */
export async function recordService(service: Service, asked: Asked, folder: string): Promise<Recorded> {
  const { role } = asked;
  const request = parseRequest("--request", asked.request);
  const done = asked.done === undefined ? undefined : parseDone(asked.done);
  const harness = await loadInstalled<Harness>("@chaos-packs/harness", folder);
  if (done?.until !== undefined) harness.parseUntil(done.until);
  const { messages, answers, problems } = await harness.record(await targetOfService(service, folder), {
    // What is mapped is checked by its values; a second request may be refused where the first one was not.
    again: false,
    journey: {
      request: { role, ...request },
      ...(done && {
        done: { request: { role, ...done.request }, ...(done.until !== undefined && { until: done.until }) },
      }),
    },
  });
  const [problem] = problems;
  if (problem !== undefined)
    throw new ChaosError("RECORDING_FAILED", {
      expected: `${asked.request} to be answered with success${asked.done === undefined ? "" : `, and ${asked.done} to show that it is done`}`,
      came: problem,
      todo: "Nothing was written. Correct --request and --done, or leave them out to write the files without a recording.",
    });
  const kinds = Object.fromEntries(service.dependencies.map(({ name, kind }) => [name, kind]));
  return { role, request, done, answers, messages, kinds };
}
