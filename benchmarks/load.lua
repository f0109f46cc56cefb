-- What wrk sends: events with a fresh token each.
-- Arguments: the article's key as JSON, a seed, from how many addresses (0: no proxy).
local alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
local key, readers

function init(args)
  key = args[1]
  math.randomseed(tonumber(args[2]))
  readers = tonumber(args[3])
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "text/plain"
  wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
end

function request()
  local token = {"w"}
  for place = 2, 11 do
    local letter = math.random(58)
    token[place] = alphabet:sub(letter, letter)
  end
  local event = '{"kind": "share", "channel": "whatsapp", "token": "' .. table.concat(token) .. '", "age": 120}'
  if readers > 0 then
    local number = math.random(readers) - 1
    wrk.headers["X-Forwarded-For"] = "93.184." .. math.floor(number / 256) .. "." .. number % 256
  end
  return wrk.format(nil, nil, nil, '{"article": ' .. key .. ', "events": [' .. event .. ']}')
end
