/** The text of the test that puts a target through a pack. */
export const testFile = (pack: string, from: string): string => `import { registerChaos } from "@chaos-packs/harness";
import { ${pack} } from ${JSON.stringify(from)};

await registerChaos({ target: new URL("./target.js", import.meta.url), packs: [${pack}] });
`;
