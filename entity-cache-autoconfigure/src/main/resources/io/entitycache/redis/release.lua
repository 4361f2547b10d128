-- Gives a lease up if its holder still has it: it may have ended, and be another one's now.
--
-- KEYS  lease
-- ARGV  1 holder
-- returns 1 if it did, else 0

if redis.pcall('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])
