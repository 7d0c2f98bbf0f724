/**
 * Numbers, keeps and publishes a message in one step, or says which number it has got already. Nothing else runs meanwhile:
 * https://redis.io/docs/latest/develop/interact/programmability/eval-intro/
 *
 * A position is `17 epoch 0`: the last number, the epoch that it is of, and the number from which that went on. A channel
 * begins a new epoch when Redis knows nothing of it any more, or less than who publishes.
 *
 * KEYS: the position of each channel (hash), the history of this one (sorted set), the mark of this message.
 * ARGV: channel, Redis channel, a new epoch, message as JSON, the number to go on from, how many to leave out, how many to
 * keep, for how long, for how long to know the message (ms).
 */
export const PUBLISH_SCRIPT = `
local known = redis.call('GET', KEYS[3])
if known then return {known, -1} end
local last, epoch, floor = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '', '^(%d+) (%S+) (%d+)$')
if not last or tonumber(last) < tonumber(ARGV[5]) then
  last, epoch, floor = ARGV[5], ARGV[3], ARGV[5]
end
local number = string.format('%.0f', tonumber(last) + tonumber(ARGV[6]) + 1)
local position = number .. ' ' .. epoch .. ' ' .. floor
redis.call('HSET', KEYS[1], ARGV[1], position)
local message = '{"seq":' .. number .. ',"epoch":"' .. epoch .. '","floor":' .. floor .. ',' .. string.sub(ARGV[4], 2)
redis.call('ZADD', KEYS[2], number, message)
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[7]))
redis.call('PEXPIRE', KEYS[2], ARGV[8])
redis.call('SET', KEYS[3], position, 'PX', ARGV[9])
return {position, redis.call('PUBLISH', ARGV[2], message)}
`.trim();
