import { access, constants, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Role, Target } from "@chaos-packs/contract";
import { findProgram } from "./find-program.ts";
import { type Check, type Finding, type Machine, missing, well } from "./finding.ts";

/** The programs by which a target's roles are started: entry modules, python3, java …, and the folders in which they run. */
export const checkCommands =
  ({ roles }: Pick<Target, "roles">): Check =>
  async (machine) => {
    const findings = await Promise.all(Object.entries(roles).map(([name, role]) => checkRole(name, role, machine)));
    return findings.flat();
  };

async function checkRole(name: string, role: Role, machine: Machine): Promise<readonly Finding[]> {
  if (role.run === "remote") return [well(`role ${name} runs at ${role.url}`)];
  if (role.run === "node") return [await checkEntry(name, fileURLToPath(role.entry))];
  const { cwd, command } = role;
  const folder = cwd ?? machine.folder;
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    return [missing(`role ${name}: its cwd ${folder} is no folder`, `Correct \`cwd\` of target.roles.${name}.`)];
  return checkProgram(name, command, { ...machine, folder });
}

async function checkEntry(name: string, entry: string): Promise<Finding> {
  const isReadable = await access(entry, constants.R_OK).then(
    () => true,
    () => false,
  );
  return isReadable
    ? well(`role ${name} is started by ${entry}`)
    : missing(
        `role ${name}: no file ${entry}`,
        `Build the service first, or correct \`entry\` of target.roles.${name}.`,
      );
}

async function checkProgram(name: string, command: readonly string[], machine: Machine): Promise<readonly Finding[]> {
  const [program = "", ...args] = command;
  const path = await findProgram(program, machine);
  if (path === undefined) {
    const where = program.includes("/") ? `in ${machine.folder}` : "on the PATH";
    return [
      missing(
        `role ${name}: no program ${program} ${where}`,
        `Install ${program}, or correct \`command\` of target.roles.${name}.`,
      ),
    ];
  }
  return [well(`role ${name} is started by ${path}${args.length > 0 ? ` ${args.join(" ")}` : ""}`)];
}
