-- Stores entries whose slots admit them.
--
-- KEYS  slots, and on a single server the meta hash after them
-- ARGV  1 life of a tombstone, ms    2 age from which a reservation is too old, ms
--       then for each slot:
--       frame, incarnation (8 bytes), sequence, time of the reservation (ms), life of the entry (ms)
-- returns a letter for each slot: 'S' stored, 'O' older, 'P' pending, 'I' invalidated, 'L' late,
-- 'U' unknown

local tombstoneLife, latest = tonumber(ARGV[1]), tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local slots = (#ARGV - 2) / 5

-- The incarnation that is current, as far as this server can know.
local current

local function isCurrent(incarnation)
  if current == nil then
    current = #KEYS > slots and redis.pcall('HGET', KEYS[#KEYS], 'incarnation') or false
  end
  return current == incarnation
end

-- An entry keeps out what the tombstone it replaces keeps out, so it must live as long; its
-- frame says when it is dead.
local function store(slot, frame, entryLife)
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

local function fill(slot, frame, incarnation, sequence, reserved, entryLife)
  -- A tombstone set since the reservation may be gone by now. A reservation from the future
  -- is one of another server.
  local age = now - reserved
  if age < 0 or age >= latest then
    return 'L'
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
  if string.sub(head, 5, 12) ~= incarnation then
    if isCurrent(incarnation) then
      return store(slot, frame, entryLife)
    end
    return unknown(slot)
  end

  if held <= sequence then
    return store(slot, frame, entryLife)
  end
  if kind == 'T' then
    return 'I'
  end
  return 'O'
end

local outcomes = {}
for at = 1, slots do
  local first = 5 * at - 2
  outcomes[at] = fill(KEYS[at], ARGV[first], ARGV[first + 1], tonumber(ARGV[first + 2]), tonumber(ARGV[first + 3]),
    tonumber(ARGV[first + 4]))
end
return table.concat(outcomes)
