export { jobs } from "./capabilities/jobs.ts";
