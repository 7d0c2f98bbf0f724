/**
 * Numbers, keeps and publishes a message in one step, or says which number it has got already. Nothing else runs meanwhile:
 * https://redis.io/docs/latest/develop/interact/programmability/eval-intro/
 *
 * KEYS: the last number of each channel (hash), the history of this one (sorted set), the mark of this message, the epoch.
 * ARGV: channel, Redis channel, message as JSON, a new epoch, the number to go on from, how many to leave out, how many to
 * keep, for how long, for how long to know the message (ms).
 */
export const PUBLISH_SCRIPT = `
local known = redis.call('GET', KEYS[3])
if known then return {tonumber(known), -1} end
redis.call('SET', KEYS[4], ARGV[4], 'NX')
local last = math.max(tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0'), tonumber(ARGV[5]))
local seq = last + tonumber(ARGV[6]) + 1
local number = string.format('%.0f', seq)
redis.call('HSET', KEYS[1], ARGV[1], number)
local message = '{"seq":' .. number .. ',"epoch":"' .. redis.call('GET', KEYS[4]) .. '",' .. string.sub(ARGV[3], 2)
redis.call('ZADD', KEYS[2], number, message)
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[7]))
redis.call('PEXPIRE', KEYS[2], ARGV[8])
redis.call('SET', KEYS[3], number, 'PX', ARGV[9])
return {seq, redis.call('PUBLISH', ARGV[2], message)}
`.trim();
