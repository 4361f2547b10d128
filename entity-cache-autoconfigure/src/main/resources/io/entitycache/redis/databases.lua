-- Claims the state for databases, or prolongs the claim. Begins another state if it was claimed
-- by no database, or by another one that has not prolonged its claim.
--
-- KEYS  meta hash, log stream, hash of the claim
-- ARGV  1 random number for a new incarnation, 8 bytes    2 process, 8 bytes
--       3 life of the claim, ms; 0 ends it if this process was the last to prolong it
--       4... persistence units, each with the id of its database
-- returns the persistence units of other databases that hold the claim, each with its id

local meta, log, claim = KEYS[1], KEYS[2], KEYS[3]
local process, life = ARGV[2], tonumber(ARGV[3])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function exact(text)
  return type(text) == 'string' and #text <= 15 and string.match(text, '^%d+$') and tonumber(text) or nil
end

-- One that is newer: its first three bytes count.
local function after(incarnation)
  local count = (struct.unpack('>I3', incarnation) + 1) % 16777216
  return struct.pack('>I3', count) .. string.sub(ARGV[1], 4)
end

-- Transactions that are about to commit are so in the new incarnation too.
local function beginAnew()
  local fields = redis.pcall('HKEYS', meta)
  if fields.err then
    return
  end
  local known = redis.call('HGET', meta, 'incarnation')
  for _, field in ipairs(fields) do
    if string.sub(field, 1, 2) ~= 'f:' then
      redis.call('HDEL', meta, field)
    end
  end
  if known and #known == 8 then
    redis.call('HSET', meta, 'incarnation', after(known), 'seq', '0')
  end
  redis.call('DEL', log)
end

local names = { 'until', 'by' }
for at = 4, #ARGV, 2 do
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
for at = 4, #ARGV, 2 do
  local id = known[(at - 4) / 2 + 3]
  if id and id ~= ARGV[at + 1] then
    others[#others + 1] = ARGV[at]
    others[#others + 1] = id
  end
end
if #others > 0 and ending and ending > now then
  if ending > now + life then
    redis.call('HSET', claim, 'until', string.format('%.0f', now + life))
  end
  return others
end
if #others > 0 or not ending then
  redis.call('DEL', claim)
  beginAnew()
end
local fields = { 'until', string.format('%.0f', now + life), 'by', process }
for at = 4, #ARGV, 2 do
  fields[#fields + 1] = 'd:' .. ARGV[at]
  fields[#fields + 1] = ARGV[at + 1]
end
redis.call('HSET', claim, unpack(fields))
return {}
