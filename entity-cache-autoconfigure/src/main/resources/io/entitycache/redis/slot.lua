-- What a slot holds, and for how long. Part of every script that looks at slots, so that all of
-- them take the same bytes for a frame, which are those that SlotFrame takes for one, and let
-- nothing keep a slot closed for longer than if it were theirs.

-- As many transactions as can be about to commit the same row.
local MARKS = 4096

-- What is shorter has been read as a whole: an entry's first part, or a frame with up to two marks.
local WHOLE = 56

-- Of a frame of that kind, by how many of its first bytes there are.
local function mayHaveLength(slot, kind, length)
  if kind == 'T' then
    return length == 20
  end
  if kind == 'V' or kind == 'N' then
    return length == WHOLE
  end
  if kind ~= 'P' then
    return false
  end
  local marks = ((length < WHOLE and length or #redis.call('GET', slot)) - 20) / 16
  return marks == math.floor(marks) and marks <= MARKS
end

-- Kind ('-' nothing, '?' not understood), incarnation and sequence of what the slot holds, and its
-- first bytes.
local function frameIn(slot)
  local head = redis.pcall('GETRANGE', slot, '0', '55')
  if head == '' then
    return '-'
  end
  if type(head) ~= 'string' or #head < 20 or string.sub(head, 1, 3) ~= '\236\81\1' then
    return '?'
  end
  local kind, sequence = string.sub(head, 4, 4), struct.unpack('>I8', head, 13)
  if sequence < 0 or sequence >= 9007199254740992 or not mayHaveLength(slot, kind, #head) then
    return '?'
  end
  return kind, string.sub(head, 5, 12), sequence, head
end

-- Transaction and end of each mark of a pending frame. None ends later than one that is set now.
local function marksIn(slot, head)
  local value = #head < WHOLE and head or redis.call('GET', slot)
  local marks, latest = {}, now() + pendingLife
  for at = 21, #value - 15, 16 do
    local ending = math.min(struct.unpack('>I8', value, at + 8), latest)
    marks[#marks + 1] = { transaction = string.sub(value, at, at + 7), ending = ending }
  end
  return marks
end

-- How long the slot is kept, which is no longer than given; without a bound it has an end at least,
-- which everything of ours has.
local function bounded(slot, longest)
  local life = redis.call('PTTL', slot)
  if life == -1 or longest and life > longest then
    life = longest or tombstoneLife
    redis.call('PEXPIRE', slot, life)
  end
  return math.max(life, 1)
end
