-- Claims the state for databases, or prolongs the claim. Begins another state if it was claimed
-- by no database, or by another one that has not prolonged its claim.
--
-- KEYS  meta hash, log stream, hash of the claim
-- ARGV  1 life of a tombstone, ms    2 life of a pending mark, ms
--       3 random number for a new incarnation, 8 bytes    4 process, 8 bytes
--       5 life of the claim, ms; 0 ends it if this process was the last to prolong it
--       6... persistence units, each with the id of its database
-- returns the persistence units of other databases that hold the claim, each with its id

local meta, log, claim = KEYS[1], KEYS[2], KEYS[3]
local process, life = ARGV[4], tonumber(ARGV[5])
local FIRST_UNIT = 6

-- One that is newer: its first three bytes count.
local function after(incarnation)
  local count = (struct.unpack('>I3', incarnation) + 1) % 16777216
  return struct.pack('>I3', count) .. string.sub(ARGV[3], 4)
end

-- What is not whole is begun anew by whoever looks at it next, and must not become whole before.
local function giveUp()
  local state = wholeState(meta)
  if state then
    beginAnew(meta, log, after(state.incarnation))
  else
    redis.pcall('HDEL', meta, 'incarnation')
  end
end

local names = { 'until', 'by' }
for at = FIRST_UNIT, #ARGV, 2 do
  names[#names + 1] = 'd:' .. ARGV[at]
end
local known = redis.pcall('HMGET', claim, unpack(names))
if known.err then
  redis.call('DEL', claim)
  known = {}
end

if life == 0 then
  if known[2] == process then
    redis.call('HSET', claim, 'until', '0')
  end
  return {}
end

local others, ending = {}, exact(known[1])
for at = FIRST_UNIT, #ARGV, 2 do
  local id = known[(at - FIRST_UNIT) / 2 + 3]
  if id and id ~= ARGV[at + 1] then
    others[#others + 1] = ARGV[at]
    others[#others + 1] = id
  end
end
if #others > 0 and ending and ending > now() then
  if ending > now() + life then
    redis.call('HSET', claim, 'until', string.format('%.0f', now() + life))
  end
  return others
end
if #others > 0 or not ending then
  redis.call('DEL', claim)
  giveUp()
end
local fields = { 'until', string.format('%.0f', now() + life), 'by', process }
for at = FIRST_UNIT, #ARGV, 2 do
  fields[#fields + 1] = 'd:' .. ARGV[at]
  fields[#fields + 1] = ARGV[at + 1]
end
redis.call('HSET', claim, unpack(fields))
return {}
