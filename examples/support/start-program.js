import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Starts a Node program in the folder `cwd` and waits for the line that says it is ready; its first group is its port. */
export async function startProgram(file, { cwd, env, ready }) {
  const program = spawn(process.execPath, [file], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", 2],
  });
  const exit = once(program, "exit");
  const lines = createInterface(program.stdout);
  const [, port] = await new Promise((resolve, reject) => {
    lines.on("line", (line) => ready.test(line) && resolve(line.match(ready)));
    exit.then(([code]) => reject(new Error(`${file} exited with code ${code} before it was ready`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    /** Asks it to stop and resolves with its exit code. */
    async stop() {
      program.kill("SIGTERM");
      const [code] = await exit;
      return code;
    },
  };
}
