-- When the shared state is whole, and how another one is begun. Part of every script that looks
-- at the state, so that all of them have one answer; Java reads only what they give out.

-- More than the regions, tables and transactions of one application take.
local FIELDS = 20000

-- A text that is a number with which scripts calculate exactly, else nil.
local function exact(text)
  return type(text) == 'string' and #text <= 15 and string.match(text, '^%d+$') and tonumber(text) or nil
end

-- Incarnation and sequence of a state that is whole, and what is known besides; else nil.
local function wholeState(meta)
  local known = redis.pcall('HMGET', meta, 'incarnation', 'seq', 'nonce', 'logged')
  if known.err then
    return nil
  end
  local incarnation, sequence = known[1], exact(known[2])
  if not incarnation or #incarnation ~= 8 or incarnation == '\0\0\0\0\0\0\0\0' or not sequence
      or redis.call('HLEN', meta) > FIELDS then
    return nil
  end
  return { incarnation = incarnation, sequence = sequence, nonce = known[3], logged = known[4] }
end

-- f:<region>:<8 bytes of the transaction>
local function isFlux(field)
  return #field >= 11 and string.sub(field, 1, 2) == 'f:' and string.sub(field, -9, -9) == ':'
end

-- When the flux ends, nil if it has ended. None ends later than one that begins now.
local function fluxEnd(text)
  local ending, latest = exact(text), now() + pendingLife
  if not ending or ending > latest then
    return latest
  end
  return ending > now() and ending or nil
end

-- Begins another incarnation. Transactions that are about to commit are so in that one too. As
-- the hash may hold anything, only their fields are taken out of it.
local function beginAnew(meta, log, incarnation)
  local kept, cursor = {}, '0'
  repeat
    local page = redis.pcall('HSCAN', meta, cursor, 'MATCH', 'f:*', 'COUNT', '1000')
    if page.err then
      break
    end
    cursor = page[1]
    for at = 1, #page[2], 2 do
      local ending = isFlux(page[2][at]) and #kept < FIELDS and fluxEnd(page[2][at + 1])
      if ending then
        kept[#kept + 1] = page[2][at]
        kept[#kept + 1] = string.format('%.0f', ending)
      end
    end
  until cursor == '0'
  redis.call('UNLINK', meta, log)
  redis.call('HSET', meta, 'incarnation', incarnation, 'seq', '0')
  for at = 1, #kept, 1000 do
    redis.call('HSET', meta, unpack(kept, at, math.min(at + 999, #kept)))
  end
end
