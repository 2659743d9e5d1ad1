-- A request file: errors as the buffer changes, completion, code lens, a request that is run, its response on disk.
local Editor = require("editor")

local editor = Editor.open("requests/shop.grpc")

-- A lens above each request, and one above the first for all of them.
local request_lines = vim.tbl_filter(function(line)
  return line:match("^GRPC%s") ~= nil
end, editor:lines())
local lenses = editor:ask("textDocument/codeLens")
assert(#lenses == #request_lines + 1, #lenses .. " lenses for " .. #request_lines .. " requests")
local expected = { ["▶ Run"] = "protowright.runRequest", ["▶ Run all"] = "protowright.runAll" }
for index, lens in ipairs(lenses) do
  assert(lens.command.title == (index == 2 and "▶ Run all" or "▶ Run"), lens.command.title)
  assert(lens.command.command == expected[lens.command.title], lens.command.command)
end

-- What is wrong is said as it is typed, and no longer when it is mended.
local first = editor:append({ "### Typed", "GRPC {{shop}}/shop.v1.Orders/Plaec", "", '{ "userIdentity": "1" }' })
editor:wait_for_error_at(first + 1, "Plaec")
editor:set_line(first + 1, "GRPC {{shop}}/shop.v1.Orders/Place")
editor:wait_for_error_at(first + 3, "userIdentity")
editor:set_line(first + 3, '{ "userId": "1" }')
editor:wait_for_errors(0)

local method = "GRPC {{shop}}/shop.v1.Orders/"
editor:set_line(first + 1, method)
local labels = editor:completions({ line = first + 1, character = #method })
assert(labels.Place and labels.Watch, "methods are not completed: " .. vim.inspect(labels))

--- Runs a request; its response stands on disk, is what the server said, and begins with this status.
local function run(name, arguments, status)
  local result = editor:execute({ command = "protowright.runRequest", arguments = { arguments } })
  assert(result.request == name and result.state == "finished", vim.inspect(result))
  assert(result.status == status, vim.inspect(result))
  local file = vim.fn.getcwd() .. "/requests/shop." .. name .. ".grpc-response"
  assert(vim.uri_to_fname(result.responseUri) == file, result.responseUri)
  io.stdout:write("ok  " .. name .. ": " .. status .. "\n")
  return table.concat(vim.fn.readfile(file), "\n")
end

local place = vim.tbl_filter(function(lens)
  return lens.command.arguments[1].request == "place"
end, lenses)[1]
local placed = run("place", place.command.arguments[1], "OK")
assert(vim.startswith(placed, "GRPC 0 - OK\n"), placed)
assert(placed:find('"orderId": "%d+"'), placed)
local outcome = editor:lens(editor:line_of("shop.v1.Orders/Place"), "^✓ OK · [%d.]+ m?s$")
assert(outcome, "no lens tells the outcome")
assert(outcome.command.command == "protowright.showResponse", outcome.command.command)

-- The same command takes a place in the file instead of a name.
local cursor = { line = editor:line_of("shop.v1.Orders/Watch"), character = 0 }
local watched = run("watch", { uri = editor.uri, position = cursor }, "OK")
assert(watched:find("\n===\n", 1, true), watched)

local states = vim.tbl_map(function(notice)
  return notice.request .. " " .. notice.state
end, editor.runs)
for _, state in ipairs({ "place started", "place finished", "watch started", "watch finished" }) do
  assert(vim.tbl_contains(states, state), "no notification: " .. state .. " in " .. vim.inspect(states))
end

editor:stop()
