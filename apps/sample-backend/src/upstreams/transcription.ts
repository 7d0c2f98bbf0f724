import { runReader } from "./run-reader.ts";

await runReader("/transcribe", "heard", Number(process.env["PORT"] ?? 0));
