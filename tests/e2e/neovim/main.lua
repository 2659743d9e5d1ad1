-- Runs the scenario that the environment variable SCENARIO names, and ends Neovim: status 0 when every step held.
-- nvim --headless --clean -c 'luafile tests/e2e/neovim/main.lua'
local LOG_LINES = 20

local folder = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h")
package.path = folder .. "/?.lua;" .. package.path

local function explain(failure)
  return debug.traceback(type(failure) == "string" and failure or vim.inspect(failure), 2)
end

local held, failure = xpcall(function()
  require("scenario_" .. vim.env.SCENARIO)
end, explain)

--- The last lines of Neovim's log, in which the server's standard error stands too.
local function log_tail()
  local read, lines = pcall(vim.fn.readfile, require("vim.lsp.log").get_filename(), "", -LOG_LINES)
  return read and table.concat(lines, "\n") or "no log"
end

if not held then
  io.stdout:write("FAILED: " .. failure .. "\n--- log\n" .. log_tail() .. "\n")
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
