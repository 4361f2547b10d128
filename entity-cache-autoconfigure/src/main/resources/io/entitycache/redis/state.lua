-- The shared state. Creates it if there is none that is whole, or if it is to be renewed.
--
-- KEYS  meta hash, log stream
-- ARGV  1 incarnation for a new state, 8 bytes    2 incarnation to be renewed, or ''
-- returns the server's time, and the fields and values of the meta hash

local meta, log = KEYS[1], KEYS[2]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function isFlux(field)
  return string.sub(field, 1, 2) == 'f:'
end

local known = redis.pcall('HMGET', meta, 'incarnation', 'seq')
local whole = not known.err and known[1] and #known[1] == 8 and known[2] and string.match(known[2], '^%d+$')
if not whole or known[1] == ARGV[2] then
  -- Transactions that are about to commit are so in the new incarnation too.
  local kept = whole and redis.call('HGETALL', meta) or {}
  redis.call('DEL', meta, log)
  redis.call('HSET', meta, 'incarnation', ARGV[1], 'seq', 0)
  for at = 1, #kept, 2 do
    if isFlux(kept[at]) then
      redis.call('HSET', meta, kept[at], kept[at + 1])
    end
  end
end

local all, fields = redis.call('HGETALL', meta), {}
for at = 1, #all, 2 do
  local ending = isFlux(all[at]) and (tonumber(all[at + 1]) or 0)
  if ending and ending <= now then
    -- Its writer died.
    redis.call('HDEL', meta, all[at])
  else
    fields[#fields + 1] = all[at]
    fields[#fields + 1] = all[at + 1]
  end
end
return { now, fields }
