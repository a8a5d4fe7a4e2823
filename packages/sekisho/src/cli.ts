#!/usr/bin/env node
/**
 * The `sekisho` command: connects the process with {@link run}.
 *
 * @module
 */
import "./v8-flags.ts";
import { run } from "./run.ts";

// Each write reports its own failure; without a listener the stream's event would end the process first.
process.stdout.on("error", () => undefined);

const { LC_ALL: all, LC_MESSAGES: messages, LANG: language } = process.env;
// An empty variable counts as not set, as in POSIX.
const locale = [all, messages, language].find((value) => value !== undefined && value !== "") ?? "";

process.exitCode = await run(process.argv.slice(2), {
  stdin: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return new Uint8Array(Buffer.concat(chunks));
  },
  stdout: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        // A reader that goes away early (`| head`) is no error of ours, and changes no verdict.
        if (error === null || error === undefined || (error as NodeJS.ErrnoException).code === "EPIPE") resolve();
        else reject(error);
      });
    }),
  stderr: (text) => {
    process.stderr.write(text);
  },
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  },
  interrupted: () => {
    const controller = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      // Once: who interrupts again does not want to wait.
      process.once(signal, () => {
        controller.abort();
      });
    }
    return controller.signal;
  },
  color: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
  lang: /^ja(?![a-z])/u.test(locale) ? "ja" : "en",
  stopped: () =>
    new Promise((resolve) => {
      const signals = ["SIGTERM", "SIGINT"] as const;
      const stop = (): void => {
        // Told a second time, the process ends at once.
        for (const signal of signals) process.off(signal, stop);
        resolve();
      };
      for (const signal of signals) process.on(signal, stop);
    }),
});
