-- Stores entries whose slots admit them.
--
-- KEYS  slots; with a holder, their leases after them; on a single server the meta hash last
-- ARGV  1 life of a tombstone, ms    2 life of a pending mark, ms
--       3 age from which a reservation is too old, ms
--       4 for each slot 8 bytes each of: time of the reservation (ms), life of the entry (ms),
--         sequence, incarnation
--       5 holder of the leases, 8 bytes, or ''
--       6... frames; '' only asks whether an entry would be stored
-- returns a letter for each slot: 'S' stored, 'O' older, 'P' pending, 'I' invalidated, 'L' late,
-- 'U' unknown

local latest, facts, slots = tonumber(ARGV[3]), ARGV[4], #ARGV - 5
local leases = ARGV[5] ~= '' and slots or 0

-- Slots of a cache that stores nothing here hold nothing unless somebody writes.
local nothing = slots > 1 and ARGV[6] == '' and redis.call('EXISTS', unpack(KEYS, 1, slots)) == 0

-- The incarnation that is current, as far as this server can know.
local current

local function isCurrent(incarnation)
  if current == nil then
    current = #KEYS > slots + leases and redis.pcall('HGET', KEYS[#KEYS], 'incarnation') or false
  end
  return current == incarnation
end

-- An entry keeps out what the tombstone it replaces keeps out, so it must live as long; its
-- frame says when it is dead.
local function store(slot, frame, entryLife)
  if frame == '' then
    return 'S'
  end
  local life = math.min(redis.call('PTTL', slot), tombstoneLife)
  redis.call('SET', slot, frame, 'PX', math.max(entryLife, life))
  return 'S'
end

-- What is left there ends no later than if it were ours.
local function refuse(slot, outcome, longest)
  bounded(slot, longest)
  return outcome
end

-- A writer that died may have committed at any time before its mark ended. So a load must have
-- begun after that; then the mark is what it hides.
local function isPending(slot, head, reserved)
  for _, mark in ipairs(marksIn(slot, head)) do
    if mark.ending > now() or mark.ending > reserved then
      return true
    end
  end
  return false
end

local function fill(slot, frame, at)
  local reserved, entryLife, ofLoad = struct.unpack('>I8I8I8', facts, at)
  -- A tombstone set since the reservation may be gone by now. A reservation from the future
  -- is one of another server.
  local age = now() - reserved
  if age < 0 or age >= latest then
    return 'L'
  end

  if nothing or frame ~= '' and redis.call('SET', slot, frame, 'PX', entryLife, 'NX') then
    return 'S'
  end
  local kind, heldIncarnation, held, head = frameIn(slot)
  if kind == '-' then
    return store(slot, frame, entryLife)
  end
  if kind == '?' then
    return refuse(slot, 'U', tombstoneLife)
  end
  local longest = tombstoneLife
  if kind == 'P' then
    longest = pendingLife + tombstoneLife
    if isPending(slot, head, reserved) then
      return refuse(slot, 'P', longest)
    end
    if held == 0 then
      return store(slot, frame, entryLife)
    end
    kind = 'T'
  end

  -- Sequences of two incarnations can't be compared. If the load's is the one that is current,
  -- the slot's is over, and nothing that began in it can come later and be believed. Otherwise
  -- nobody knows which is the older: an entry of a node that has not heard of the new
  -- incarnation must not take the place of what keeps such loads out. So it is refused, and
  -- what is there is given an end that no tombstone it stands for outlives.
  local incarnation = string.sub(facts, at + 24, at + 31)
  if heldIncarnation ~= incarnation then
    if isCurrent(incarnation) then
      return store(slot, frame, entryLife)
    end
    return refuse(slot, 'U', tombstoneLife)
  end

  if held <= ofLoad then
    return store(slot, frame, entryLife)
  end
  if kind == 'T' then
    return refuse(slot, 'I', longest)
  end
  return refuse(slot, 'O', math.max(entryLife, tombstoneLife))
end

local outcomes = {}
for at = 1, slots do
  outcomes[at] = fill(KEYS[at], ARGV[at + 5], 32 * at - 31)
end
for at = slots + 1, slots + leases do
  local held = redis.pcall('GET', KEYS[at])
  if type(held) == 'string' and string.sub(held, 1, 8) == ARGV[5] then
    redis.call('DEL', KEYS[at])
  end
end
return table.concat(outcomes)
