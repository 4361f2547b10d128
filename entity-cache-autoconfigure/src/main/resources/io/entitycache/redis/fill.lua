-- Stores an entry if its slot admits it.
--
-- KEYS  slot, and on a single server the meta hash
-- ARGV  1 frame    2 incarnation, 8 bytes    3 sequence
--       4 time of the reservation, ms        5 life of the entry, ms
--       6 life of a tombstone, ms            7 age from which a reservation is too old, ms
-- returns 'S' stored, 'O' older, 'P' pending, 'I' invalidated, 'L' late, 'U' unknown

local slot, incarnation, sequence = KEYS[1], ARGV[2], tonumber(ARGV[3])
local tombstoneLife = tonumber(ARGV[6])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

-- A tombstone set since the reservation may be gone by now. A reservation from the future is
-- one of another server.
local age = now - tonumber(ARGV[4])
if age < 0 or age >= tonumber(ARGV[7]) then
  return 'L'
end

-- An entry keeps out what the tombstone it replaces keeps out, so it must live as long; its
-- frame says when it is dead.
local function store()
  local life = math.min(redis.call('PTTL', slot), tombstoneLife)
  redis.call('SET', slot, ARGV[1], 'PX', math.max(tonumber(ARGV[5]), life))
  return 'S'
end

local function unknown()
  local life = redis.call('PTTL', slot)
  if life == -1 or life > tombstoneLife then
    redis.call('PEXPIRE', slot, tombstoneLife)
  end
  return 'U'
end

local head = redis.pcall('GETRANGE', slot, 0, 19)
if head == '' then
  return store()
end
if type(head) ~= 'string' or #head < 20 or string.sub(head, 1, 3) ~= '\236\81\1' then
  return unknown()
end
local kind, held = string.sub(head, 4, 4), struct.unpack('>I8', head, 13)
if not string.find('VNTP', kind, 1, true) or held < 0 or held >= 9007199254740992 then
  return unknown()
end

if kind == 'P' then
  -- A writer that died may have committed at any time before its mark ended. So a load must
  -- have begun after that; then the mark is what it hides.
  local value, reserved = redis.call('GET', slot), tonumber(ARGV[4])
  for at = 21, #value - 15, 16 do
    local ending = struct.unpack('>I8', value, at + 8)
    if ending > now or ending > reserved then
      return 'P'
    end
  end
  if held == 0 then
    return store()
  end
  kind = 'T'
end

-- Sequences of two incarnations can't be compared. If the load's is the one that is current,
-- the slot's is over, and nothing that began in it can come later and be believed. Otherwise
-- nobody knows which is the older: an entry of a node that has not heard of the new
-- incarnation must not take the place of what keeps such loads out. So it is refused, and what
-- is there is given an end that no tombstone it stands for outlives.
if string.sub(head, 5, 12) ~= incarnation then
  local current = KEYS[2] and redis.pcall('HGET', KEYS[2], 'incarnation')
  if current == incarnation then
    return store()
  end
  return unknown()
end

if held <= sequence then
  return store()
end
if kind == 'T' then
  return 'I'
end
return 'O'
