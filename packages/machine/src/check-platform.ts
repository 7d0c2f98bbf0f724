import { ChaosError } from "@chaos-packs/contract/kind";

/** Throws UNSUPPORTED_PLATFORM where processes cannot be stopped and continued: Windows. */
export function checkPlatform(platform: NodeJS.Platform = process.platform): void {
  if (platform !== "win32") return;
  throw new ChaosError("UNSUPPORTED_PLATFORM", {
    expected: "Linux or macOS",
    came: "this is Windows, where processes cannot be stalled, nor ended by signals",
    todo: "Run in WSL 2 (wsl --install, then clone and npm ci inside it).",
  });
}
