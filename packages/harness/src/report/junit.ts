import type { Finished } from "../runner.ts";
import type { Session } from "../session.ts";
import type { RunFailure } from "./chaos-json.ts";
import { describeFailure } from "./describe-failure.ts";

const asXmlText = (text: string): string =>
  text
    // Control characters are not allowed in XML 1.0, escaped or not.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** A run as JUnit XML: a suite a pack, a case a scenario. */
export function junitOf(
  finished: readonly Finished[],
  session: Pick<Session, "seed" | "adapter">,
  { failure, notRun = 0 }: { readonly failure?: RunFailure | undefined; readonly notRun?: number } = {},
): string {
  const packs = [...new Set(finished.map(({ planned }) => planned.pack))];
  const suites = packs.map((pack) => {
    const own = finished.filter(({ planned }) => planned.pack === pack);
    const failures = own.filter(({ outcome }) => outcome !== "holds" && outcome !== "skipped").length;
    const skipped = own.filter(({ outcome }) => outcome === "skipped").length;
    const cases = own.map((each) => caseOf(each, session)).join("\n");
    return `  <testsuite name="${asXmlText(pack)}" tests="${own.length}" failures="${failures}" skipped="${skipped}">\n${cases}\n  </testsuite>`;
  });
  if (failure) suites.push(failedRun(failure, notRun));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
}

/** A run that failed as a whole is an error of its own; scenarios that did not run have no case. */
function failedRun({ code, message }: RunFailure, notRun: number): string {
  const text = asXmlText(`${message}\n${notRun} scenarios were not run`);
  const error = `<testcase classname="chaos" name="the run"><error type="${asXmlText(code)}" message="${asXmlText(code)}">${text}</error></testcase>`;
  return `  <testsuite name="chaos" tests="1" failures="0" errors="1" skipped="0">\n    ${error}\n  </testsuite>`;
}

function caseOf(finished: Finished, session: Pick<Session, "seed" | "adapter">): string {
  const { planned, outcome, durationMs, because } = finished;
  const head = `    <testcase classname="${asXmlText(planned.pack)}" name="${asXmlText(planned.title)}" time="${(durationMs / 1_000).toFixed(3)}"`;
  if (outcome === "holds") return `${head}/>`;
  if (outcome === "skipped") return `${head}><skipped message="${asXmlText(because[0] ?? "")}"/></testcase>`;
  const text = asXmlText(describeFailure(finished, session));
  return `${head}><failure type="${outcome}" message="${asXmlText(because[0] ?? outcome)}">${text}</failure></testcase>`;
}
