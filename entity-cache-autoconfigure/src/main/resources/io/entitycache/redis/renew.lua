-- Prolongs a lease if its holder still has it.
--
-- KEYS  lease
-- ARGV  1 holder    2 life, ms
-- returns 1 if it did, else 0

if redis.pcall('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
