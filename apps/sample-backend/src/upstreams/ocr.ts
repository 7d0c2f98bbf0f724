import { runReader } from "./run-reader.ts";

await runReader("/ocr", "seen", Number(process.env["PORT"] ?? 0));
