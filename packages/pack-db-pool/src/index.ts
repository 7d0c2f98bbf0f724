export { queries } from "./capabilities/queries.ts";
