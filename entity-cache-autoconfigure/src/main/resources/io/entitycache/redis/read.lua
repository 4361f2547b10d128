-- The announcements that the log has from a number on, it included.
--
-- KEYS  log stream
-- ARGV  1 sequence    2 how many at most    3 bytes from which on no more are added
-- returns their messages; the last one is '' if the log has something else in its place

local log, from, most, enough = KEYS[1], ARGV[1] .. '-0', tonumber(ARGV[2]), tonumber(ARGV[3])

-- Few at once, since they may be long.
local STEP = 16

-- The message of an entry of ours, and where to go on; else nil.
local function messageOf(entry)
  local sequence, fields = string.match(entry[1], '^(%d+)%-0$'), entry[2]
  if sequence and #fields == 2 and fields[1] == 'm' and #fields[2] <= enough then
    return fields[2], sequence .. '-1'
  end
end

local messages, bytes, page = {}, 0
repeat
  local step = math.min(STEP, most - #messages)
  page = redis.pcall('XRANGE', log, from, '+', 'COUNT', step)
  -- What is no stream has no announcements.
  for at = 1, page.err and 0 or #page do
    local message, following = messageOf(page[at])
    messages[#messages + 1] = message or ''
    if not message then
      return messages
    end
    bytes, from = bytes + #message, following
    if bytes >= enough then
      return messages
    end
  end
until page.err or #page < step or #messages >= most
return messages
