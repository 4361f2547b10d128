-- Where the log stands; changes nothing.
--
-- KEYS  meta hash
-- returns the incarnation ('' if there is no whole state), the sequence, the nonce of the last
-- announcement ('' if it is not known), and the server's time

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
