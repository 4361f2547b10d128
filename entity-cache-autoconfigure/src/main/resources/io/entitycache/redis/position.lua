-- Where the log stands; changes nothing.
--
-- KEYS  meta hash
-- returns the incarnation ('' if there is no whole state), the sequence, and the server's time

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local known = redis.pcall('HMGET', KEYS[1], 'incarnation', 'seq')
if known.err or not known[1] or #known[1] ~= 8 or not known[2] or not string.match(known[2], '^%d+$') then
  return { '', 0, now }
end
return { known[1], tonumber(known[2]), now }
