// Runs commands as processes of their own and measures each whole: start, work and end.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { clearInterval, setInterval } from "node:timers";

/** The peak memory of a process so far in bytes, from the system; null once it is gone. */
function peakOf(pid) {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

// A Node process says itself what it took; of any other the system is asked while it runs.
const atExit = `data:text/javascript,${encodeURIComponent(
  'import{writeSync}from"node:fs";process.on("exit",()=>{const u=process.resourceUsage();' +
    "writeSync(3,JSON.stringify({cpu:(u.userCPUTime+u.systemCPUTime)/1e6,memory:u.maxRSS*1024}))})",
)}`;

/** Runs one command; gives seconds of wall and CPU time (null where unknown), peak memory in bytes and the exit status. */
export function runOnce([program, ...args], { allowed = [0] } = {}) {
  const isNode = program === process.execPath;
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(program, isNode ? ["--import", atExit, ...args] : args, {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    let said = "";
    let errors = "";
    let peak = 0;
    child.stdio[3].on("data", (text) => (said += text));
    child.stderr.on("data", (text) => (errors += text));
    const watch = isNode ? null : setInterval(() => (peak = Math.max(peak, peakOf(child.pid) ?? 0)), 20);
    child.on("error", reject);
    child.on("close", (status) => {
      clearInterval(watch);
      const wall = Number(process.hrtime.bigint() - started) / 1e9;
      if (!allowed.includes(status)) reject(new Error(`${program} ${args.join(" ")} gave ${status}: ${errors}`));
      else resolve({ status, wall, ...(isNode ? JSON.parse(said) : { cpu: null, memory: peak }) });
    });
  });
}

/** Runs commands in turn, several rounds, and gives the median of each figure by the command's name. */
export async function measure(commands, rounds) {
  const runs = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { command, allowed }] of Object.entries(commands)) {
      runs.get(name).push(await runOnce(command, { allowed }));
    }
  }
  return Object.fromEntries([...runs].map(([name, results]) => [name, mediansOf(results)]));
}

function mediansOf(results) {
  const median = (key) => {
    const values = results.map((result) => result[key]).sort((a, b) => a - b);
    return values.includes(null) ? null : values[Math.floor(values.length / 2)];
  };
  return { wall: median("wall"), cpu: median("cpu"), memory: median("memory") };
}
