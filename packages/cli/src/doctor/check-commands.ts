import type { Target } from "@chaos-packs/contract";
import { findProgram } from "./find-program.ts";
import { type Check, type Finding, missing, well } from "./finding.ts";

/** The programs by which a target's roles are started: python3, java … */
export const checkCommands =
  ({ roles }: Pick<Target, "roles">): Check =>
  async (machine) => {
    const findings: Finding[] = [];
    for (const [role, how] of Object.entries(roles)) {
      if (how.run !== "command") continue;
      const [program = ""] = how.command;
      const path = await findProgram(program, machine);
      findings.push(
        path === undefined
          ? missing(
              `role ${role}: no program ${program} on the PATH`,
              `Install ${program}, or give the role's command another.`,
            )
          : well(`role ${role} is started by ${path}`),
      );
    }
    return findings;
  };
