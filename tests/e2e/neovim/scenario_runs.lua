-- Runs of all kinds: a stream that is cancelled, a request that is refused, all requests of a file.
local Editor = require("editor")
local wait_for = Editor.wait_for

local FILE = "requests/runs.grpc"
local TEXT = {
  "### A quantity that the shop refuses",
  "# @name refused",
  "GRPC {{shop}}/shop.v1.Orders/Place",
  "",
  '{ "userId": "42", "items": [{ "sku": "tea", "quantity": 0 }] }',
  "",
  "?? status == OK",
  "?? duration < 10s",
  "",
  "### One that goes well",
  "# @name fine",
  "GRPC {{shop}}/shop.v1.Orders/Get",
  "",
  '{ "orderId": "1000" }',
  "",
  "### Listen to the clock",
  "# @name listen",
  "# @disabled",
  "GRPC {{shop}}/chat.v1.Chat/Subscribe",
  "",
  '{ "room": "clock", "limit": 0, "interval": "0.2s" }',
}

vim.fn.writefile(TEXT, FILE)
local editor = Editor.open(FILE)

local function response(name)
  local file = "requests/runs." .. name .. ".grpc-response"
  return vim.fn.filereadable(file) == 1 and table.concat(vim.fn.readfile(file), "\n") or ""
end

local function messages()
  return select(2, response("listen"):gsub('"text": "tick', ""))
end

-- A stream: its messages stand in the document while it runs, until the lens that cancels it is used.
local stream = editor:line_of("chat.v1.Chat/Subscribe")
local run = assert(editor:lens(stream, "^▶ Run$"), "no lens to run the stream").command
local answer = editor:start_request("workspace/executeCommand", { command = run.command, arguments = run.arguments })
wait_for("the first message", function()
  return messages() > 0
end)
local early = messages()
wait_for("more messages", function()
  return messages() > early
end)
assert(vim.startswith(response("listen"), "GRPC - RUNNING\n"), response("listen"))
assert(not answer.result, "the stream has ended by itself")
wait_for("their number is told", function()
  local last = editor.runs[#editor.runs]
  return last.state == "running" and last.summary:find("^%d+ messages?$")
end)

local cancel = assert(editor:lens(stream, "^✕ Cancel$"), "no lens to cancel the stream").command
assert(editor:execute(cancel) == 1, "not one run was cancelled")
wait_for("the run is over", function()
  return answer.result or answer.failure
end)
assert(answer.result and answer.result.state == "cancelled", vim.inspect(answer))
assert(vim.startswith(response("listen"), "GRPC 1 - CANCELLED\n"), response("listen"))
assert(editor:lens(stream, "^✗ CANCELLED · [%d.]+ m?s$"), vim.inspect(editor:lenses_above(stream)))

-- All requests of the file but the disabled one; what was wrong is said at its place, until the request is changed.
local refused = editor:line_of("shop.v1.Orders/Place")
local results = editor:execute(assert(editor:lens(refused, "^▶ Run all$"), "no lens to run all").command)
local outcomes = vim.tbl_map(function(result)
  return result.request .. " " .. result.status .. " " .. tostring(result.passed)
end, results)
assert(vim.deep_equal(outcomes, { "refused INVALID_ARGUMENT false", "fine OK true" }), vim.inspect(outcomes))
assert(response("refused"):find('"field": "items[0].quantity"', 1, true), response("refused"))
assert(vim.startswith(response("fine"), "GRPC 0 - OK\n"), response("fine"))

local lens = "^✗ INVALID_ARGUMENT · [%d.]+ m?s · 1 of 2 assertions failed$"
assert(editor:lens(refused, lens), vim.inspect(editor:lenses_above(refused)))
assert(editor:lens(editor:line_of("shop.v1.Orders/Get"), "^✓ OK · [%d.]+ m?s$"), "no lens tells of the success")

local body = editor:line_of('"quantity": 0')
editor:wait_for_errors(2) -- these and no others
editor:wait_for_error_at(body, '"quantity"')
editor:wait_for_error_at(editor:line_of("?? status == OK"), "status == OK")
editor:set_line(body, '{ "userId": "42", "items": [{ "sku": "tea", "quantity": 1 }] }')
editor:wait_for_errors(0)

-- The responses of a request are kept, the newest first.
editor:execute({ command = "protowright.runRequest", arguments = { { uri = editor.uri, request = "fine" } } })
local history = editor:execute({ command = "protowright.history", arguments = { { uri = editor.uri, request = "fine" } } })
assert(#history == 2 and history[1].time > history[2].time, vim.inspect(history))
assert(vim.fn.filereadable(vim.uri_to_fname(history[1].uri)) == 1, history[1].uri)

editor:stop()
