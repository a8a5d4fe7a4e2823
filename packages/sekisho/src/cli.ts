#!/usr/bin/env node
/**
 * The `sekisho` command: connects the process with {@link run}.
 *
 * @module
 */
import { run } from "./run.ts";

// A reader that goes away early (`| head`) is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  stdin: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return new Uint8Array(Buffer.concat(chunks));
  },
  stdout: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(error);
      });
    }),
  stderr: (text) => {
    process.stderr.write(text);
  },
  color: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
  lang: (process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"] || "").startsWith("ja")
    ? "ja"
    : "en",
});
