export { type Provisioned, type ProvisionOptions, provisionRedis } from "./provision/provision-redis.ts";
