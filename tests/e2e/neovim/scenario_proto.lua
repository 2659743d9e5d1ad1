-- A .proto file: errors as the buffer changes, hover, document symbols.
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

editor:stop()
