-- Where the log stands; changes nothing.
--
-- KEYS  meta hash
-- returns the incarnation ('' if there is no whole state), the sequence, the nonce of the last
-- announcement ('' if it is not known), and the server's time

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local known = redis.pcall('HMGET', KEYS[1], 'incarnation', 'seq', 'nonce')
if known.err or not known[1] or #known[1] ~= 8 or not known[2] or not string.match(known[2], '^%d+$') then
  return { '', 0, '', now }
end
-- Of use only beside the number it belongs to.
local sequence, nonce = tonumber(known[2]), ''
if known[3] and #known[3] == 16 and string.sub(known[3], 1, 8) == struct.pack('>I8', sequence) then
  nonce = string.sub(known[3], 9)
end
return { known[1], sequence, nonce, now }
