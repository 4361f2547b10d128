-- Looks at slots before a load, and may take the leases of those who are to be loaded.
--
-- KEYS  slots; with a holder, the leases after them
-- ARGV  1 life of a tombstone, ms    2 life of a pending mark, ms
--       to take leases:
--       3 holder, 8 bytes    4 life of a lease, ms    5 '1' to take them of entries as well
-- returns the server's time in 8 bytes, and for each slot in 17 bytes what it holds ('V' entry,
-- 'T' tombstone, 'P' pending, '-' nothing, '?' unknown), and the incarnation and the sequence
-- of a tombstone or entry; then for each lease 'M' mine, 'H' held by another one, '-' none

local rest = '\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'

local function isPending(slot, head)
  for _, mark in ipairs(marksIn(slot, head)) do
    if mark.ending > now() then
      return true
    end
  end
  return false
end

local function look(slot)
  local kind, incarnation, sequence, head = frameIn(slot)
  if kind == '-' then
    return '-' .. rest
  end
  if kind == '?' then
    bounded(slot, tombstoneLife)
    return '?' .. rest
  end
  if kind == 'V' or kind == 'N' then
    bounded(slot)
    return 'V' .. incarnation .. struct.pack('>I8', sequence)
  end
  if kind == 'P' then
    bounded(slot, pendingLife + tombstoneLife)
    if isPending(slot, head) then
      return 'P' .. rest
    end
    -- A mark that has ended is what it hides.
    if sequence == 0 then
      return '-' .. rest
    end
  else
    bounded(slot, tombstoneLife)
  end
  return 'T' .. incarnation .. struct.pack('>I8', sequence)
end

-- Whether the caller's load has a database connection at hand, the lowest bit of its holder, and
-- that of the other one has not: then it must not wait for it.
local function takesOver(other)
  return string.byte(ARGV[3], 8) % 2 > string.byte(other, 8) % 2
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
    bounded(name, tonumber(ARGV[4]))
    if type(held) ~= 'string' or #held ~= 25 then
      return '-'
    end
    if (kind ~= 'T' or string.sub(held, 9) == seen) and not takesOver(held) then
      return string.sub(held, 1, 8) == ARGV[3] and 'M' or 'H'
    end
  elseif kind == 'V' and ARGV[5] ~= '1' then
    return '-'
  end
  redis.call('SET', name, ARGV[3] .. seen, 'PX', ARGV[4])
  return 'M'
end

local slots = ARGV[3] and #KEYS / 2 or #KEYS
local seen = { struct.pack('>I8', now()) }
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
