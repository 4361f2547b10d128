-- Where the log stands; changes nothing. Fails where an announcement could not be written, and
-- lets the node hear its own voice.
--
-- KEYS  meta hash, a key that nothing is stored under
-- ARGV  1 channel of the node that asks    2 what it is to hear there
-- returns the incarnation ('' if there is no whole state), the sequence, the nonce of the last
-- announcement ('' if it is not known), and the server's time

-- To write nothing into nothing is refused as a write is. A foreign value there is an answer too.
local written = redis.pcall('SETRANGE', KEYS[2], 0, '')
if type(written) == 'table' and written.err and not string.find(written.err, 'WRONGTYPE', 1, true) then
  return written
end
redis.call('PUBLISH', ARGV[1], ARGV[2])

local state = wholeState(KEYS[1])
if not state then
  return { '', 0, '', now() }
end
-- Of use only beside the number it belongs to.
local nonce = ''
if state.nonce and #state.nonce == 16 and string.sub(state.nonce, 1, 8) == struct.pack('>I8', state.sequence) then
  nonce = string.sub(state.nonce, 9)
end
return { state.incarnation, state.sequence, nonce, now() }
