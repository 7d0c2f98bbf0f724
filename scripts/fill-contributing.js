// Puts the files of docs/examples into CONTRIBUTING.md: each block whose first line names one gets its text anew.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../CONTRIBUTING.md", import.meta.url);
const block = /```(ts|js)\n\/\/ (docs\/examples\/\S+)\n[\s\S]*?```/g;
const filled = readFileSync(path, "utf8").replace(block, (_, language, file) => {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
  return `\`\`\`${language}\n// ${file}\n${text}\`\`\``;
});
writeFileSync(path, filled);
