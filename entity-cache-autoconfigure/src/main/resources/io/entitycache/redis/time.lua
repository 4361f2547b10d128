-- The server's time and the lives of what is written. Comes first in scripts that need them.
--
-- ARGV  1 life of a tombstone, ms    2 life of a pending mark, ms; in all scripts that take them

local tombstoneLife, pendingLife = tonumber(ARGV[1]), tonumber(ARGV[2])

-- Most commits need no time.
local time
local function now()
  if not time then
    local clock = redis.call('TIME')
    time = clock[1] * 1000 + math.floor(clock[2] / 1000)
  end
  return time
end
