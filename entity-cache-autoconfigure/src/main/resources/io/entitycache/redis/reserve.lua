-- Looks at slots before a load, and may take the leases of those who are to be loaded.
--
-- KEYS  slots; with a holder, the leases after them
-- ARGV  1 life of a tombstone, ms
--       to take leases:
--       2 holder, 8 bytes    3 life of a lease, ms    4 '1' to take them of entries as well
-- returns the server's time in 8 bytes, and for each slot in 17 bytes what it holds ('V' entry,
-- 'T' tombstone, 'P' pending, '-' nothing, '?' unknown), and the incarnation and the sequence
-- of a tombstone or entry; then for each lease 'M' mine, 'H' held by another one, '-' none

local tombstoneLife = tonumber(ARGV[1])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local rest = '\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'

local function look(slot)
  local head = redis.pcall('GETRANGE', slot, 0, 19)
  if head == '' then
    return '-' .. rest
  end

  local kind, sequence = '?', 0
  if type(head) == 'string' and #head == 20 and string.sub(head, 1, 3) == '\236\81\1' then
    kind, sequence = string.sub(head, 4, 4), struct.unpack('>I8', head, 13)
  end
  if not string.find('VNTP', kind, 1, true) or sequence < 0 or sequence >= 9007199254740992 then
    -- Bytes that are not understood must not keep the slot closed for ever.
    local life = redis.call('PTTL', slot)
    if life == -1 or life > tombstoneLife then
      redis.call('PEXPIRE', slot, tombstoneLife)
    end
    return '?' .. rest
  end

  if kind == 'P' then
    local value = redis.call('GET', slot)
    for at = 21, #value - 15, 16 do
      if struct.unpack('>I8', value, at + 8) > now then
        return 'P' .. rest
      end
    end
    -- A mark that has ended is what it hides.
    if sequence == 0 then
      return '-' .. rest
    end
    kind = 'T'
  end
  if kind == 'N' then
    kind = 'V'
  end
  return kind .. string.sub(head, 5, 20)
end

-- Whether the caller's load has a database connection at hand, the lowest bit of its holder, and
-- that of the other one has not: then it must not wait for it.
local function takesOver(other)
  return string.byte(ARGV[2], 8) % 2 > string.byte(other, 8) % 2
end

-- A lease remembers what its slot held when it was taken. If that is another tombstone by now,
-- its holder loads in vain. Bytes alone are a word to everybody: go on without.
local function lease(name, seen)
  local kind = string.sub(seen, 1, 1)
  if kind == 'P' or kind == '?' then
    return '-'
  end
  local held = redis.pcall('GET', name)
  if held then
    if type(held) ~= 'string' or #held ~= 25 then
      return '-'
    end
    if (kind ~= 'T' or string.sub(held, 9) == seen) and not takesOver(held) then
      return string.sub(held, 1, 8) == ARGV[2] and 'M' or 'H'
    end
  elseif kind == 'V' and ARGV[4] ~= '1' then
    return '-'
  end
  redis.call('SET', name, ARGV[2] .. seen, 'PX', ARGV[3])
  return 'M'
end

local slots = ARGV[2] and #KEYS / 2 or #KEYS
local seen = { struct.pack('>I8', now) }
-- After a start, or for rows that nobody has read, there is nothing in any of them.
if slots > 1 and redis.call('EXISTS', unpack(KEYS, 1, slots)) == 0 then
  for at = 1, slots do
    seen[at + 1] = '-' .. rest
  end
else
  for at = 1, slots do
    seen[at + 1] = look(KEYS[at])
  end
end
for at = slots + 1, #KEYS do
  seen[at + 1] = lease(KEYS[at], seen[at - slots + 1])
end
return table.concat(seen)
