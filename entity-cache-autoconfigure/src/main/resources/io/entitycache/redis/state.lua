-- The shared state. Begins another one if there is none that is whole, or if it is to be renewed.
--
-- KEYS  meta hash, log stream
-- ARGV  1 life of a tombstone, ms    2 life of a pending mark, ms
--       3 incarnation for a new state, 8 bytes    4 incarnation to be renewed, or ''
-- returns the server's time, incarnation and sequence, and as lists of names and numbers the
-- floors of the regions and of the tables, and the ends of the flux by region and transaction

local meta, log = KEYS[1], KEYS[2]

local function isOurs(field)
  local kind = string.sub(field, 1, 2)
  return kind == 'r:' or kind == 't:' or isFlux(field)
end

local function add(list, name, number)
  list[#list + 1] = name
  list[#list + 1] = number
end

-- Ends a flux whose writer died, and gives one an end that has none of ours.
local function addFlux(list, field, text)
  local ending = fluxEnd(text)
  if not ending then
    redis.call('HDEL', meta, field)
    return
  end
  if exact(text) ~= ending then
    redis.call('HSET', meta, field, string.format('%.0f', ending))
  end
  add(list, string.sub(field, 3), ending)
end

-- The state's fields; nil if one of them has a number that it was never given, since a floor that
-- is lost would let in what is below it.
local function fieldsOf(state)
  local names, fields = {}, { ['r:'] = {}, ['t:'] = {}, ['f:'] = {} }
  for _, field in ipairs(redis.call('HKEYS', meta)) do
    if isOurs(field) then
      names[#names + 1] = field
    end
  end
  for from = 1, #names, 1000 do
    local to = math.min(from + 999, #names)
    local values = redis.call('HMGET', meta, unpack(names, from, to))
    for at = from, to do
      local kind, text = string.sub(names[at], 1, 2), values[at - from + 1]
      if kind == 'f:' then
        addFlux(fields[kind], names[at], text)
      else
        local floor = exact(text)
        if not floor or floor > state.sequence then
          return nil
        end
        add(fields[kind], string.sub(names[at], 3), floor)
      end
    end
  end
  return fields
end

local state = wholeState(meta)
local fields = state and state.incarnation ~= ARGV[4] and fieldsOf(state)
if not fields then
  beginAnew(meta, log, ARGV[3])
  state = wholeState(meta)
  fields = fieldsOf(state)
end
-- What is no stream is no log.
if redis.pcall('XRANGE', log, '-', '+', 'COUNT', '1').err then
  redis.call('UNLINK', log)
end
return { now(), state.incarnation, state.sequence, fields['r:'], fields['t:'], fields['f:'] }
