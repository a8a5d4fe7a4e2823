import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { installMoto } from "./moto/install.mjs";

/** A running moto: an account without anything in it but what AWS puts there. */
export interface Moto {
  readonly url: string;
  /** Empties the account. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts moto on a free port; null, with the reason printed, where it cannot be installed. */
export async function startMoto(): Promise<Moto | null> {
  const { python, reason } = installMoto();
  if (python === null) {
    process.stderr.write(`Tests against moto are skipped: ${reason}.\n`);
    return null;
  }
  const child = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env["PATH"],
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      // Otherwise the account owns the snapshots of a thousand images.
      MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
      PYTHONUNBUFFERED: "1",
    },
  });
  process.once("exit", () => {
    child.kill();
  });
  const url = await addressOf(child);
  return {
    url,
    reset: async () => {
      await fetch(`${url}/moto-api/reset`, { method: "POST" });
    },
    stop: async () => {
      child.kill();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    // It goes on writing a line for every call; who does not read them stops it.
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (said.length > 10_000) return;
      said += text;
      const [, url] = /Running on (http:\/\/[\d.:]+)/u.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once("error", reject);
    child.once("exit", () => {
      reject(new Error(`moto ended: ${said}`));
    });
  });
}
