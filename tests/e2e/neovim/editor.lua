-- One file in Neovim, attached to the Protowright server, with what a test asks of it.
-- Works with Neovim 0.7, whose vim.lsp has no `start`, and with the versions since.
local Editor = {}
Editor.__index = Editor

local WAIT_MILLISECONDS = 15000
local LANGUAGES = { proto = "proto", grpc = "grpc-request", ["grpc-response"] = "grpc-response" }

--- Waits until the condition holds; fails with `what` when it doesn't in time.
local function wait_for(what, condition)
  if not vim.wait(WAIT_MILLISECONDS, condition, 20) then
    error("waited in vain: " .. what, 0)
  end
  io.stdout:write("ok  " .. what .. "\n")
end

local function start_client(configuration, buffer)
  if vim.lsp.start then
    return vim.lsp.start(configuration, { bufnr = buffer })
  end
  local id = vim.lsp.start_client(configuration)
  vim.lsp.buf_attach_client(buffer, id)
  return id
end

--- Shows a file of the workspace (a path relative to the working directory).
local function show(file)
  local self = setmetatable({ runs = {} }, Editor)
  vim.o.hidden = true
  vim.cmd("edit " .. vim.fn.fnameescape(file))
  self.buffer = vim.api.nvim_get_current_buf()
  self.uri = vim.uri_from_bufnr(self.buffer)
  vim.bo[self.buffer].filetype = LANGUAGES[vim.fn.fnamemodify(file, ":e")]
  return self
end

--- Opens another file with the server of this one.
function Editor:open_another(file)
  local other = show(file)
  other.client_id, other.client = self.client_id, self.client
  vim.lsp.buf_attach_client(other.buffer, self.client_id)
  return other
end

--- Opens a file and attaches a server to it.
function Editor.open(file)
  local self = show(file)
  self.client_id = start_client({
    name = "protowright",
    cmd = { vim.env.PROTOWRIGHT, "lsp" },
    root_dir = vim.fn.getcwd(),
    handlers = {
      ["protowright/run"] = function(_, run)
        table.insert(self.runs, run)
      end,
    },
    on_exit = function(code, signal)
      self.exit = { code = code, signal = signal }
    end,
  }, self.buffer)
  self.client = vim.lsp.get_client_by_id(self.client_id)
  wait_for("server started", function()
    return self.client.initialized or self.exit
  end)
  assert(not self.exit, "the server ended at once: " .. vim.inspect(self.exit))
  return self
end

--- Asks the server, and goes on; answers a table whose `result` or `failure` is there once the server has answered.
function Editor:start_request(method, parameters)
  local answer = {}
  vim.lsp.buf_request(self.buffer, method, parameters, function(failure, result)
    answer.failure, answer.result = failure, result
  end)
  return answer
end

--- Asks the server; answers the result, fails on an error or when there is no answer in time.
function Editor:request(method, parameters)
  local answers, failure = vim.lsp.buf_request_sync(self.buffer, method, parameters, WAIT_MILLISECONDS)
  assert(answers, method .. ": " .. tostring(failure))
  local answer = assert(answers[self.client_id], method .. ": no answer")
  assert(not (answer.err or answer.error), method .. ": " .. vim.inspect(answer))
  return answer.result
end

--- The lenses above a line (counted from 0), left to right.
function Editor:lenses_above(line)
  return vim.tbl_filter(function(lens)
    return lens.range.start.line == line
  end, self:ask("textDocument/codeLens"))
end

--- The lens above a line (counted from 0) whose title matches a pattern; nil when there is none.
function Editor:lens(line, pattern)
  return vim.tbl_filter(function(lens)
    return lens.command.title:find(pattern)
  end, self:lenses_above(line))[1]
end

--- Asks the server about the document, and about a position when one is given.
function Editor:ask(method, position)
  return self:request(method, { textDocument = { uri = self.uri }, position = position })
end

--- The lines of the buffer.
function Editor:lines()
  return vim.api.nvim_buf_get_lines(self.buffer, 0, -1, true)
end

--- The index (from 0) of the first line that has this literal text in it.
function Editor:line_of(text)
  for index, line in ipairs(self:lines()) do
    if line:find(text, 1, true) then
      return index - 1
    end
  end
  error("no line has: " .. text, 0)
end

--- The position just inside a word on the first line that has this literal text in it (the samples are ASCII there).
function Editor:position_in(text, word)
  local line = self:line_of(text)
  local column = assert(self:lines()[line + 1]:find(word, 1, true), "no " .. word .. " in " .. text)
  return { line = line, character = column }
end

--- Puts lines at the end of the buffer; answers the index (from 0) of the first.
function Editor:append(lines)
  local first = #self:lines()
  vim.api.nvim_buf_set_lines(self.buffer, -1, -1, true, lines)
  return first
end

--- Replaces one line (counted from 0).
function Editor:set_line(index, text)
  vim.api.nvim_buf_set_lines(self.buffer, index, index + 1, true, { text })
end

--- The error diagnostics of the buffer.
function Editor:errors()
  return vim.diagnostic.get(self.buffer, { severity = vim.diagnostic.severity.ERROR })
end

--- Waits until there are exactly this many errors.
function Editor:wait_for_errors(count)
  local held, failure = pcall(wait_for, count .. " errors", function()
    return #self:errors() == count
  end)
  if not held then
    error(failure .. "; there are: " .. vim.inspect(self:errors()), 0)
  end
end

Editor.wait_for = wait_for

--- Waits until an error on a line (counted from 0) covers this word.
function Editor:wait_for_error_at(line, word)
  wait_for("error at " .. word, function()
    local start = self:lines()[line + 1]:find(word, 1, true) - 1
    for _, diagnostic in ipairs(self:errors()) do
      if diagnostic.lnum == line and diagnostic.col <= start and diagnostic.end_col >= start + #word then
        return true
      end
    end
    return false
  end)
end

--- The labels of the completion items at a position, as keys.
function Editor:completions(position)
  local answer = self:ask("textDocument/completion", position)
  local labels = {}
  for _, item in ipairs(answer.items or answer) do
    labels[item.label] = true
  end
  return labels
end

--- The names of all document symbols, nested ones too, as keys.
function Editor:symbols()
  local names = {}
  local function collect(symbols)
    for _, symbol in ipairs(symbols) do
      names[symbol.name] = true
      collect(symbol.children or {})
    end
  end
  collect(self:ask("textDocument/documentSymbol"))
  return names
end

--- The text of the hover at a position.
function Editor:hover(position)
  local answer = assert(self:ask("textDocument/hover", position), "no hover")
  return type(answer.contents) == "string" and answer.contents or answer.contents.value
end

--- The path and the line (from 0) of the definition of what is at a position.
function Editor:definition(position)
  local answer = assert(self:ask("textDocument/definition", position), "no definition")
  local place = answer[1] or answer
  local range = place.targetSelectionRange or place.range
  return vim.uri_to_fname(place.targetUri or place.uri), range.start.line
end

--- Gives what is at a position another name, in every file.
function Editor:rename(position, name)
  local parameters = { textDocument = { uri = self.uri }, position = position, newName = name }
  local edit = assert(self:request("textDocument/rename", parameters), "nothing to rename")
  vim.lsp.util.apply_workspace_edit(edit, self.client.offset_encoding)
end

--- Runs a command on the server; answers its result.
function Editor:execute(command)
  return self:request("workspace/executeCommand", { command = command.command, arguments = command.arguments })
end

--- Stops the server, which has to end by itself with status 0.
function Editor:stop()
  if vim.fn.has("nvim-0.11") == 1 then
    self.client:stop()
  else
    vim.lsp.stop_client(self.client_id)
  end
  wait_for("server ended", function()
    return self.exit ~= nil
  end)
  assert(self.exit.code == 0, "the server ended with " .. vim.inspect(self.exit))
end

return Editor
