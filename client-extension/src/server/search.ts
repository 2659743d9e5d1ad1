/** Looks for programs the way a shell does. */

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";

/** Where to search, and what programs are called there. */
export interface SearchPath {
  /** Absolute folders, first one wins. */
  readonly folders: readonly string[];
  /** Endings of program files: `[""]`, on Windows `[".exe"]`. */
  readonly endings: readonly string[];
}

/**
 * The folders of `PATH`, and after them the one where `pipx` and `uv tool` put programs: an editor that was started
 * from a desktop often doesn't have that one on its `PATH`.
 */
export function searchPath(environment: NodeJS.ProcessEnv, home: string, platform: NodeJS.Platform): SearchPath {
  const windows = platform === "win32";
  const value = environment["PATH"] ?? environment["Path"] ?? "";
  const folders = value.split(windows ? ";" : ":").filter((folder) => path.isAbsolute(folder));
  return { folders: [...folders, path.join(home, ".local", "bin")], endings: windows ? [".exe"] : [""] };
}

/** Absolute path of the first program of that name, or undefined. */
export async function findProgram(name: string, where: SearchPath): Promise<string | undefined> {
  for (const folder of where.folders) {
    for (const ending of where.endings) {
      const candidate = path.join(folder, name.endsWith(ending) ? name : name + ending);
      if (await isProgram(candidate)) return candidate;
    }
  }
  return undefined;
}

/** True for a file that may be executed; a folder is not a program. */
export async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
