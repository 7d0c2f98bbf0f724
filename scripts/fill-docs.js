// Puts real files into the pages: each code block whose first line names a file gets that file's text anew.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const guides = readdirSync(new URL("docs/guides/", root)).map((name) => `docs/guides/${name}`);
for (const page of ["README.md", "CONTRIBUTING.md", ...guides]) {
  const text = readFileSync(new URL(page, root), "utf8");
  const filled = text.replace(/```(ts|js)\n\/\/ (\S+\/\S+)\n[\s\S]*?```/g, (_, language, file) => {
    return `\`\`\`${language}\n// ${file}\n${readFileSync(new URL(file, root), "utf8")}\`\`\``;
  });
  if (filled !== text) writeFileSync(new URL(page, root), filled);
}
