-- Looks at slots before a load.
--
-- KEYS  slots
-- ARGV  1 life of a tombstone, ms
-- returns the server's time in 8 bytes, and for each slot in 17 bytes what it holds ('V' entry,
-- 'T' tombstone, 'P' pending, '-' nothing, '?' unknown), and the incarnation and the sequence
-- of a tombstone or entry

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

local seen = { struct.pack('>I8', now) }
-- After a start, or for rows that nobody has read, there is nothing in any of them.
if #KEYS > 1 and redis.call('EXISTS', unpack(KEYS)) == 0 then
  return seen[1] .. string.rep('-' .. rest, #KEYS)
end
for at = 1, #KEYS do
  seen[at + 1] = look(KEYS[at])
end
return table.concat(seen)
