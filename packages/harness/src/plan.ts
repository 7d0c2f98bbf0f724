import { ChaosError, type Pack, type Run, runsOf, type Target } from "@chaos-packs/contract";
import { checkPacks } from "./checks/check-packs.ts";
import type { Missing } from "./checks/missing.ts";
import { whyNot } from "./checks/why-not.ts";
import type { ChaosOptions } from "./options.ts";
import { repeatCommand } from "./report/repeat-command.ts";

/** One run to be made, or to be skipped with a reason. */
export interface Planned {
  readonly pack: string;
  readonly run: Run;
  /** `kill-mid-chunk`, `upstream-fails-mid-job (429)`, and which repetition when there are several. */
  readonly title: string;
  /** What the target lacks for it; nothing: it is run. */
  readonly skip: readonly Missing[];
}

/** All runs that the options ask for, in the order of packs and scenarios. Throws for a pack or id that is not there. */
export function planRuns(
  packs: readonly Pack[],
  target: Target,
  options: Pick<ChaosOptions, "pack" | "only" | "quick" | "repeat">,
): readonly Planned[] {
  checkPacks(packs);
  checkNames(packs, options);
  const runs = packs
    .filter(({ name }) => options.pack === undefined || name === options.pack)
    .flatMap(({ name, scenarios }) =>
      Object.entries(scenarios).flatMap(([id, scenario]) => runsOf(id, scenario).map((run) => ({ pack: name, run }))),
    )
    .filter(
      ({ pack, run }) =>
        options.only.length === 0 || options.only.some((only) => only === run.id || only === `${pack}/${run.id}`),
    )
    .filter(({ run }) => !options.quick || run.quick)
    .map(({ pack, run }) => ({ pack, run, title: titleOf(run), skip: whyNot(run, target) }));
  if (options.repeat === 1) return runs;
  return Array.from({ length: options.repeat }, (_, turn) =>
    runs.map((each) => ({ ...each, title: `${each.title} [${turn + 1}/${options.repeat}]` })),
  ).flat();
}

/** `id`, or `id (variant)`. */
export const titleOf = ({ id, variant }: Pick<Run, "id" | "variant">): string =>
  variant === undefined ? id : `${id} (${variant})`;

function checkNames(packs: readonly Pack[], { pack, only }: Pick<ChaosOptions, "pack" | "only">): void {
  if (pack !== undefined && !packs.some(({ name }) => name === pack)) {
    throw new ChaosError("UNKNOWN_PACK", {
      expected: `one of the packs ${packs.map(({ name }) => name).join(", ")}`,
      came: `"${pack}"`,
      todo: `${repeatCommand(["--list"])} lists the scenarios of all packs.`,
    });
  }
  const ids = packs.flatMap(({ name, scenarios }) => Object.keys(scenarios).flatMap((id) => [id, `${name}/${id}`]));
  const stranger = only.find((id) => !ids.includes(id));
  if (stranger === undefined) return;
  const near = ids
    .filter((id) => !id.includes("/") && id.split("-").some((word) => word.length > 3 && stranger.includes(word)))
    .slice(0, 5);
  throw new ChaosError("UNKNOWN_SCENARIO", {
    expected: `the id of a scenario${near.length > 0 ? `, perhaps ${near.join(", ")}` : ""}`,
    came: `"${stranger}"`,
    todo: `${repeatCommand(["--list"])} lists them all.`,
  });
}
