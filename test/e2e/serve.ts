/**
 * Runs `sekisho serve` as a process of its own.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./sekisho.ts";

const cli = fileURLToPath(new URL("../../packages/sekisho/dist/bin/sekisho.js", import.meta.url));

/** A server that runs. */
export interface Serving {
  readonly url: string;
  /** Sends a signal and waits for the end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Outcome>;
}

/** Starts `sekisho serve` at a free port and waits until it listens. */
export function serve(args: readonly string[] = []): Promise<Serving> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, "serve", "--addr", "127.0.0.1:0", ...args], {
      env: { PATH: process.env["PATH"], LANG: "C.UTF-8" },
    });
    // A test that fails stops nothing.
    process.once("exit", () => child.kill("SIGKILL"));
    let stdout = "";
    let stderr = "";
    const ended = new Promise<Outcome>((end) => {
      child.on("close", (status) => {
        end({ status, stdout, stderr });
      });
    });
    const stop = (signal: NodeJS.Signals = "SIGTERM"): Promise<Outcome> => {
      child.kill(signal);
      return ended;
    };
    child.on("error", reject);
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const url = /^sekisho: listening at (\S+)\n/u.exec(stdout)?.[1];
      if (url !== undefined) resolve({ url, stop });
    });
    void ended.then(({ status }) => {
      reject(new Error(`sekisho serve ended with ${String(status)}: ${stderr}`));
    });
  });
}
