-- Gives leases of loads up that have stored nothing.
--
-- KEYS  leases
-- ARGV  1 holder, 8 bytes    2 time for which everybody is free to load, ms, or 0
-- returns how many were the holder's

local given = 0
for at = 1, #KEYS do
  local held = redis.pcall('GET', KEYS[at])
  if type(held) == 'string' and #held == 25 and string.sub(held, 1, 8) == ARGV[1] then
    given = given + 1
    if ARGV[2] == '0' then
      redis.call('DEL', KEYS[at])
    else
      redis.call('SET', KEYS[at], '-', 'PX', ARGV[2])
    end
  end
end
return given
