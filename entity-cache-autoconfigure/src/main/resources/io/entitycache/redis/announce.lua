-- One step in the life of an announcement: numbers, logs and pushes it, and does to each of
-- its slots what the step means. Where the slots live on other servers, it runs once for the
-- announcement and once for each slot.
--
-- KEYS  if ARGV[4] is '1': meta hash, log stream; then the slots
-- ARGV   1 life of a tombstone, ms        2 life of a pending mark, ms
--        3 step: 'prepare', 'commit', 'release' or 'sync'
--        4 '1' to number and announce, '0' to use the number given
--        5 incarnation, 8 bytes: a proposal if none exists, or the one given
--        6 sequence given, or 0; at a sync the one below which entries are outdated
--        7 transaction, 8 bytes
--       only to announce:
--        8 nonce, 8 bytes    9 body    10 channel    11 length of the log
--       12 bytes of a part of the log    13 number of regions, 14... regions, then tables
-- returns incarnation and sequence, which is 0 if a sync was one of another incarnation

local step, announces = ARGV[3], ARGV[4] == '1'
local incarnation, sequence, transaction = ARGV[5], tonumber(ARGV[6]), ARGV[7]

-- How far ahead of the sequence a slot may be. It is the highest one if it has just been given;
-- where slots live on other servers, later ones may have come first, but never that many.
local ahead = announces and 0 or 4294967296

-- What the slot holds: its frame's head, the marks of others, whether one of those has not
-- ended, and whether this transaction's mark is there. Nil if it is empty or not understood.
-- A mark that has ended is of use for as long as a load that began under it may be stored.
-- A sequence that this incarnation has not given is none.
local function held(slot)
  local kind, ofIncarnation, ofSequence, head = frameIn(slot)
  if kind == '-' or kind == '?' then
    return nil
  end
  if ofIncarnation == incarnation and ofSequence > sequence + ahead then
    ofIncarnation, ofSequence = '\0\0\0\0\0\0\0\0', 0
  end
  local frame = {
    kind = kind, incarnation = ofIncarnation, sequence = ofSequence, others = '', pending = false, own = false
  }
  if kind == 'P' then
    local others = {}
    for _, mark in ipairs(marksIn(slot, head)) do
      if mark.transaction == transaction then
        frame.own = true
      elseif mark.ending + tombstoneLife > now() then
        others[#others + 1] = mark.transaction .. struct.pack('>I8', mark.ending)
        frame.pending = frame.pending or mark.ending > now()
      end
    end
    frame.others = table.concat(others)
  end
  return frame
end

local function remaining(slot)
  return bounded(slot, pendingLife + tombstoneLife)
end

local function write(slot, kind, ofIncarnation, ofSequence, marks, life)
  local frame = '\236\81\1' .. kind .. ofIncarnation .. struct.pack('>I8', ofSequence) .. marks
  redis.call('SET', slot, frame, 'PX', life)
end

local onSlot = {}

-- An entry or tombstone under the mark is remembered by its sequence: both keep out what
-- was loaded before them, and a rollback must not let that in. The slot is kept for as long
-- after the mark's end as a load that began before it may be stored.
function onSlot.prepare(slot)
  local frame = held(slot)
  local hidden, under, others, life = '\0\0\0\0\0\0\0\0', 0, '', pendingLife + tombstoneLife
  if frame then
    hidden, under, others = frame.incarnation, frame.sequence, frame.others
    if frame.kind == 'P' then
      life = math.max(life, remaining(slot))
    end
  end
  write(slot, 'P', hidden, under, others .. transaction .. struct.pack('>I8', now() + pendingLife), life)
end

-- A tombstone never replaces the mark of another transaction, and never becomes older. Under
-- a mark it must live as long as it would by itself. It does replace marks that have ended:
-- what began under them is older than it.
function onSlot.commit(slot)
  local frame = held(slot)
  local newest = sequence
  if frame and frame.incarnation == incarnation then
    newest = math.max(newest, frame.sequence)
  end
  if frame and frame.pending then
    write(slot, 'P', incarnation, newest, frame.others, math.max(remaining(slot), tombstoneLife))
  else
    write(slot, 'T', incarnation, newest, '', tombstoneLife)
  end
end

function onSlot.release(slot)
  local frame = held(slot)
  if not frame or not frame.own then
    return
  end
  if frame.others ~= '' then
    write(slot, 'P', frame.incarnation, frame.sequence, frame.others, remaining(slot))
  elseif frame.sequence > 0 then
    write(slot, 'T', frame.incarnation, frame.sequence, '', tombstoneLife)
  else
    redis.call('DEL', slot)
  end
end

-- The number that a sync began with says nothing in another incarnation.
local function isOfOther(meta)
  if step ~= 'sync' then
    return false
  end
  local known = wholeState(meta)
  return not known or known.incarnation ~= incarnation
end

-- What this announcement changes of the state, field by field.
local fields = {}

local function set(field, value)
  fields[#fields + 1] = field
  fields[#fields + 1] = value
end

local function save(meta)
  for at = 1, #fields, 1000 do
    redis.call('HSET', meta, unpack(fields, at, math.min(at + 999, #fields)))
  end
end

-- The log keeps two parts of that many bytes: when one is full, the one before it goes.
local message, kept
local function measure(logged)
  local begin, bytes = string.match(logged or '', '^(%d+) (%d+)$')
  begin, bytes = exact(begin), (exact(bytes) or 0) + #message
  local full = begin and bytes > tonumber(ARGV[12])
  if full then
    kept = math.max(sequence - begin + 1, 1)
  end
  if full or not begin then
    begin, bytes = sequence, #message
  end
  set('logged', string.format('%.0f %.0f', begin, bytes))
end

-- State that is not whole is no state: a new incarnation begins.
local text
local function number(meta, log)
  local known = wholeState(meta)
  if not known then
    beginAnew(meta, log, incarnation)
    known = { incarnation = incarnation, sequence = 0 }
  end
  incarnation = known.incarnation
  sequence = known.sequence + 1
  text = string.format('%.0f', sequence)
  set('seq', text)
  set('nonce', struct.pack('>I8', sequence) .. ARGV[8])
  message = '\236\65\1' .. struct.pack('>I8', sequence) .. incarnation .. ARGV[8] .. ARGV[9]
  measure(known.logged)
end

-- A floor never sinks. One that is not understood may have been as high as any.
local function raise(meta, region, floor)
  local known = redis.call('HGET', meta, region)
  local highest = math.max(floor, known and (exact(known) or sequence) or 0)
  if highest > 0 then
    set(region, string.format('%.0f', highest))
  end
end

local function noteSync(meta, floor)
  for at = 14, 13 + tonumber(ARGV[13]) do
    raise(meta, 'r:' .. ARGV[at], floor)
  end
end

local function note(meta)
  local regions = tonumber(ARGV[13])
  for at = 14, 13 + regions do
    local flux = 'f:' .. ARGV[at] .. ':' .. transaction
    if step == 'prepare' then
      set(flux, string.format('%.0f', now() + pendingLife))
    else
      redis.call('HDEL', meta, flux)
    end
    if step ~= 'release' then
      set('r:' .. ARGV[at], text)
    end
  end
  for at = 14 + regions, #ARGV do
    if step ~= 'release' then
      set('t:' .. ARGV[at], text)
    end
  end
end

-- A log that takes no entry of this number is not the log of this state.
local function announce(log)
  local id = text .. '-0'
  local about, most = kept and '=' or '~', math.min(kept or tonumber(ARGV[11]), tonumber(ARGV[11]))
  local added = redis.pcall('XADD', log, 'MAXLEN', about, most, id, 'm', message)
  if type(added) == 'table' and added.err then
    redis.call('DEL', log)
    redis.call('XADD', log, id, 'm', message)
  end
  redis.call('PUBLISH', ARGV[10], message)
end

local first = 1
if announces then
  first = 3
  if isOfOther(KEYS[1]) then
    return { incarnation, 0 }
  end
  local given = sequence
  number(KEYS[1], KEYS[2])
  if step == 'sync' then
    noteSync(KEYS[1], given)
  else
    note(KEYS[1])
  end
  save(KEYS[1])
end
for at = first, #KEYS do
  onSlot[step](KEYS[at])
end
if announces then
  announce(KEYS[2])
end
return { incarnation, sequence }
