-- .proto files: errors as the buffer changes, hover, symbols, completion, definition, rename, and what one file does to
-- another.
local Editor = require("editor")

local editor = Editor.open("protos/shop/v1/orders.proto")

local symbols = editor:symbols()
for _, name in ipairs({ "Orders", "Place", "PlaceRequest", "OrderStatus" }) do
  assert(symbols[name], "no symbol " .. name .. " in " .. vim.inspect(symbols))
end

local hover = editor:hover(editor:position_in("rpc Place(", "PlaceRequest"))
assert(hover:find("message PlaceRequest", 1, true), "no declaration in the hover: " .. hover)
local comment = editor:lines()[editor:line_of("message PlaceRequest {")]:gsub("^%s*//%s*", "")
assert(hover:find(comment, 1, true), "no comment in the hover: " .. hover)

-- One fault a line, and the line without it.
local faults = {
  { wrong = "  string carrier = 1", right = "  string carrier = 1;" },
  { wrong = "  int32 grams = ;", right = "  int32 grams = 2;" },
  { wrong = "  Lable label = 3;", right = "  string label = 3;" },
}
local first = editor:append({ "message Parcel {", faults[1].wrong, faults[2].wrong, faults[3].wrong, "}" })
editor:wait_for_errors(3) -- these and no others
editor:wait_for_error_at(first + 3, "Lable")
for index, fault in ipairs(faults) do
  editor:set_line(first + index, fault.right)
  editor:wait_for_errors(3 - index)
end
assert(editor:symbols().Parcel, "no symbol Parcel after it was typed")

-- Completion and definition.
local field = editor:append({ "message Letter {", "  PlaceRe", "}" }) + 1
local labels = editor:completions({ line = field, character = #"  PlaceRe" })
assert(labels.PlaceRequest, "no completion of a type: " .. vim.inspect(labels))
editor:set_line(field, "  PlaceRequest order = 1;")
local path, line = editor:definition({ line = field, character = 4 })
assert(vim.endswith(path, "/protos/shop/v1/orders.proto"), path)
assert(line == editor:line_of("message PlaceRequest {"), "the definition is at line " .. line)
editor:wait_for_errors(0)

-- A change of another buffer is an error here, and none when it is taken back.
local address = editor:open_another("protos/shop/v1/address.proto")
local message = address:line_of("message Address {")
address:set_line(message, "message Adress {")
editor:wait_for_error_at(editor:line_of("Address ship_to = 6;"), "Address")
address:set_line(message, "message Address {")
editor:wait_for_errors(0)

-- Rename in the files that are open, and in one that is not.
address:rename({ line = message, character = #"message A" }, "PostalAddress")
assert(address:lines()[message + 1] == "message PostalAddress {", address:lines()[message + 1])
editor:line_of("  PostalAddress ship_to = 6;")
local users = vim.fn.bufnr("protos/shop/v1/users.proto")
assert(users > 0, "the file that was not open was left out")
local text = table.concat(vim.api.nvim_buf_get_lines(users, 0, -1, true), "\n")
assert(text:find("PostalAddress", 1, true) and not text:find(" Address ", 1, true), text)
editor:wait_for_errors(0)

editor:stop()
