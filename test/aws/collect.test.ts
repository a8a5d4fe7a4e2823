import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tempFolder } from "@sekisho-test/support";
import { collectAws } from "@sekisho/collect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildAccount, exampleRegion, startMoto, startProxy, type BuiltAccount, type Proxy } from "./index.ts";

const moto = await startMoto();
afterAll(() => moto?.stop());

describe.skipIf(moto === null)("an account", () => {
  let proxy: Proxy;
  let account: BuiltAccount;
  beforeAll(async () => {
    proxy = await startProxy(moto?.url ?? "");
    account = await buildAccount(moto?.url ?? "");
    process.env["AWS_ACCESS_KEY_ID"] = "x";
    process.env["AWS_SECRET_ACCESS_KEY"] = "x";
  });
  test("x", async () => {
    const output = join(tempFolder(), "snap");
    const s = await collectAws({
      output,
      endpointUrl: proxy.url,
      regions: [exampleRegion],
      userAgent: "x",
      attempts: 2,
    });
    console.log(s, account);
    const m = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8"));
    for (const c of m.captures)
      console.log(
        c.service,
        c.operation,
        JSON.stringify(c.parameters),
        c.region,
        c.error ? JSON.stringify(c.error) : readFileSync(join(output, c.file), "utf8").slice(0, 1500),
      );
    console.log(existsSync(output), readdirSync(output));
  });
});
