-- Stores entries whose slots admit them.
--
-- KEYS  slots; with a holder, their leases after them; on a single server the meta hash last
-- ARGV  1 life of a tombstone, ms    2 age from which a reservation is too old, ms
--       3 for each slot 8 bytes each of: time of the reservation (ms), life of the entry (ms),
--         sequence, incarnation
--       4 holder of the leases, 8 bytes, or ''
--       5... frames; '' only asks whether an entry would be stored
-- returns a letter for each slot: 'S' stored, 'O' older, 'P' pending, 'I' invalidated, 'L' late,
-- 'U' unknown

local tombstoneLife, latest = tonumber(ARGV[1]), tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local facts, slots = ARGV[3], #ARGV - 4
local leases = ARGV[4] ~= '' and slots or 0

-- Slots of a cache that stores nothing here hold nothing unless somebody writes.
local nothing = slots > 1 and ARGV[5] == '' and redis.call('EXISTS', unpack(KEYS, 1, slots)) == 0

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

local function unknown(slot)
  local life = redis.call('PTTL', slot)
  if life == -1 or life > tombstoneLife then
    redis.call('PEXPIRE', slot, tombstoneLife)
  end
  return 'U'
end

local function fill(slot, frame, at)
  local reserved, entryLife = struct.unpack('>I8I8', facts, at)
  -- A tombstone set since the reservation may be gone by now. A reservation from the future
  -- is one of another server.
  local age = now - reserved
  if age < 0 or age >= latest then
    return 'L'
  end

  if nothing or frame ~= '' and redis.call('SET', slot, frame, 'PX', entryLife, 'NX') then
    return 'S'
  end
  local head = redis.pcall('GETRANGE', slot, 0, 19)
  if head == '' then
    return store(slot, frame, entryLife)
  end
  if type(head) ~= 'string' or #head < 20 or string.sub(head, 1, 3) ~= '\236\81\1' then
    return unknown(slot)
  end
  local kind, held = string.sub(head, 4, 4), struct.unpack('>I8', head, 13)
  if not string.find('VNTP', kind, 1, true) or held < 0 or held >= 9007199254740992 then
    return unknown(slot)
  end

  if kind == 'P' then
    -- A writer that died may have committed at any time before its mark ended. So a load must
    -- have begun after that; then the mark is what it hides.
    local value = redis.call('GET', slot)
    for at = 21, #value - 15, 16 do
      local ending = struct.unpack('>I8', value, at + 8)
      if ending > now or ending > reserved then
        return 'P'
      end
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
  if string.sub(head, 5, 12) ~= incarnation then
    if isCurrent(incarnation) then
      return store(slot, frame, entryLife)
    end
    return unknown(slot)
  end

  if held <= struct.unpack('>I8', facts, at + 16) then
    return store(slot, frame, entryLife)
  end
  if kind == 'T' then
    return 'I'
  end
  return 'O'
end

local outcomes = {}
for at = 1, slots do
  outcomes[at] = fill(KEYS[at], ARGV[at + 4], 32 * at - 31)
end
for at = slots + 1, slots + leases do
  local held = redis.pcall('GET', KEYS[at])
  if type(held) == 'string' and string.sub(held, 1, 8) == ARGV[4] then
    redis.call('DEL', KEYS[at])
  end
end
return table.concat(outcomes)
