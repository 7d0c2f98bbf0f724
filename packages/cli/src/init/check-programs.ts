import { join } from "node:path";
import { ChaosError } from "@chaos-packs/contract";
import { findProgram } from "../doctor/find-program.ts";
import type { Service } from "../service/service.ts";

/** Throws PROGRAM_NOT_FOUND for a role whose program is nowhere. */
export async function checkPrograms({ roles }: Service, folder: string): Promise<void> {
  for (const { name, command, cwd } of roles) {
    const [program = ""] = command;
    if (await findProgram(program, { folder: join(folder, cwd), environment: process.env })) continue;
    throw new ChaosError("PROGRAM_NOT_FOUND", {
      expected: `the program of ${name} on the PATH`,
      came: `no ${program}`,
      todo: `Install it, or correct the command: --start '${name}=…'.`,
    });
  }
}
