-- Takes a lease that has no holder. One that has a holder ends no later than one that is taken
-- now, whatever it holds.
--
-- KEYS  lease
-- ARGV  1 holder    2 life, ms
-- returns 1 if it did, else 0

if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
  return 1
end
local life = redis.call('PTTL', KEYS[1])
if life == -1 or life > tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
