import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Adapter, isChaosError, type RunningReplica } from "@chaos-packs/contract";
import { startOf } from "../../src/reaper/process-identity.ts";
import { runFile } from "../fixtures/run-file.ts";
import { Heard } from "./heard.ts";
import { busy, Programs, quitting, ticking } from "./programs.ts";

const SECONDS = 5_000;
/** So often ticks a program that runs beside a silent one, while that is looked at: on a slow machine the look is longer. */
const LOOK_TICKS = 25;

/** The laws that every adapter for Node programs keeps. */
export function adapterLaws(name: string, open: () => Adapter, countLeft: () => Promise<number>): void {
  suite(`${name} keeps the laws of adapters`, { timeout: 120_000 }, () => {
    const adapter = open();
    const programs = new Programs();
    after(async () => {
      await adapter[Symbol.asyncDispose]();
      programs[Symbol.dispose]();
    });

    async function begin(
      entry: URL,
      env: Readonly<Record<string, string>> = {},
    ): Promise<{ replica: RunningReplica; heard: Heard }> {
      const heard = new Heard();
      const role = { run: "node", entry, env: () => env, ready: { output: /up/ } } as const;
      const replica = await adapter.start({ role, env, output: heard.output }, AbortSignal.timeout(SECONDS));
      return { replica, heard };
    }

    async function beginReady(
      entry: URL,
      env: Readonly<Record<string, string>> = {},
    ): Promise<{ replica: RunningReplica; heard: Heard }> {
      const begun = await begin(entry, env);
      await begun.heard.line(/^up$/);
      return begun;
    }

    /** Looks for some time whether lines come, told by another program that runs: what it says shows that one could. */
    async function beginTwin(): Promise<{ look(): Promise<void> } & AsyncDisposable> {
      const { replica, heard } = await beginReady(programs.write("ticking.ts", ticking));
      return {
        async look() {
          const [, last = "0"] = (heard.lines.at(-1) ?? "").split(" ");
          await heard.line(new RegExp(`^tick ${(Number(last) || 0) + LOOK_TICKS}$`));
        },
        [Symbol.asyncDispose]: () => replica.kill(),
      };
    }

    test("its environment is its own: what the role names, and PATH, HOME, TMPDIR and LANG of the machine", async () => {
      process.env.CHAOS_LAW_LEAK = "seen";
      const entry = programs.write("environment.ts", `console.log(JSON.stringify(process.env));`);
      const { replica, heard } = await begin(entry, { NAME: "me" });
      await replica.exited;
      delete process.env.CHAOS_LAW_LEAK;
      const env: Record<string, string> = JSON.parse(heard.lines[0] ?? "{}");
      assert.equal(env["NAME"], "me");
      // The last is Node's own: it hands a running coverage on to every child.
      const allowed = ["NAME", "PATH", "HOME", "TMPDIR", "LANG", "NODE_V8_COVERAGE"];
      assert.deepEqual(
        Object.keys(env).filter((key) => !allowed.includes(key)),
        [],
      );
      assert.equal(env["PATH"], process.env["PATH"]);
    });

    test("what it writes comes line by line, from both streams, the last line also without its end", async () => {
      const entry = programs.write(
        "writing.ts",
        `process.stdout.write("one\\ntw"); process.stdout.write("o\\r\\n"); process.stderr.write("wrong\\n");
         process.stdout.write("drei\\u00df\\nlast");`,
      );
      const { replica, heard } = await begin(entry);
      await replica.exited;
      assert.deepEqual(
        heard.lines.filter((line) => line !== "wrong"),
        ["one", "two", "dreiß", "last"],
      );
      assert.ok(heard.lines.includes("wrong"));
    });

    // Far more would be lost by the program itself: Node's stdout is asynchronous once a socket's buffer is full.
    test("nothing of its output is lost when it exits right after writing it", async () => {
      const entry = programs.write(
        "exiting.ts",
        `for (let n = 1; n <= 100; n += 1) console.log("line " + n); process.exit(0);`,
      );
      const { replica, heard } = await begin(entry);
      assert.equal((await replica.exited).how, "ended");
      assert.equal(heard.lines.length, 100);
      assert.equal(heard.lines.at(-1), "line 100");
    });

    test("what it writes straight to the file descriptors 1 and 2 is its output, too", async () => {
      const entry = programs.write(
        "descriptors.ts",
        `import { write, writeSync } from "node:fs"; import * as fs from "node:fs";
         writeSync(1, "one\\n"); fs.writeSync(2, Buffer.from("--two\\n--"), 2, 4); fs.writevSync(1, [Buffer.from("th"), Buffer.from("ree\\n")]);
         write(1, "four\\n", (error, count) => console.log(error + " " + count));`,
      );
      const { replica, heard } = await begin(entry);
      assert.equal((await replica.exited).how, "ended");
      assert.deepEqual([...heard.lines].sort(), ["four", "null 5", "one", "three", "two"]);
    });

    test("stops gracefully: its handler of SIGTERM runs and it has ended when nothing is left to do", async () => {
      const { replica, heard } = await beginReady(programs.write("ticking.ts", ticking));
      await replica.stop(AbortSignal.timeout(SECONDS));
      assert.equal((await replica.exited).how, "ended");
      assert.equal(heard.lines.at(-1), "bye");
    });

    test("ends what it has begun before a graceful stop is over", async () => {
      const entry = programs.write(
        "finishing.ts",
        `import { setTimeout as sleep } from "node:timers/promises"; import { gzip } from "node:zlib";
         const idle = setInterval(() => {}, 1000);
         process.once("SIGTERM", async () => {
           clearInterval(idle); await sleep(20);
           gzip(Buffer.alloc(8_000_000), () => console.log("finished"));
         }); console.log("up");`,
      );
      const { replica, heard } = await beginReady(entry);
      await replica.stop(AbortSignal.timeout(SECONDS));
      assert.equal((await replica.exited).how, "ended");
      assert.equal(heard.lines.at(-1), "finished");
    });

    test("stops gracefully by process.exit(0)", async () => {
      const { replica } = await beginReady(programs.write("quitting.ts", quitting));
      await replica.stop(AbortSignal.timeout(SECONDS));
      assert.equal((await replica.exited).how, "ended");
    });

    test("a program that does not listen to SIGTERM is ended by it", async () => {
      const { replica } = await beginReady(
        programs.write("deaf.ts", `setInterval(() => {}, 1000); console.log("up");`),
      );
      await replica.stop(AbortSignal.timeout(SECONDS));
      assert.equal((await replica.exited).how, "ended");
    });

    test("a stop that does not settle ends in a kill", async () => {
      const { replica, heard } = await beginReady(programs.write("busy.ts", busy));
      await heard.line(/^busy$/);
      await replica.stop(AbortSignal.timeout(100));
      assert.equal((await replica.exited).how, "killed");
    });

    test("a program that has nothing left to do ends by itself", async () => {
      const { replica } = await begin(programs.write("done.ts", `console.log("up"); setTimeout(() => {}, 10);`));
      assert.equal((await replica.exited).how, "ended");
    });

    test("nothing in it runs while it is stalled, and it goes on afterwards", async () => {
      await using twin = await beginTwin();
      const { replica, heard } = await beginReady(programs.write("ticking.ts", ticking));
      await heard.line(/^tick 3$/);
      await replica.prepareStall?.();
      for (let round = 0; round < 3; round += 1) {
        await replica.stall();
        await twin.look(); // what it had written before may still be on its way
        const before = heard.lines.length;
        await twin.look();
        assert.equal(heard.lines.length, before);
        await replica.resume();
        await heard.line(/^tick/, before);
      }
      await replica.kill();
    });

    test("can be stalled in a busy loop, and killed while it is", async () => {
      const { replica, heard } = await beginReady(programs.write("busy.ts", busy));
      await heard.line(/^busy$/);
      await replica.stall();
      await replica.kill();
      assert.equal((await replica.exited).how, "killed");
    });

    test("can be killed right after a stall was asked for", async () => {
      for (let round = 0; round < 10; round += 1) {
        const { replica } = await beginReady(programs.write("ticking.ts", ticking));
        await replica.prepareStall?.();
        const stalling = replica.stall();
        await replica.kill();
        await stalling;
        assert.equal((await replica.exited).how, "killed");
      }
    });

    test("can be killed while it goes on from a stall", async () => {
      for (let round = 0; round < 10; round += 1) {
        const { replica } = await beginReady(programs.write("ticking.ts", ticking));
        await replica.stall();
        const resuming = replica.resume();
        await replica.kill();
        await resuming;
        assert.equal((await replica.exited).how, "killed");
      }
    });

    test("does not keep the harness from exiting while it is stalled", async () => {
      for (const [kind, text] of Object.entries({ ticking, busy })) {
        const program = programs.write(`${kind}.ts`, text);
        const { code, output } = await runFile("exit-while-stalled.ts", [name, program.href]);
        assert.equal(code, 7, `${kind}: ${output}`);
      }
    });

    test("says nothing more once a kill has resolved", async () => {
      await using twin = await beginTwin();
      const { replica, heard } = await beginReady(programs.write("ticking.ts", ticking));
      await heard.line(/^tick/);
      await replica.kill();
      const before = heard.lines.length;
      await twin.look();
      assert.equal(heard.lines.length, before);
      assert.deepEqual(await replica.exited, { how: "killed", reason: "killed by the harness" });
    });

    test("killing, stalling or stopping what has ended changes nothing", async () => {
      const { replica } = await begin(programs.write("done.ts", `console.log("up"); setTimeout(() => {}, 10);`));
      const end = await replica.exited;
      await replica.stall();
      await replica.resume();
      await replica.kill();
      await replica.stop(AbortSignal.timeout(SECONDS));
      assert.equal(await replica.exited, end);
      assert.equal(end.how, "ended");
    });

    for (const [what, text] of [
      ["an uncaught error", `setTimeout(() => { throw new Error("boom"); }, 5);`],
      [
        "an unhandled rejection",
        `setTimeout(() => { void Promise.reject(new Error("boom")); }, 5); setInterval(() => {}, 1000);`,
      ],
      ["an error while it loads", `throw new Error("boom");`],
      [
        "a rejected top-level await",
        `setInterval(() => {}, 1000); await Promise.reject(new Error("boom")); export {};`,
      ],
    ] as const) {
      test(`${what} is a crash, and the crash tells it`, async () => {
        const { replica, heard } = await begin(programs.write("crashing.ts", `const unused: number = 1;\n\n${text}`));
        const end = await replica.exited;
        assert.equal(end.how, "crashed");
        const told = `${end.reason}\n${heard.lines.join("\n")}`;
        assert.match(told, /boom/);
        assert.match(told, /crashing\.ts:3/);
      });
    }

    test("an exit code other than 0 is a crash", async () => {
      const { replica } = await begin(programs.write("failing.ts", `process.exit(7);`));
      const end = await replica.exited;
      assert.equal(end.how, "crashed");
      assert.match(end.reason, /^exit code 7/);
    });

    test("a start with an aborted signal is refused", async () => {
      const role = {
        run: "node",
        entry: programs.write("done.ts", ""),
        env: () => ({}),
        ready: { output: /up/ },
      } as const;
      await assert.rejects(adapter.start({ role, env: {}, output: () => {} }, AbortSignal.abort()), {
        name: "AbortError",
      });
    });

    test("an entry that is missing is refused with ENTRY_NOT_FOUND", async () => {
      const entry = new URL("missing.ts", programs.write("done.ts", ""));
      await assert.rejects(begin(entry), (error) => isChaosError(error, "ENTRY_NOT_FOUND"));
    });

    test("an entry that does not compile is refused with ENTRY_FAILED and the line", async () => {
      const entry = programs.write("mistyped.ts", `const a = ;`);
      await assert.rejects(
        begin(entry),
        (error) => isChaosError(error, "ENTRY_FAILED") && /mistyped\.ts:1:10/.test(error.message),
      );
    });

    test("each life begins with fresh modules", async () => {
      programs.write("counter.ts", `export const counter = { value: 0 };`);
      const entry = programs.write(
        "counting.ts",
        `import { counter } from "./counter.ts"; counter.value += 1; console.log("count " + counter.value);
         console.log("up"); setInterval(() => {}, 1000);`,
      );
      for (let life = 0; life < 3; life += 1) {
        const { replica, heard } = await beginReady(entry);
        assert.ok(heard.lines.includes("count 1"));
        await replica.kill();
      }
    });

    test("an edit is seen by the next life", async () => {
      const first = await beginReady(programs.write("edited.ts", `console.log("first"); console.log("up");`));
      await first.replica.exited;
      const second = await beginReady(programs.write("edited.ts", `console.log("second one"); console.log("up");`));
      await second.replica.exited;
      assert.deepEqual([first.heard.lines[0], second.heard.lines[0]], ["first", "second one"]);
    });

    test("finds what lies beside its source, and knows itself to be the main module", async () => {
      const entry = programs.write(
        "located.ts",
        `import { createRequire } from "node:module"; import { pathToFileURL } from "node:url";
         const require = createRequire(import.meta.url);
         console.log(import.meta.url); console.log(require.resolve("./located.ts"));
         console.log(pathToFileURL(process.argv[1] ?? "").href === import.meta.url);`,
      );
      const { replica, heard } = await begin(entry);
      await replica.exited;
      assert.deepEqual(heard.lines, [entry.href, entry.pathname, "true"]);
    });

    const started = `console.log("up"); setInterval(() => {}, 1000);`;
    const toFile = `import { fileURLToPath, pathToFileURL } from "node:url"; import { realpathSync } from "node:fs"; import process from "node:process";`;
    const guards: Readonly<Record<string, readonly [name: string, text: string]>> = {
      "import.meta.url and pathToFileURL": [
        "guarded.ts",
        `${toFile} if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) { ${started} }`,
      ],
      "fileURLToPath and process.argv[1]": [
        "guarded.ts",
        `${toFile} if (process.argv[1] === fileURLToPath(import.meta.url)) { ${started} }`,
      ],
      "real paths": [
        "guarded.ts",
        `${toFile} if (realpathSync(process.argv[1] ?? "") === realpathSync(fileURLToPath(import.meta.url))) { ${started} }`,
      ],
      "a URL made of text": ["guarded.ts", `if (import.meta.url === \`file://\${process.argv[1]}\`) { ${started} }`],
      "the end of the URL": ["guarded.ts", `if (import.meta.url.endsWith(process.argv[1] ?? "?")) { ${started} }`],
      "import.meta.filename": ["guarded.mjs", `if (import.meta.filename === process.argv[1]) { ${started} }`],
      "import.meta.main": ["guarded.mjs", `if (import.meta.main) { ${started} }`],
      "an early look at process.argv[1]": [
        "guarded.ts",
        `import { program } from "./looks-early.ts"; if (import.meta.filename === program) { ${started} }`,
      ],
      "require.main": ["guarded.cjs", `const main = () => { ${started} }; if (require.main === module) main();`],
      "require.main the other way round": ["guarded.cjs", `if (module !== require.main) return; ${started}`],
      "require.main in TypeScript": [
        "guarded.ts",
        `import { setTimeout as sleep } from "node:timers/promises"; declare const require: any, module: any;
         async function main() { await sleep(1); ${started} } if (require.main === module) void main(); export { main };`,
      ],
      "the file of require.main": ["guarded.cjs", `if (require.main?.filename === __filename) { ${started} }`],
      "module.parent": ["guarded.cjs", `if (!module.parent) { ${started} }`],
      "process.mainModule": ["guarded.cjs", `if (process.mainModule === module) { ${started} }`],
    };
    for (const [what, [file, text]] of Object.entries(guards)) {
      test(`an entry that starts only as the program starts, told by ${what}; imported it does not`, async () => {
        programs.write("looks-early.ts", `export const program = process.argv[1];`);
        const entry = programs.write(file, text);
        const { replica } = await beginReady(entry);
        await replica.kill();
        const importer = programs.write("importer.mjs", `import "./${file}"; console.log("imported");`);
        const { replica: other, heard } = await begin(importer);
        assert.equal((await other.exited).how, "ended");
        assert.deepEqual(heard.lines, ["imported"]);
      });
    }

    test("an entry behind a symbolic link knows itself to be the program", async () => {
      programs.write("real.ts", guards["fileURLToPath and process.argv[1]"]?.[1] ?? "");
      const link = programs.link("link.ts", "real.ts");
      const { replica } = await beginReady(link);
      await replica.kill();
    });

    test("what asks for the program that it is part of is told its entry", async () => {
      programs.write("asks.cjs", `console.log(require.main.filename); console.log(!module.parent);`);
      const entry = programs.write("asked.cjs", `require("./asks.cjs");`);
      const { replica, heard } = await begin(entry);
      await replica.exited;
      assert.deepEqual(heard.lines, [entry.pathname, "false"]);
    });

    test("the processes that it started end with it", async () => {
      const entry = programs.write(
        "parent.ts",
        `import { spawn } from "node:child_process";
         const child = spawn("sleep", ["600"], { stdio: "inherit" }); console.log("child " + child.pid); console.log("up");`,
      );
      const { replica, heard } = await beginReady(entry);
      const pid = Number(/\d+/.exec(await heard.line(/^child/))?.[0]);
      assert.notEqual(startOf(pid), undefined);
      await replica.kill();
      await isGone(pid);
    });

    test("can be killed while it waits for a synchronous child, which ends with it", async () => {
      const pidFile = new URL("blocked.pid", programs.write("blocked.ts", ""));
      const entry = programs.write(
        "blocked.ts",
        `import { execFileSync } from "node:child_process"; console.log("up");
         setTimeout(() => execFileSync("sh", ["-c", "echo $$ > ${pidFile.pathname}; exec sleep 60"]), 1);`,
      );
      const { replica, heard } = await beginReady(entry);
      const pid = await pidIn(pidFile);
      const begun = performance.now();
      await replica.kill();
      assert.ok(performance.now() - begun < SECONDS, "the kill waits for the child");
      const { how, reason } = await replica.exited;
      assert.equal(how, "killed");
      await isGone(pid);
      const isThread = adapter.name === "worker-thread";
      assert.equal(/synchronous child process/.test(reason), isThread, reason);
      assert.equal(
        heard.lines.some((line) => /waited for a synchronous child process/.test(line)),
        isThread,
      );
    });

    test("30 starts and kills leave nothing behind", async () => {
      const entry = programs.write("ticking.ts", ticking);
      const before = await countLeft();
      for (let round = 0; round < 30; round += 1) {
        const { replica } = await beginReady(entry);
        await replica.kill();
      }
      assert.ok((await countLeft()) <= before + 1, `${await countLeft()} are left, there were ${before}`); // 1: the spare
    });
  });
}

/** Resolves with the number of the process that writes it there; the suite's timeout bounds the wait. */
async function pidIn(file: URL): Promise<number> {
  for (;;) {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (text.endsWith("\n")) return Number(text);
    await sleep(2);
  }
}

/** Resolves when the process runs no more; the suite's timeout bounds the wait. */
async function isGone(pid: number): Promise<void> {
  while (startOf(pid) !== undefined) await sleep(2);
}
